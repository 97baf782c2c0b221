#include "value/value_json.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace {

using namespace ginnel;

std::string json_of(const value& v, column_type type)
{
    std::string out;
    append_json_value(out, v, type);
    return out;
}

TEST(value_json, writes_bytes_in_base64_with_padding)
{
    EXPECT_EQ(json_of(value::blob(""), column_type::blob), R"("")");
    EXPECT_EQ(json_of(value::blob("f"), column_type::blob), R"("Zg==")");
    EXPECT_EQ(json_of(value::blob("fo"), column_type::blob), R"("Zm8=")");
    EXPECT_EQ(json_of(value::blob("foo"), column_type::blob), R"("Zm9v")");
    EXPECT_EQ(json_of(value::blob("\xff\xfe\xfd"), column_type::blob), R"("//79")");
}

TEST(value_json, writes_a_json_column_as_it_is_and_broken_json_as_a_string)
{
    EXPECT_EQ(json_of(value{"{\"a\":[1]}"}, column_type::json), R"({"a":[1]})");
    EXPECT_EQ(json_of(value{"{\"a\":"}, column_type::json), R"("{\"a\":")");
    EXPECT_EQ(json_of(value{"[1]"}, column_type::text), R"("[1]")");
}

TEST(value_json, writes_scalars_with_all_their_digits)
{
    EXPECT_EQ(json_of(value{}, column_type::text), "null");
    EXPECT_EQ(json_of(value{true}, column_type::boolean), "true");
    EXPECT_EQ(json_of(value{std::int64_t{9007199254740993}}, column_type::int64), "9007199254740993");
    EXPECT_EQ(json_of(value{0.5}, column_type::real), "0.5");
}

} // namespace
