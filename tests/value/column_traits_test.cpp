#include "cells.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/column_traits.hpp>
#include <ginnel/value/describe.hpp>

#include <gtest/gtest.h>

#include <random>

using namespace std::string_literals;

namespace {

enum class status { open, done, lost };
enum class level : std::uint8_t { low = 1, high = 200 };
enum class letter : char { a = 'a' };
enum plain { plain_zero, plain_one };
enum class flag : bool { off, on };

struct colour {
    int red = 0, green = 0;
    bool operator==(const colour&) const = default;
};

struct minutes {
    std::uint16_t count = 0;
};

struct unknown;
struct not_a_column {};

} // namespace

template <>
inline constexpr ginnel::enum_name<status> ginnel::enum_names<status>[] = {{status::open, "open"},
                                                                           {status::done, "done"}};

template <>
struct ginnel::stored_as<colour> {
    using type = std::string;
    static std::string store(const colour& c) { return std::to_string(c.red) + '/' + std::to_string(c.green); }
    static std::optional<colour> load(const std::string& text)
    {
        const std::size_t slash = text.find('/');
        if (slash == std::string::npos)
            return std::nullopt;
        return colour{std::stoi(text), std::stoi(text.substr(slash + 1))};
    }
};

template <>
struct ginnel::column_traits<minutes> {
    static constexpr column_type type = column_type::int32;
    static constexpr bool nullable = false;
    static bool load(const cell& c, minutes& out) { return column_traits<std::uint16_t>::load(c, out.count); }
    static value store(const minutes& m) { return column_traits<std::uint16_t>::store(m.count); }
};

