#include "value/json_writer.hpp"

#include <ginnel/value/json.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace std::string_literals;

namespace {

using namespace ginnel;

std::string written(std::string_view text)
{
    std::string out;
    append_json_string(out, text);
    return out;
}

std::string written(double v)
{
    std::string out;
    append_json_real(out, v);
    return out;
}

std::string written(std::int64_t v)
{
    std::string out;
    append_json_integer(out, v);
    return out;
}

TEST(json_writer, escapes_as_javascript_does)
{
    EXPECT_EQ(written(""s), R"("")");
    EXPECT_EQ(written("a/b"s), R"("a/b")");
    EXPECT_EQ(written("\"\\\b\f\n\r\t"s), R"("\"\\\b\f\n\r\t")");
    EXPECT_EQ(written("\0\x01\x1f\x7f"s), "\"\\u0000\\u0001\\u001f\x7f\"");
    EXPECT_EQ(written("Zo\xc3\xab \xe2\x82\xac \xf0\x9f\x98\x80"s), "\"Zo\xc3\xab \xe2\x82\xac \xf0\x9f\x98\x80\"");
    EXPECT_EQ(written("\xe2\x80\xa8"s), "\"\xe2\x80\xa8\"");
}

TEST(json_writer, finds_what_to_escape_at_every_place_of_a_long_text)
{
    for (const char special : {'"', '\\', '\n', '\x1f', '\x01'}) {
        for (std::size_t at = 0; at < 40; ++at) {
            std::string text(40, 'x');
            text[at] = special;
            std::string expected = "\"" + std::string(at, 'x') + written(std::string{special}).substr(1);
            expected.pop_back();
            EXPECT_EQ(written(text), expected + std::string(39 - at, 'x') + '"');
        }
    }
}

TEST(json_writer, broken_utf8_is_replaced_and_swallows_nothing)
{
    constexpr const char* fffd = "\xef\xbf\xbd";
    EXPECT_EQ(written("a\xff"s), "\"a"s + fffd + '"');
    EXPECT_EQ(written("\xe2\x82"s), "\""s + fffd + '"');
    EXPECT_EQ(written("\xe2\x82\""s), "\""s + fffd + "\\\"\"");
    EXPECT_EQ(written("\xc0\x80z"s), "\""s + fffd + fffd + "z\"");
    EXPECT_EQ(written("\xed\xa0\x80"s), "\""s + fffd + fffd + fffd + '"');
}

TEST(json_writer, random_bytes_become_valid_json)
{
    std::mt19937 random{19};
    for (int i = 0; i < 50'000; ++i) {
        std::string text(random() % 40, '\0');
        for (char& c : text)
            c = static_cast<char>(random() % 3 == 0 ? random() : 'a' + random() % 26);
        ASSERT_TRUE(json::valid(written(text)));
    }
}

TEST(json_writer, numbers_look_as_in_javascript)
{
    EXPECT_EQ(written(0.5), "0.5");
    EXPECT_EQ(written(12.0), "12");
    EXPECT_EQ(written(-12.25), "-12.25");
    EXPECT_EQ(written(0.0), "0");
    EXPECT_EQ(written(-0.0), "0");
    EXPECT_EQ(written(1e20), "100000000000000000000");
    EXPECT_EQ(written(123456789012345680000.0), "123456789012345680000");
    EXPECT_EQ(written(1e21), "1e+21");
    EXPECT_EQ(written(-1.5e300), "-1.5e+300");
    EXPECT_EQ(written(1e-6), "0.000001");
    EXPECT_EQ(written(1.25e-6), "0.00000125");
    EXPECT_EQ(written(1e-7), "1e-7");
    EXPECT_EQ(written(5e-324), "5e-324");
    EXPECT_EQ(written(std::numeric_limits<double>::max()), "1.7976931348623157e+308");
    EXPECT_EQ(written(0.1 + 0.2), "0.30000000000000004");
    EXPECT_EQ(written(std::nan("")), "null");
    EXPECT_EQ(written(-std::numeric_limits<double>::infinity()), "null");
    EXPECT_EQ(written(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
    EXPECT_EQ(written(std::numeric_limits<std::int64_t>::max()), "9223372036854775807");
    EXPECT_EQ(written(std::int64_t{0}), "0");
}

TEST(json_writer, every_double_reads_back_the_same)
{
    std::mt19937_64 random{23};
    for (int i = 0; i < 200'000; ++i) {
        const std::uint64_t bits = random();
        double v = 0;
        std::memcpy(&v, &bits, sizeof v);
        if (!std::isfinite(v))
            continue;
        const std::string text = written(v);
        ASSERT_TRUE(json::valid(text)) << text;
        ASSERT_EQ(std::strtod(text.c_str(), nullptr), v) << text;
    }
}

TEST(json_writer, appends)
{
    std::string out = "[";
    append_json_boolean(out, true);
    out += ',';
    append_json_boolean(out, false);
    out += ',';
    append_json_string(out, "a");
    EXPECT_EQ(out, "[true,false,\"a\"");
}

} // namespace
