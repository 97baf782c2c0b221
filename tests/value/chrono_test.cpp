#include "cells.hpp"
#include "corpus.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/chrono.hpp>

#include <gtest/gtest.h>

#include <random>

namespace {

using namespace ginnel;
using namespace std::chrono;
using cells::load;
using cells::round_trip;

using micro_time = sys_time<microseconds>;
using milli_time = sys_time<milliseconds>;

std::optional<micro_time> read(std::string_view text)
{
    return load<micro_time>(cells::text(text));
}

std::string stored(const auto& v)
{
    return column_traits<std::remove_cvref_t<decltype(v)>>::store(v).text();
}

constexpr micro_time at(year_month_day day, microseconds time = {})
{
    return sys_days{day} + time;
}

TEST(dates, leap_days_exist_in_leap_years_only)
{
    EXPECT_EQ(load<year_month_day>(cells::text("2024-02-29")), 2024y / 2 / 29);
    EXPECT_EQ(load<year_month_day>(cells::text("2000-02-29")), 2000y / 2 / 29);
    EXPECT_EQ(load<year_month_day>(cells::text("0000-02-29")), 0y / 2 / 29);
    EXPECT_FALSE(load<year_month_day>(cells::text("2023-02-29")));
    EXPECT_FALSE(load<year_month_day>(cells::text("1900-02-29")));
    EXPECT_THROW(column_traits<year_month_day>::store(2023y / 2 / 29), error);
}

TEST(dates, only_ten_characters_of_the_one_form_are_a_date)
{
    for (const char* text : {"", "2024", "2024-1-01", "2024-01-1", "2024/01/01", "2024-13-01", "2024-00-10",
                             "2024-01-00", "2024-01-32", "24-01-01", "+2024-01-01", "-024-01-01", "2024-01-01 ",
                             " 2024-01-01", "20240101", "2024-01-01 00:00:00", "12024-01-01", "2024-01-0a"})
        EXPECT_FALSE(load<year_month_day>(cells::text(text))) << text;
    EXPECT_FALSE(load<year_month_day>(cells::integer(20240101)));
    EXPECT_FALSE(load<year_month_day>(cells::null()));
}

TEST(dates, years_0_to_9999_come_back_and_others_are_refused)
{
    EXPECT_EQ(stored(0y / 1 / 1), "0000-01-01");
    EXPECT_EQ(stored(9999y / 12 / 31), "9999-12-31");
    EXPECT_THROW(column_traits<year_month_day>::store(-1y / 12 / 31), error);
    EXPECT_THROW(column_traits<year_month_day>::store(10000y / 1 / 1), error);
    EXPECT_THROW(column_traits<year_month_day>::store(year_month_day{}), error);
}

TEST(dates, every_day_of_four_centuries_comes_back)
{
    for (sys_days day = 1800y / 1 / 1; day < sys_days{2200y / 1 / 1}; day += days{1}) {
        ASSERT_EQ(round_trip(day), day);
        ASSERT_EQ(round_trip(year_month_day{day}), year_month_day{day});
    }
}

TEST(timestamps, are_written_in_one_form)
{
    EXPECT_EQ(stored(at(2024y / 2 / 29, hours{23} + minutes{59} + seconds{58})), "2024-02-29 23:59:58");
    EXPECT_EQ(stored(at(2024y / 2 / 29, microseconds{1})), "2024-02-29 00:00:00.000001");
    EXPECT_EQ(stored(milli_time{milliseconds{-1}}), "1969-12-31 23:59:59.999000");
    EXPECT_EQ(stored(sys_seconds{}), "1970-01-01 00:00:00");
    EXPECT_EQ(stored(at(0y / 1 / 1)), "0000-01-01 00:00:00");
    EXPECT_EQ(stored(at(9999y / 12 / 31, days{1} - microseconds{1})), "9999-12-31 23:59:59.999999");
}

TEST(timestamps, load_with_either_separator_and_any_fraction)
{
    const micro_time whole = at(2024y / 5 / 6, hours{7} + minutes{8} + seconds{9});
    EXPECT_EQ(read("2024-05-06 07:08:09"), whole);
    EXPECT_EQ(read("2024-05-06T07:08:09"), whole);
    EXPECT_EQ(read("2024-05-06 07:08:09.1"), whole + milliseconds{100});
    EXPECT_EQ(read("2024-05-06 07:08:09.123456"), whole + microseconds{123'456});
    EXPECT_EQ(read("2024-05-06 07:08:09.123456789"), whole + microseconds{123'456});
    EXPECT_FALSE(read("2024-05-06 07:08:09.1234567890"));
    EXPECT_FALSE(read("2024-05-06 07:08:09."));
}

TEST(timestamps, offsets_are_converted_to_utc)
{
    const micro_time noon = at(2024y / 5 / 6, hours{12});
    EXPECT_EQ(read("2024-05-06T12:00:00Z"), noon);
    EXPECT_EQ(read("2024-05-06 12:00:00+00"), noon);
    EXPECT_EQ(read("2024-05-06 12:00:00-00:00"), noon);
    EXPECT_EQ(read("2024-05-06 17:30:00+05:30"), noon);
    EXPECT_EQ(read("2024-05-06 17:30:00+0530"), noon);
    EXPECT_EQ(read("2024-05-06 04:00:00.000000-08"), noon);
    EXPECT_EQ(read("2024-05-07 01:00:00+13"), noon);
    EXPECT_FALSE(read("0000-01-01 00:00:00+00:01"));
    EXPECT_FALSE(read("9999-12-31 23:59:59-01"));
}

TEST(timestamps, what_is_finer_than_the_type_is_cut_off_towards_the_past)
{
    EXPECT_EQ(load<sys_seconds>(cells::text("1969-12-31 23:59:59.5")), sys_seconds{seconds{-1}});
    EXPECT_EQ(load<sys_seconds>(cells::text("1970-01-01 00:00:01.999999")), sys_seconds{seconds{1}});
    EXPECT_EQ(load<milli_time>(cells::text("1970-01-01 00:00:00.0019")), milli_time{milliseconds{1}});
}

TEST(timestamps, moments_far_outside_are_refused_without_overflow)
{
    EXPECT_THROW(column_traits<sys_seconds>::store(sys_seconds::max()), error);
    EXPECT_THROW(column_traits<sys_seconds>::store(sys_seconds::min()), error);
    EXPECT_THROW(column_traits<micro_time>::store(micro_time::max()), error);
    EXPECT_THROW(column_traits<micro_time>::store(micro_time::min()), error);
    EXPECT_THROW(column_traits<milli_time>::store(milli_time{sys_days{10000y / 1 / 1}}), error);
    EXPECT_THROW(column_traits<micro_time>::store(at(0y / 1 / 1) - microseconds{1}), error);
}

TEST(timestamps, random_moments_come_back)
{
    std::mt19937_64 random{11};
    std::uniform_int_distribution<std::int64_t> moments{at(0y / 1 / 1).time_since_epoch().count(),
                                                        at(9999y / 12 / 31).time_since_epoch().count()};
    for (int i = 0; i < 100'000; ++i) {
        const micro_time v{microseconds{moments(random)}};
        ASSERT_EQ(round_trip(v), v);
        ASSERT_EQ(round_trip(floor<seconds>(v)), floor<seconds>(v));
    }
}

TEST(timestamps, only_texts_are_timestamps)
{
    EXPECT_FALSE(load<micro_time>(cells::null()));
    EXPECT_FALSE(load<micro_time>(cells::integer(0)));
    EXPECT_FALSE(load<micro_time>(cells::real(0)));
    EXPECT_FALSE(load<micro_time>(cells::blob("1970-01-01 00:00:00")));
    EXPECT_FALSE(load<std::optional<micro_time>>(cells::null()).value());
}

TEST(timestamps, the_corpus_is_told_apart)
{
    for (const corpus::entry& e : corpus::read("timestamp/valid"))
        EXPECT_TRUE(read(e.text)) << e.name;
    for (const corpus::entry& e : corpus::read("timestamp/invalid"))
        EXPECT_FALSE(read(e.text)) << e.name;
}

TEST(timestamps, what_loads_from_damaged_text_can_be_written_and_read_again)
{
    const std::vector<corpus::entry> seeds = corpus::read("timestamp/valid");
    std::mt19937 random{5};
    int loaded = 0;
    for (int i = 0; i < 200'000; ++i) {
        const std::string text = corpus::mutate(seeds[random() % seeds.size()].text, "0123456789-:. TZ+", random);
        const std::optional<micro_time> v = read(text);
        if (!v)
            continue;
        ++loaded;
        ASSERT_GE(text.size(), 19U) << text;
        ASSERT_LE(text.size(), 35U) << text;
        ASSERT_EQ(round_trip(*v), *v) << text;
    }
    EXPECT_GT(loaded, 1'000);
}

TEST(times_of_day, are_read_and_written_to_the_microsecond)
{
    EXPECT_EQ(time_of_day(23, 59, 59, 999'999).to_string(), "23:59:59.999999");
    EXPECT_EQ(time_of_day(7, 5).to_string(), "07:05:00");
    EXPECT_EQ(time_of_day{}.to_string(), "00:00:00");
    const std::optional<time_of_day> t = time_of_day::parse("01:02:03.0405");
    ASSERT_TRUE(t);
    EXPECT_EQ(t->hour(), 1);
    EXPECT_EQ(t->minute(), 2);
    EXPECT_EQ(t->second(), 3);
    EXPECT_EQ(t->microsecond(), 40'500);
    EXPECT_EQ(round_trip(*t), *t);
    EXPECT_LT(time_of_day(1, 0), time_of_day(1, 0, 0, 1));
}

TEST(times_of_day, outside_a_day_are_refused)
{
    for (const char* text : {"", "24:00:00", "23:60:00", "23:59:60", "1:00:00", "01:00", "-01:00:00", "01:00:00Z",
                             "01:00:00.", "01:00:00 ", "838:59:59", "01:00:00.1234567890"})
        EXPECT_FALSE(time_of_day::parse(text)) << text;
    EXPECT_THROW(time_of_day(24, 0), error);
    EXPECT_THROW(time_of_day(0, -1), error);
    EXPECT_THROW(time_of_day::from_microseconds(-1), error);
    EXPECT_THROW(time_of_day::from_microseconds(time_of_day::microseconds_per_day), error);
    EXPECT_FALSE(load<time_of_day>(cells::integer(0)));
}

TEST(times_of_day, chrono_has_its_own)
{
    using clock = hh_mm_ss<seconds>;
    EXPECT_EQ(column_traits<clock>::store(clock{hours{3} + seconds{4}}), value{"03:00:04"});
    EXPECT_EQ(load<clock>(cells::text("03:00:04.9"))->to_duration(), hours{3} + seconds{4});
    EXPECT_THROW(column_traits<clock>::store(clock{hours{24}}), error);
    EXPECT_THROW(column_traits<clock>::store(clock{seconds{-1}}), error);
    EXPECT_THROW(column_traits<clock>::store(clock{seconds::max()}), error);
}

} // namespace
