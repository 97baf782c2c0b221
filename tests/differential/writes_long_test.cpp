#include "differential/write_campaign.hpp"

#include <gtest/gtest.h>

namespace {

// Other worlds than those of the ordinary run, and more of them.
TEST(differential_long, engine_writes_as_the_evaluator_does)
{
    const auto found = diff::run_writes(1'000'000, 8'000);
    for (const auto& r : found.reports)
        ADD_FAILURE() << r;
    EXPECT_EQ(found.failures, 0U) << "of " << found.writes << " writes";
}

} // namespace
