#include "cells.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/key_set.hpp>
#include <ginnel/value/value.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace std::string_literals;

namespace {

using namespace ginnel;

std::string code_of(const auto& call)
{
    try {
        call();
    } catch (const error& e) {
        return std::string{e.code()};
    }
    return "no error";
}

TEST(values, take_the_kind_of_what_they_are_made_from)
{
    EXPECT_TRUE(value{}.is_null());
    EXPECT_EQ(value{true}.type(), kind::boolean);
    EXPECT_EQ(value{1U}.type(), kind::integer);
    EXPECT_EQ(value{0.5F}.type(), kind::real);
    EXPECT_EQ(value{"a"}.type(), kind::text);
    EXPECT_EQ(value{"a"s}.type(), kind::text);
    EXPECT_EQ(value::blob("a").type(), kind::blob);
    EXPECT_FALSE((std::is_constructible_v<value, char>));
    EXPECT_FALSE((std::is_constructible_v<value, void*>));
}

TEST(values, reading_the_wrong_kind_names_both_kinds)
{
    try {
        static_cast<void>(value{"twelve"}.integer());
        FAIL() << "was read";
    } catch (const error& e) {
        EXPECT_EQ(e.code(), "E_VALUE_TYPE");
        EXPECT_STREQ(e.what(), "a value was read as integer but is text: 'twelve'");
    }
    EXPECT_EQ(code_of([] { static_cast<void>(value{1}.boolean()); }), "E_VALUE_TYPE");
    EXPECT_EQ(code_of([] { static_cast<void>(value{true}.integer()); }), "E_VALUE_TYPE");
    EXPECT_EQ(code_of([] { static_cast<void>(value{}.text()); }), "E_VALUE_TYPE");
    EXPECT_EQ(code_of([] { static_cast<void>(value{"a"}.bytes()); }), "E_VALUE_TYPE");
    EXPECT_EQ(code_of([] { static_cast<void>(value{"1"}.real()); }), "E_VALUE_TYPE");
    EXPECT_EQ(value{2}.real(), 2.0);
}

TEST(values, are_equal_by_kind_and_content)
{
    EXPECT_EQ(value{}, value{});
    EXPECT_NE(value{1}, value{1.0});
    EXPECT_NE(value{1}, value{true});
    EXPECT_NE(value{"a"}, value::blob("a"));
    EXPECT_EQ(value{std::nan("")}, value{std::nan("")});
    EXPECT_NE(value{"a\0b"s}, value{"a\0c"s});
}

TEST(values, and_cells_show_the_same)
{
    for (const value& v : {value{}, value{true}, value{std::numeric_limits<std::int64_t>::min()}, value{-0.5},
                           value{"a\0b"s}, value::blob("\xff"s)})
        EXPECT_EQ(value{v.view()}, v);
}

TEST(display, is_short_and_harmless)
{
    EXPECT_EQ(to_display(value{}), "null");
    EXPECT_EQ(to_display(value{true}), "true");
    EXPECT_EQ(to_display(value{12}), "12");
    EXPECT_EQ(to_display(value{0.5}), "0.5");
    EXPECT_EQ(to_display(value{"text"}), "'text'");
    EXPECT_EQ(to_display(value{"a\n\0'\\"s}), "'a\\x0a\\x00\\'\\\\'");
    EXPECT_EQ(to_display(value{"\xff\xc3\xab"s}), "'\\xff\xc3\xab'");
    EXPECT_EQ(to_display(value::blob("\n\xab"s)), "x'0aab'");
    const std::string cut = to_display(value{std::string(1'000, 'x')});
    EXPECT_EQ(cut, '\'' + std::string(60, 'x') + "...'");
    EXPECT_LT(to_display(value::blob(std::string(1'000, 'x'))).size(), 80U);
}

TEST(key_sets, keep_keys_in_order_with_their_kind)
{
    key_set keys;
    EXPECT_EQ(keys.type(), kind::null);
    keys.reserve(4);
    keys.add(7);
    keys.add(cells::integer(3));
    keys.add(7);
    ASSERT_EQ(keys.size(), 3U);
    EXPECT_EQ(keys.type(), kind::integer);
    EXPECT_EQ(keys.at(1).integer, 3);
    EXPECT_EQ(keys.integers(), (std::vector<std::int64_t>{7, 3, 7}));
    keys.clear();
    EXPECT_TRUE(keys.empty());
    keys.add(cells::text("a\0b"s));
    EXPECT_EQ(keys.at(0).type, kind::text);
    EXPECT_EQ(keys.at(0).text, "a\0b"s);
}

TEST(key_sets, hold_every_kind_but_null)
{
    for (const value& v : {value{true}, value{1}, value{0.5}, value{"a"}, value::blob("a")}) {
        key_set keys;
        keys.add(v.view());
        keys.reserve(9);
        EXPECT_EQ(value{keys.at(0)}, v);
        EXPECT_EQ(keys.size(), 1U);
    }
}

TEST(key_sets, refuse_nulls_and_a_second_kind)
{
    key_set keys;
    EXPECT_EQ(code_of([&] { keys.add(cells::null()); }), "E_KEY_TYPE");
    keys.add(1);
    EXPECT_EQ(code_of([&] { keys.add(cells::null()); }), "E_KEY_TYPE");
    EXPECT_EQ(code_of([&] { keys.add(cells::text("1")); }), "E_KEY_TYPE");
    EXPECT_EQ(code_of([&] { keys.add(cells::real(1)); }), "E_KEY_TYPE");
    EXPECT_EQ(keys.size(), 1U);
}

TEST(errors, carry_their_properties)
{
    const error e = error{error_kind::deadlock, "E_DEADLOCK", "chosen as the victim"}
                        .in_model("User")
                        .in_relation("posts.tags")
                        .at_sql("select 1")
                        .from_database("deadlock detected", "40P01")
                        .spoiling(spoils::transaction);
    EXPECT_STREQ(e.what(), "chosen as the victim");
    EXPECT_EQ(e.kind(), error_kind::deadlock);
    EXPECT_EQ(e.code(), "E_DEADLOCK");
    EXPECT_EQ(e.model(), "User");
    EXPECT_EQ(e.relation(), "posts.tags");
    EXPECT_EQ(e.sql(), "select 1");
    EXPECT_EQ(e.database_text(), "deadlock detected");
    EXPECT_EQ(e.native_code(), "40P01");
    EXPECT_EQ(e.spoiled(), spoils::transaction);
    EXPECT_TRUE(e.retryable());
    EXPECT_EQ(name_of(e.kind()), "deadlock");
    EXPECT_EQ(name_of(e.spoiled()), "transaction");
    EXPECT_FALSE((error{error_kind::unique, "E_UNIQUE", "taken"}.retryable()));
}

} // namespace
