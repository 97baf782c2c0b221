#include "races/harness.hpp"

#include <gtest/gtest.h>

namespace races {
namespace {

using texts = std::vector<std::string>;

TEST(Races, OfEightThreadsEndAsIfOneCallCameFirst)
{
    EXPECT_EQ(race_threads("threads", lock::kept, {8, 400}), texts{});
}

} // namespace
} // namespace races
