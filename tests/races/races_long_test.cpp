#include "races/harness.hpp"
#include "races/kills.hpp"

#include <gtest/gtest.h>

namespace races {
namespace {

using texts = std::vector<std::string>;

// 200,000 calls in all: several races of each kind, whose end states are judged one by one.
constexpr std::uint64_t races_of_each = 10;

TEST(RacesAtLength, OfEightThreadsEndAsIfOneCallCameFirst)
{
    for (std::uint64_t seed = 1; seed <= races_of_each; ++seed)
        EXPECT_EQ(race_threads("long_threads", lock::kept, {8, 1'250, seed}), texts{}) << "seed " << seed;
}

TEST(RacesAtLength, OfFourProcessesEndAsIfOneCallCameFirst)
{
    for (std::uint64_t seed = 1; seed <= races_of_each; ++seed)
        EXPECT_EQ(race_processes("long_processes", {4, 2'500, seed}), texts{}) << "seed " << seed;
}

TEST(RacesAtLength, WithoutTheLockEndWrong)
{
    EXPECT_NE(race_threads("long_control", lock::taken_out, {8, 1000}), texts{});
}

TEST(KillsAtLength, LeaveEachUnitWholeOrNotAtAll)
{
    const kill_report r = kill_programs("long_kills", 240, 100);
    EXPECT_EQ(r.problems, texts{});
    EXPECT_GE(r.points, 200U);
    EXPECT_GE(r.inside, 100U);
}

} // namespace
} // namespace races
