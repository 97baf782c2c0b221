#include "cells.hpp"

#include <ginnel/value/uuid.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <unordered_set>

namespace {

using namespace ginnel;
using cells::load;
using cells::round_trip;

constexpr const char* sample = "0123abcd-4567-89ef-0a1b-2c3d4e5f6071";

TEST(uuids, are_read_in_either_case_and_written_in_lower_case)
{
    ASSERT_TRUE(uuid::parse(sample));
    EXPECT_EQ(uuid::parse(sample)->to_string(), sample);
    EXPECT_EQ(uuid::parse("0123ABCD-4567-89EF-0A1B-2C3D4E5F6071"), uuid::parse(sample));
    EXPECT_EQ(uuid{}.to_string(), "00000000-0000-0000-0000-000000000000");
    EXPECT_TRUE(uuid{}.is_nil());
}

TEST(uuids, other_forms_are_refused)
{
    for (const char* text : {"", "0123abcd4567-89ef-0a1b-2c3d4e5f60711", "0123abcd456789ef0a1b2c3d4e5f6071",
                             "{0123abcd-4567-89ef-0a1b-2c3d4e5f6071}", "0123abcd-4567-89ef-0a1b-2c3d4e5f607",
                             "0123abcd-4567-89ef-0a1b-2c3d4e5f60711", "0123abcg-4567-89ef-0a1b-2c3d4e5f6071",
                             "0123abcd-4567-89ef-0a1b_2c3d4e5f6071", "-123abcd-4567-89ef-0a1b-2c3d4e5f6071"})
        EXPECT_FALSE(uuid::parse(text)) << text;
}

TEST(uuids, are_texts_in_a_column)
{
    EXPECT_EQ(column_traits<uuid>::store(*uuid::parse(sample)), value{sample});
    EXPECT_EQ(round_trip(*uuid::parse(sample)), uuid::parse(sample));
    EXPECT_FALSE(load<uuid>(cells::blob("0123456789abcdef")));
    EXPECT_FALSE(load<uuid>(cells::null()));
    EXPECT_FALSE(load<uuid>(cells::text("none")));
}

TEST(uuids, random_ones_are_of_version_4_and_differ)
{
    std::unordered_set<uuid> seen;
    for (int i = 0; i < 2'000; ++i) {
        const uuid u = uuid::random();
        EXPECT_EQ(u.version(), 4);
        EXPECT_EQ(u.bytes()[8] >> 6, 2);
        EXPECT_TRUE(seen.insert(u).second);
        EXPECT_EQ(round_trip(u), u);
    }
}

TEST(uuids, time_ordered_ones_grow_and_begin_with_the_time)
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    uuid last = uuid::time_ordered();
    std::uint64_t milliseconds = 0;
    for (std::size_t i = 0; i < 6; ++i)
        milliseconds = milliseconds << 8 | last.bytes()[i];
    EXPECT_NEAR(static_cast<double>(milliseconds),
                static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count()), 10'000);
    for (int i = 0; i < 20'000; ++i) {
        const uuid next = uuid::time_ordered();
        ASSERT_GT(next, last);
        ASSERT_GT(next.to_string(), last.to_string());
        ASSERT_EQ(next.version(), 7);
        ASSERT_EQ(next.bytes()[8] >> 6, 2);
        last = next;
    }
}

} // namespace
