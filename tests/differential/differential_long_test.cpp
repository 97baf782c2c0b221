#include "differential/campaign.hpp"

#include <gtest/gtest.h>

namespace {

// Other cases than those of the ordinary run, and more of them.
TEST(differential_long, engine_answers_as_the_evaluator_does)
{
    const auto found = diff::run_cases(1'000'000, 400'000);
    for (const auto& r : found.reports)
        ADD_FAILURE() << r;
    EXPECT_EQ(found.failures, 0U) << "of " << found.cases << " cases";
}

} // namespace
