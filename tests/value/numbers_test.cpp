#include "cells.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/column_traits.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace {

using namespace ginnel;
using cells::load;
using cells::round_trip;

template <typename I>
class integers : public testing::Test {
};
using every_integer = testing::Types<signed char, unsigned char, short, unsigned short, int, unsigned, long,
                                     unsigned long, long long, unsigned long long, std::int8_t, std::uint64_t>;
TYPED_TEST_SUITE(integers, every_integer);

TYPED_TEST(integers, bounds_that_a_column_holds_come_back)
{
    using limits = std::numeric_limits<TypeParam>;
    EXPECT_EQ(round_trip<TypeParam>(limits::min()), limits::min());
    EXPECT_EQ(round_trip<TypeParam>(TypeParam{}), TypeParam{});
    if constexpr (limits::digits <= 63) {
        EXPECT_EQ(round_trip<TypeParam>(limits::max()), limits::max());
    }
}

TYPED_TEST(integers, what_is_just_outside_their_range_does_not_load)
{
    using limits = std::numeric_limits<TypeParam>;
    if constexpr (limits::digits < 63) {
        EXPECT_FALSE(load<TypeParam>(cells::integer(static_cast<std::int64_t>(limits::max()) + 1)));
        EXPECT_FALSE(load<TypeParam>(cells::integer(static_cast<std::int64_t>(limits::min()) - 1)));
    }
    if constexpr (std::unsigned_integral<TypeParam>) {
        EXPECT_FALSE(load<TypeParam>(cells::integer(-1)));
        EXPECT_FALSE(load<TypeParam>(cells::integer(std::numeric_limits<std::int64_t>::min())));
    }
}

TYPED_TEST(integers, no_other_kind_is_an_integer)
{
    EXPECT_FALSE(load<TypeParam>(cells::null()));
    EXPECT_FALSE(load<TypeParam>(cells::boolean(true)));
    EXPECT_FALSE(load<TypeParam>(cells::real(1.0)));
    EXPECT_FALSE(load<TypeParam>(cells::text("1")));
    EXPECT_FALSE(load<TypeParam>(cells::blob("1")));
}

TYPED_TEST(integers, random_values_come_back)
{
    std::mt19937_64 random{7};
    for (int i = 0; i < 1000; ++i) {
        auto v = static_cast<TypeParam>(random());
        if constexpr (std::numeric_limits<TypeParam>::digits > 63)
            v >>= 1;
        ASSERT_EQ(round_trip<TypeParam>(v), v);
    }
}

TEST(integer_columns, have_the_smallest_signed_type_that_holds_all_values)
{
    EXPECT_EQ(column_traits<std::int8_t>::type, column_type::int16);
    EXPECT_EQ(column_traits<std::uint8_t>::type, column_type::int16);
    EXPECT_EQ(column_traits<std::int16_t>::type, column_type::int16);
    EXPECT_EQ(column_traits<std::uint16_t>::type, column_type::int32);
    EXPECT_EQ(column_traits<std::int32_t>::type, column_type::int32);
    EXPECT_EQ(column_traits<std::uint32_t>::type, column_type::int64);
    EXPECT_EQ(column_traits<std::int64_t>::type, column_type::int64);
    EXPECT_EQ(column_traits<std::uint64_t>::type, column_type::int64);
}

