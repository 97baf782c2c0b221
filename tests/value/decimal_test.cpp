#include "cells.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/decimal.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace {

using namespace ginnel;
using cells::load;
using cells::round_trip;

std::string canonical(std::string_view text)
{
    const std::optional<decimal> d = decimal::parse(text);
    return d ? d->to_string() : "none";
}

TEST(decimals, keep_their_scale_and_drop_what_says_nothing)
{
    EXPECT_EQ(canonical("12.50"), "12.50");
    EXPECT_EQ(canonical("+007.10"), "7.10");
    EXPECT_EQ(canonical("-0"), "0");
    EXPECT_EQ(canonical("-0.00"), "0.00");
    EXPECT_EQ(canonical("-0.01"), "-0.01");
    EXPECT_EQ(canonical("000"), "0");
    EXPECT_EQ(decimal{"12.50"}.scale(), 2U);
    EXPECT_EQ(decimal{12}.scale(), 0U);
    EXPECT_EQ(decimal{}.to_string(), "0");
}

TEST(decimals, exponents_move_the_point)
{
    EXPECT_EQ(canonical("1.5e3"), "1500");
    EXPECT_EQ(canonical("1.5E+1"), "15");
    EXPECT_EQ(canonical("1.50e1"), "15.0");
    EXPECT_EQ(canonical("15e-3"), "0.015");
    EXPECT_EQ(canonical("0e1000"), "0");
    EXPECT_EQ(canonical("0.00e1"), "0.0");
    EXPECT_EQ(canonical("1e64"), "1" + std::string(64, '0'));
    EXPECT_EQ(canonical("1e65"), "none");
    EXPECT_EQ(canonical("1e-38"), "0." + std::string(37, '0') + "1");
    EXPECT_EQ(canonical("1e-39"), "none");
    EXPECT_EQ(canonical("0." + std::string(999, '0') + "1e1000"), "1");
    EXPECT_EQ(canonical("1e99999999999999999999"), "none");
    EXPECT_EQ(canonical("0." + std::string(1'036, '0') + "1e1037"), "none");
}

TEST(decimals, what_is_no_number_is_refused)
{
    for (const char* text : {"", "+", "-", ".", ".5", "5.", "1e", "1e+", "e5", "1.2.3", "0x10", "1,5", " 1", "1 ",
                             "--1", "inf", "nan", "1_000"})
        EXPECT_FALSE(decimal::parse(text)) << text;
    EXPECT_FALSE(decimal::parse(std::string_view{"1\0", 2}));
    EXPECT_THROW(decimal{"twelve"}, error);
}

TEST(decimals, hold_65_digits_and_no_more)
{
    const std::string most = std::string(27, '9') + '.' + std::string(38, '9');
    EXPECT_EQ(canonical(most), most);
    EXPECT_EQ(canonical('9' + most), "none");
    EXPECT_EQ(canonical(most + '9'), "none");
    EXPECT_EQ(canonical(std::string(65, '9')), std::string(65, '9'));
    EXPECT_EQ(canonical(std::string(66, '9')), "none");
    EXPECT_EQ(canonical(std::string(1'000'000, '0') + "1"), "1");
    EXPECT_EQ(canonical(std::string(1'000'000, '9')), "none");
}

TEST(decimals, compare_by_value)
{
    EXPECT_EQ(decimal{"1.0"}, decimal{"1.00"});
    EXPECT_EQ(decimal{"-0"}, decimal{"0.000"});
    const char* const ascending[] = {"-100", "-99.9", "-2",   "-1.01", "-1.001", "-0.5", "0",
                                     "0.05", "0.5",   "0.51", "1.001", "2",      "10",   "99999999999999999999"};
    for (std::size_t i = 0; i < std::size(ascending); ++i) {
        for (std::size_t j = 0; j < std::size(ascending); ++j)
            EXPECT_EQ(decimal{ascending[i]} <=> decimal{ascending[j]}, std::weak_ordering{i <=> j})
                << ascending[i] << ' ' << ascending[j];
    }
}

TEST(decimals, random_ones_compare_as_integers_of_one_scale_do)
{
    std::mt19937_64 random{13};
    std::uniform_int_distribution<std::int64_t> numbers{-20'000, 20'000};
    for (int i = 0; i < 20'000; ++i) {
        const std::int64_t a = numbers(random);
        const std::int64_t b = numbers(random);
        const decimal x{std::to_string(a) + "e-3"};
        const decimal y{std::to_string(b) + "e-3"};
        ASSERT_EQ(x <=> y, std::weak_ordering{a <=> b}) << x.to_string() << ' ' << y.to_string();
        ASSERT_EQ(round_trip(x)->to_string(), x.to_string());
        ASSERT_DOUBLE_EQ(x.to_real(), static_cast<double>(a) / 1000);
    }
}

TEST(decimals, load_from_texts_integers_and_reals)
{
    EXPECT_EQ(load<decimal>(cells::text("12.50"))->to_string(), "12.50");
    EXPECT_EQ(load<decimal>(cells::integer(std::numeric_limits<std::int64_t>::min()))->to_string(),
              "-9223372036854775808");
    EXPECT_EQ(load<decimal>(cells::real(0.1))->to_string(), "0.1");
    EXPECT_EQ(load<decimal>(cells::real(-12))->to_string(), "-12");
    EXPECT_EQ(load<decimal>(cells::real(1e23))->to_string(), "1" + std::string(23, '0'));
    EXPECT_EQ(load<decimal>(cells::real(1e-7))->to_string(), "0.0000001");
    EXPECT_FALSE(load<decimal>(cells::real(1e300)));
    EXPECT_FALSE(load<decimal>(cells::real(std::numeric_limits<double>::denorm_min())));
    EXPECT_FALSE(load<decimal>(cells::real(std::nan(""))));
    EXPECT_FALSE(load<decimal>(cells::real(std::numeric_limits<double>::infinity())));
    EXPECT_FALSE(load<decimal>(cells::text("")));
    EXPECT_FALSE(load<decimal>(cells::boolean(true)));
    EXPECT_FALSE(load<decimal>(cells::null()));
    EXPECT_FALSE(load<decimal>(cells::blob("1")));
}

TEST(decimals, are_stored_as_their_digits)
{
    EXPECT_EQ(column_traits<decimal>::store(decimal{"1.50"}), value{"1.50"});
}

} // namespace