namespace {

using namespace ginnel;
using cells::load;
using cells::round_trip;
using bytes = std::vector<std::byte>;

TEST(column_value, says_which_types_are_columns)
{
    EXPECT_TRUE(column_value<std::optional<std::string>>);
    EXPECT_TRUE(column_value<minutes>);
    EXPECT_TRUE(column_value<std::optional<colour>>);
    EXPECT_FALSE(column_value<unknown>);
    EXPECT_FALSE(column_value<not_a_column>);
    EXPECT_FALSE(column_value<std::optional<not_a_column>>);
    EXPECT_FALSE(column_value<std::optional<std::optional<int>>>);
    EXPECT_FALSE(column_value<std::string_view>);
    EXPECT_FALSE(column_value<const char*>);
    EXPECT_FALSE(column_value<std::vector<int>>);
    EXPECT_FALSE(column_value<const int>);
    EXPECT_FALSE(column_value<void>);
}

TEST(texts, come_back_byte_for_byte)
{
    for (const std::string& v :
         {""s, "a"s, "a\0b\0"s, "broken \xff\xc0 utf-8"s, "Zo\xc3\xab"s, std::string(100'000, 'x')})
        EXPECT_EQ(round_trip(v), v);
}

TEST(texts, no_other_kind_is_a_text)
{
    for (const cell& c : {cells::null(), cells::boolean(true), cells::integer(1), cells::real(1), cells::blob("a")})
        EXPECT_FALSE(load<std::string>(c));
}

TEST(blobs, come_back_byte_for_byte)
{
    std::mt19937 random{3};
    for (std::size_t size : {0U, 1U, 2U, 255U, 4096U}) {
        bytes v(size);
        for (std::byte& b : v)
            b = static_cast<std::byte>(random());
        EXPECT_EQ(round_trip(v), v);
    }
    EXPECT_EQ(column_traits<bytes>::store({}).type(), kind::blob);
}

TEST(blobs, an_empty_one_may_have_no_address)
{
    EXPECT_EQ(load<bytes>(cells::blob({})), bytes{});
}

TEST(blobs, a_text_is_no_blob)
{
    EXPECT_FALSE(load<bytes>(cells::text("a")));
    EXPECT_FALSE(load<bytes>(cells::null()));
}

TEST(optionals, null_and_nullopt_are_the_same)
{
    EXPECT_TRUE(column_traits<std::optional<int>>::store(std::nullopt).is_null());
    std::optional<int> out = 3;
    EXPECT_TRUE(column_traits<std::optional<int>>::load(cells::null(), out));
    EXPECT_FALSE(out.has_value());
    EXPECT_TRUE(column_traits<std::optional<int>>::nullable);
    EXPECT_FALSE(column_traits<int>::nullable);
}

TEST(optionals, a_value_loads_as_its_own_type_does)
{
    EXPECT_EQ(round_trip(std::optional<std::string>{"a"}), std::optional<std::string>{"a"});
    EXPECT_FALSE(load<std::optional<std::int8_t>>(cells::integer(128)));
    EXPECT_FALSE(load<std::optional<int>>(cells::text("1")));
}

TEST(enums, are_their_underlying_integer_by_default)
{
    EXPECT_EQ(column_traits<level>::store(level::high), value{200});
    EXPECT_EQ(load<level>(cells::integer(1)), level::low);
    EXPECT_FALSE(load<level>(cells::integer(256)));
    EXPECT_FALSE(load<level>(cells::integer(-1)));
    EXPECT_FALSE(load<level>(cells::text("low")));
    EXPECT_EQ(column_traits<level>::type, column_type::int16);
    EXPECT_EQ(round_trip(plain_one), plain_one);
}

TEST(enums, of_characters_and_booleans_are_columns_too)
{
    EXPECT_EQ(column_traits<letter>::store(letter::a), value{97});
    EXPECT_EQ(round_trip(letter::a), letter::a);
    EXPECT_EQ(column_traits<flag>::type, column_type::boolean);
    EXPECT_EQ(round_trip(flag::on), flag::on);
}

TEST(enums, with_names_are_texts)
{
    EXPECT_EQ(column_traits<status>::type, column_type::text);
    EXPECT_EQ(column_traits<status>::store(status::done), value{"done"});
    EXPECT_EQ(load<status>(cells::text("open")), status::open);
    EXPECT_FALSE(load<status>(cells::text("Open")));
    EXPECT_FALSE(load<status>(cells::text("")));
    EXPECT_FALSE(load<status>(cells::text("open\0"s)));
    EXPECT_FALSE(load<status>(cells::integer(0)));
    EXPECT_FALSE(load<status>(cells::null()));
}

TEST(enums, a_value_without_a_name_is_refused_when_stored)
{
    EXPECT_THROW(column_traits<status>::store(status::lost), error);
}

TEST(own_types, come_by_way_of_what_they_are_stored_as)
{
    EXPECT_EQ(column_traits<colour>::type, column_type::text);
    EXPECT_EQ(column_traits<colour>::store({1, 2}), value{"1/2"});
    EXPECT_EQ(round_trip(colour{3, 4}), (colour{3, 4}));
    EXPECT_FALSE(load<colour>(cells::text("blue")));
    EXPECT_FALSE(load<colour>(cells::integer(1)));
    EXPECT_FALSE(load<colour>(cells::null()));
    EXPECT_FALSE(load<std::optional<colour>>(cells::null()).value());
}

TEST(own_types, may_have_traits_of_their_own)
{
    EXPECT_EQ(round_trip(minutes{90})->count, 90);
    EXPECT_FALSE(load<minutes>(cells::integer(70'000)));
}

TEST(descriptions, say_what_a_column_takes_and_what_came)
{
    EXPECT_EQ(describe_expected(column_type::int16, false), "an integer from -32768 to 32767");
    EXPECT_EQ(describe_expected(column_type::text, true), "a text or null");
    EXPECT_EQ(describe_found(cells::null()), "null");
    EXPECT_EQ(describe_found(cells::integer(12)), "the integer 12");
    EXPECT_EQ(describe_found(cells::text("it's")), "the text 'it\\'s'");
    EXPECT_EQ(describe_found(cells::blob("abc")), "a blob of 3 bytes");
}

TEST(column_types, have_names_and_keys_compare_within_a_family)
{
    EXPECT_EQ(name_of(column_type::int64), "int64");
    EXPECT_EQ(name_of(column_type::json), "json");
    EXPECT_TRUE(comparable(column_type::int16, column_type::int64));
    EXPECT_TRUE(comparable(column_type::uuid, column_type::uuid));
    EXPECT_FALSE(comparable(column_type::uuid, column_type::text));
    EXPECT_FALSE(comparable(column_type::int64, column_type::real));
    EXPECT_FALSE(comparable(column_type::boolean, column_type::int16));
    EXPECT_FALSE(comparable(column_type::json, column_type::json));
}

} // namespace