TEST(integer_columns, an_unsigned_integer_past_63_bits_is_refused_when_stored)
{
    EXPECT_EQ(column_traits<std::uint64_t>::store(0x7fff'ffff'ffff'ffffU), value{0x7fff'ffff'ffff'ffff});
    try {
        column_traits<std::uint64_t>::store(0x8000'0000'0000'0000U);
        FAIL() << "was stored";
    } catch (const error& e) {
        EXPECT_EQ(e.code(), "E_VALUE_RANGE");
        EXPECT_EQ(e.kind(), error_kind::data);
        EXPECT_STREQ(
            e.what(),
            "the integer 9223372036854775808 (more than 9223372036854775807) does not fit a column of type int64");
    }
}

TEST(integer_columns, a_character_is_no_column)
{
    EXPECT_FALSE(column_value<char>);
    EXPECT_FALSE(column_value<wchar_t>);
    EXPECT_FALSE(column_value<char8_t>);
    EXPECT_FALSE(column_value<char16_t>);
    EXPECT_FALSE(column_value<char32_t>);
}

TEST(booleans, load_from_a_boolean_and_from_the_integers_0_and_1_only)
{
    EXPECT_EQ(load<bool>(cells::boolean(true)), true);
    EXPECT_EQ(load<bool>(cells::boolean(false)), false);
    EXPECT_EQ(load<bool>(cells::integer(1)), true);
    EXPECT_EQ(load<bool>(cells::integer(0)), false);
    EXPECT_FALSE(load<bool>(cells::integer(2)));
    EXPECT_FALSE(load<bool>(cells::integer(-1)));
    EXPECT_FALSE(load<bool>(cells::real(1.0)));
    EXPECT_FALSE(load<bool>(cells::text("true")));
    EXPECT_FALSE(load<bool>(cells::null()));
    EXPECT_EQ(column_traits<bool>::store(true).type(), kind::boolean);
}

TEST(reals, every_double_comes_back_with_its_sign)
{
    using limits = std::numeric_limits<double>;
    for (const double v : {0.0, 0.1, limits::max(), limits::lowest(), limits::denorm_min(), limits::infinity()})
        EXPECT_EQ(round_trip(v), v);
    EXPECT_TRUE(std::signbit(*round_trip(-0.0)));
    EXPECT_TRUE(std::isnan(*round_trip(limits::quiet_NaN())));
}

TEST(reals, an_integer_loads_if_the_double_holds_it_exactly)
{
    constexpr std::int64_t two_to_53 = std::int64_t{1} << 53;
    EXPECT_EQ(load<double>(cells::integer(two_to_53)), 0x1p53);
    EXPECT_FALSE(load<double>(cells::integer(two_to_53 + 1)));
    EXPECT_EQ(load<double>(cells::integer(two_to_53 + 2)), 0x1p53 + 2);
    EXPECT_EQ(load<double>(cells::integer(std::numeric_limits<std::int64_t>::min())), -0x1p63);
    EXPECT_FALSE(load<double>(cells::integer(std::numeric_limits<std::int64_t>::max())));
    EXPECT_EQ(load<float>(cells::integer(1 << 24)), 0x1p24F);
    EXPECT_FALSE(load<float>(cells::integer((1 << 24) + 1)));
    EXPECT_FALSE(load<float>(cells::integer(std::numeric_limits<std::int64_t>::max())));
}

TEST(reals, no_other_kind_is_a_real)
{
    for (const cell& c : {cells::null(), cells::boolean(true), cells::text("0.5"), cells::blob("0.5")}) {
        EXPECT_FALSE(load<double>(c));
        EXPECT_FALSE(load<float>(c));
    }
}

TEST(reals, a_float_is_rounded_but_never_made_infinite)
{
    using limits = std::numeric_limits<float>;
    EXPECT_EQ(load<float>(cells::real(0.1)), 0.1F);
    EXPECT_EQ(load<float>(cells::real(static_cast<double>(limits::max()))), limits::max());
    EXPECT_EQ(load<float>(cells::real(0x1.fffffefp127)), limits::max());
    EXPECT_FALSE(load<float>(cells::real(0x1.ffffffp127)));
    EXPECT_FALSE(load<float>(cells::real(1e39)));
    EXPECT_FALSE(load<float>(cells::real(-1e300)));
    EXPECT_EQ(load<float>(cells::real(-std::numeric_limits<double>::infinity())), -limits::infinity());
    EXPECT_TRUE(std::isnan(*load<float>(cells::real(std::nan("")))));
}

} // namespace
