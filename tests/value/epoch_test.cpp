#include "value/epoch.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using ginnel::column_type;
using ginnel::value;

TEST(epoch, texts_of_timestamps_become_whole_milliseconds_and_back)
{
    EXPECT_EQ(ginnel::epoch_ms_of("1970-01-01 00:00:00"), 0);
    EXPECT_EQ(ginnel::epoch_ms_of("2014-06-01T08:30:00.1239Z"), 1401611400123);
    EXPECT_EQ(ginnel::epoch_ms_of("2014-06-01T10:30:00+02:00"), 1401611400000);
    EXPECT_EQ(ginnel::timestamp_at(1401611400123), value{"2014-06-01 08:30:00.123000"});
    EXPECT_EQ(ginnel::timestamp_at(0), value{"1970-01-01 00:00:00"});
}

TEST(epoch, moments_before_1970_are_cut_towards_the_past)
{
    EXPECT_EQ(ginnel::epoch_ms_of("1969-12-31 23:59:59.999"), -1);
    EXPECT_EQ(ginnel::epoch_ms_of("1969-12-31 23:59:59.9990001"), -1);
    EXPECT_EQ(ginnel::epoch_ms_of("1969-12-31 23:59:59.9981"), -2);
    EXPECT_EQ(ginnel::timestamp_at(-1), value{"1969-12-31 23:59:59.999000"});
}

TEST(epoch, the_first_and_the_last_year_of_four_digits_are_the_ends)
{
    EXPECT_EQ(ginnel::epoch_ms_of("0000-01-01 00:00:00"), -62167219200000);
    EXPECT_EQ(ginnel::epoch_ms_of("9999-12-31 23:59:59.999999"), 253402300799999);
    EXPECT_TRUE(ginnel::timestamp_at(253402300799999).has_value());
    EXPECT_FALSE(ginnel::timestamp_at(253402300800000).has_value());
    EXPECT_FALSE(ginnel::timestamp_at(-62167219200001).has_value());
    EXPECT_FALSE(ginnel::epoch_ms_of("yesterday").has_value());
    EXPECT_FALSE(ginnel::epoch_ms_of("2014-02-30 00:00:00").has_value());
}

TEST(epoch, a_value_takes_the_form_of_its_column)
{
    EXPECT_EQ(ginnel::moment_as(column_type::epoch_ms, value{"1970-01-01 00:00:01"}), value{1000});
    EXPECT_EQ(ginnel::moment_as(column_type::timestamp, value{1000}), value{"1970-01-01 00:00:01"});
    EXPECT_EQ(ginnel::moment_as(column_type::epoch_ms, value{5}), value{5});
    EXPECT_EQ(ginnel::moment_as(column_type::epoch_ms, value{"soon"}), value{"soon"});
    EXPECT_EQ(ginnel::moment_as(column_type::text, value{"1970-01-01 00:00:01"}), value{"1970-01-01 00:00:01"});
    EXPECT_TRUE(ginnel::moment_as(column_type::epoch_ms, value{}).is_null());
}

} // namespace
