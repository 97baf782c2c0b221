#include "rest/answers/refusal.hpp"
#include "rest/requests/body.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <string>

namespace {

std::string read(std::string_view body, std::string_view type = "application/json; charset=utf-8",
                 const ginnel::rest::limits& bounds = {})
{
    try {
        const auto said = ginnel::rest::read_body({"POST", "/", body, type}, bounds);
        return said ? boost::json::serialize(*said) : "none";
    } catch (const ginnel::rest::refusal& r) {
        return std::to_string(r.status());
    }
}

std::string nested(std::size_t depth)
{
    std::string out = "1";
    for (std::size_t i = 0; i < depth; ++i)
        out = "{\"a\":" + out + "}";
    return out;
}

TEST(body, json_and_forms_are_read)
{
    EXPECT_EQ(read(""), "none");
    EXPECT_EQ(read(R"({"a":9007199254740993,"b":[1,null]})"), R"({"a":9007199254740993,"b":[1,null]})");
    EXPECT_EQ(read("[]"), "[]");
    EXPECT_EQ(read("{}", "APPLICATION/JSON"), "{}");
    EXPECT_EQ(read("{}", "application/vnd.api+json"), "{}");
    EXPECT_EQ(read("name=A+b%2Bc&n=1", "application/x-www-form-urlencoded"), R"({"name":"A b+c","n":"1"})");
}

TEST(body, what_cannot_be_meant_is_refused)
{
    for (const char* broken : {"{", "{\"a\":}", "{'a':1}", "[1,]", "{\"a\":1} x", "\"text\"", "1", "true", "null",
                               " null ", "{\"a\":1,\"a\":2}", "[{\"a\":{\"b\":1,\"b\":1}}]", "{\"a\":\"\xff\"}"})
        EXPECT_EQ(read(broken), "400") << broken;
    EXPECT_EQ(read(R"({"a":"\ud800"})"), "400");
    EXPECT_EQ(read("{}", ""), "415");
    EXPECT_EQ(read("<a/>", "text/xml"), "415");
    EXPECT_EQ(read("a=1&a=2", "application/x-www-form-urlencoded"), "400");
    EXPECT_EQ(read("a[b]=1", "application/x-www-form-urlencoded"), "400");
    EXPECT_EQ(read("a=%", "application/x-www-form-urlencoded"), "400");
}

TEST(body, that_is_json_is_no_form_though_curl_says_so)
{
    for (const char* json : {R"({"name":"Noa"})", R"([{"name":"Noa"}])", R"( {"a":"b=c&d"})", R"(%7B%7D)", "[]"})
        EXPECT_EQ(read(json, "application/x-www-form-urlencoded"), "400") << json;
    EXPECT_EQ(read("a={}&b=[", "application/x-www-form-urlencoded"), R"({"a":"{}","b":"["})");
    for (const char* broken : {"a=%", "a=%ff", "a=%00"})
        try {
            (void)ginnel::rest::read_body({"POST", "/", broken, "application/x-www-form-urlencoded"}, {});
            ADD_FAILURE() << broken;
        } catch (const ginnel::rest::refusal& r) {
            EXPECT_EQ(std::string{r.what()}.find("URL"), std::string::npos) << r.what();
        }
}

TEST(body, in_another_coding_or_character_set_is_not_read_as_utf_8)
{
    for (const char* type :
         {"application/json; charset=utf-16", "application/json;CHARSET=\"iso-8859-1\"",
          "application/json; a=b; charset = latin1", "application/x-www-form-urlencoded;charset=latin1"})
        EXPECT_EQ(read("{}", type), "415") << type;
    for (const char* type : {"application/json; charset=UTF-8", "application/json; charset=\"utf-8\"; a=b",
                             "application/json;", "application/json; charset"})
        EXPECT_EQ(read("{}", type), "{}") << type;
    ginnel::rest::request r{"POST", "/", "{}", "application/json"};
    r.content_encoding = "gzip";
    EXPECT_THROW((void)ginnel::rest::read_body(r, {}), ginnel::rest::refusal);
    r.content_encoding = "identity";
    EXPECT_NO_THROW((void)ginnel::rest::read_body(r, {}));
}

TEST(body, depth_and_size_have_bounds)
{
    EXPECT_EQ(read(nested(32)), nested(32));
    EXPECT_EQ(read(nested(33)), "400");
    EXPECT_EQ(read(std::string(100'000, '[')), "400");
    ginnel::rest::limits bounds;
    bounds.body = 10;
    EXPECT_EQ(read("{\"a\":1234}", "application/json", bounds), "{\"a\":1234}");
    EXPECT_EQ(read("{\"a\":12345}", "application/json", bounds), "413");
}

} // namespace
