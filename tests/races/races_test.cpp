#include "races/harness.hpp"
#include "races/kills.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <string_view>

namespace races {
namespace {

using texts = std::vector<std::string>;

TEST(Races, OfFourProcessesEndAsIfOneCallCameFirst)
{
    EXPECT_EQ(race_processes("processes", {4, 1'000}), texts{});
}

TEST(Races, WithoutTheLockEndWrong)
{
    int wrong_ends = 0;
    // Not by errors alone: an update is lost, and a post has links that are no caller's.
    const texts found = race_threads("control", lock::taken_out, {8, 200});
    for (const std::string_view wanted : {"counters", "the links of a synced post", "a link is there twice"})
        wrong_ends +=
            std::any_of(found.begin(), found.end(), [wanted](const std::string& t) { return t.starts_with(wanted); });
    for (const std::string& t : found)
        std::cout << "control: " << t << '\n';
    EXPECT_GE(wrong_ends, 1) << "the check sees nothing";
}

TEST(Kills, LeaveEachUnitWholeOrNotAtAll)
{
    const kill_report r = kill_programs("kills", 30, 10);
    EXPECT_EQ(r.problems, texts{});
    EXPECT_GE(r.inside, 10U);
}

} // namespace
} // namespace races
