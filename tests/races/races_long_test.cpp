#include "races/harness.hpp"
#include "races/kills.hpp"

#include <gtest/gtest.h>

namespace races {
namespace {

using texts = std::vector<std::string>;

TEST(RacesAtLength, OfEightThreadsEndAsIfOneCallCameFirst)
{
    EXPECT_EQ(race_threads("long_threads", lock::kept, 8, 750), texts{});
}

TEST(RacesAtLength, OfFourProcessesEndAsIfOneCallCameFirst)
{
    EXPECT_EQ(race_processes("long_processes", 4, 1'500), texts{});
}

TEST(RacesAtLength, WithoutTheLockEndWrong)
{
    EXPECT_NE(race_threads("long_control", lock::taken_out, 8, 300), texts{});
}

TEST(KillsAtLength, LeaveEachUnitWholeOrNotAtAll)
{
    const kill_report r = kill_programs("long_kills", 180, 120);
    EXPECT_EQ(r.problems, texts{});
    EXPECT_GE(r.inside, 100U);
}

} // namespace
} // namespace races
