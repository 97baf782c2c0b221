#include "app/writing/inner_json.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <string>

namespace {

using ginnel::app::inner_json;
using ginnel::app::stored_json;

TEST(inner_json, is_what_a_text_of_json_holds)
{
    EXPECT_EQ(inner_json(R"("{\"a\":\"x\\\"y\"}")"), R"({"a":"x\"y"})");
    EXPECT_EQ(inner_json(R"("[1,\"a\"]")"), R"([1,"a"])");
    EXPECT_EQ(inner_json(R"("\"text\"")"), R"("text")");
    EXPECT_EQ(inner_json(R"("5")"), "5");
    EXPECT_EQ(inner_json(R"("null")"), "null");
}

TEST(inner_json, leaves_the_plain_form_and_plain_texts_as_they_are)
{
    for (const char* plain :
         {R"({"a":1})", "[1]", "5", "null", R"("text")", R"("")", R"("{")", R"("half)", "no json", ""})
        EXPECT_EQ(inner_json(plain), plain);
}

TEST(inner_json, what_is_stored_is_what_is_read)
{
    for (const char* given :
         {R"({"a":1})", "[]", "5", "null", R"("text")", R"("5")", R"("null")", R"("{\"a\":1}")", R"("\"5\"")", R"("")"})
        EXPECT_EQ(inner_json(stored_json(boost::json::parse(given))), given);
    EXPECT_EQ(stored_json(boost::json::parse(R"({"a":1})")), R"({"a":1})");
    EXPECT_EQ(stored_json(boost::json::parse(R"("5")")), R"("\"5\"")");
}

} // namespace
