#include "running_server.hpp"
#include "support/program.hpp"

#include <ginnel/value/json.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

// What nobody should send: each is told what is wrong with it, and the server serves on.

namespace {

struct bad_input {
    const char* name;
    std::string method, target; ///< the target as it is sent
    std::string body{};
    unsigned status = 400;
    std::string says{}; ///< a part of the answer
    std::string type = "application/json";
};

std::string times(std::size_t n, const std::string& text)
{
    std::string out;
    out.reserve(n * text.size());
    for (std::size_t i = 0; i < n; ++i)
        out += text;
    return out;
}

bad_input filter(const char* name, const std::string& json, std::string says = {}, unsigned status = 400)
{
    return {name, "GET", "/api/Patients?filter=" + encoded(json), {}, status, std::move(says)};
}

bad_input body(const char* name, std::string json, std::string says = {}, unsigned status = 400)
{
    return {name, "POST", "/api/Patients", std::move(json), status, std::move(says)};
}

const std::vector<bad_input>& inputs()
{
    static const std::vector<bad_input> all{
        // JSON that is none
        body("half an object", "{", "is not JSON"),
        body("a comma too many", R"({"name":"a",})", "is not JSON"),
        body("single quotes", "{'name':'a'}", "is not JSON"),
        body("two values", "{}{}", "is not JSON"),
        body("NaN", R"({"name":NaN})", "is not JSON"),
        body("a number", "5", "Value is not an object"),
        body("a text", "\"a\"", "Value is not an object"),
        body("a list in a list", "[[]]", "Value is not an object"),
        body("a byte order mark", "\xef\xbb\xbf{}", "is not JSON"),
        body("broken UTF-8", "{\"name\":\"\xff\"}", "is not JSON"),
        body("UTF-8 cut", "{\"name\":\"\xe2\x82\"}", "is not JSON"),
        body("UTF-16", std::string{"{\0\"\0a\0", 6}, "is not JSON"),
        body("half a surrogate pair", R"({"name":"\ud800"})", "half of a surrogate pair"),
        body("the other half", R"({"name":"\udc00\ud800"})", "half of a surrogate pair"),
        body("the same name twice", R"({"name":"a","name":"b"})", "twice in one object"),
        body("the same name twice, spelt otherwise", R"({"name":"a","n\u0061me":"b"})", "twice in one object"),
        body("a number past every double", R"({"name":1e999})", "too large"),
        body("an object for a text", R"({"name":{"gt":""}})", {}, 422),
        body("an object for an id", R"({"id":{"gt":0},"name":"a"})", {}, 422),
        body("lists in lists", times(50'000, "["), {}),
        body("lists in lists, closed", times(5'000, "[") + times(5'000, "]"), "nested too deep"),
        body("objects in objects", times(10'000, "{\"a\":") + "1" + times(10'000, "}"), {}),
        body("objects in objects, few", times(40, "{\"a\":") + "1" + times(40, "}"), "nested more than 32 deep"),
        body("more than 100 kB", "{\"name\":\"" + std::string(200'000, 'a') + "\"}", "longer than 102400 bytes", 413),
        {"a type that is not read", "POST", "/api/Patients", "<a/>", 415, "send JSON", "application/xml"},
        {"a picture", "POST", "/api/Patients", "\x89PNG", 415, "send JSON", "image/png"},
        {"no type", "POST", "/api/Patients", "{}", 415, "send JSON", ""},
        {"a form with brackets", "POST", "/api/Patients", "name[a]=1", 400, "no plain name",
         "application/x-www-form-urlencoded"},

        // filters
        filter("half a filter", "{", {}),
        filter("a filter that is a list", "[1]", "Value is not an object"),
        filter("a filter in a filter", R"({"where":"{}"})", "Value is not an object"),
        filter("the same member twice", R"({"limit":1,"limit":2})", "twice in one object"),
        filter("half a surrogate pair in a filter", R"({"where":{"name":"\ud800"}})"),
        filter("an unknown property", R"({"where":{"nmae":"a"}})", R"(nearest: \"name\")"),
        filter("an unknown relation", R"({"include":"physician"})", R"(nearest: \"physicians\")"),
        filter("an unknown order", R"({"order":"nam"})", R"(nearest: \"name\")"),
        filter("an unknown direction", R"({"order":"name SIDEWAYS"})"),
        filter("an unknown operator", R"({"where":{"name":{"gte_":"a"}}})", "gte"),
        filter("a limit below 0", R"({"limit":-1})", "whole number"),
        filter("half a row", R"({"limit":1.5})", "whole number"),
        filter("too large a limit for any integer", R"({"limit":1e99})", "whole number"),
        filter("between one value", R"({"where":{"id":{"between":[1]}}})"),
        filter("an operator in an operator", R"({"where":{"id":{"gt":{"gt":1}}}})"),
        filter("inq of an object", R"({"where":{"id":{"inq":{"a":1}}}})"),
        filter("a broken expression", R"({"where":{"name":{"regexp":"("}}})"),
        filter("an expression that explodes", R"({"where":{"name":{"regexp":"((a{0,1000}){0,1000}){0,1000}"}}})"),
        filter("near on what is no place, which ends LoopBack's process", R"({"where":{"name":{"near":[1,2]}}})"),
        filter("a text as where of a through include, which ends LoopBack's process",
               R"({"include":{"relation":"physicians","scope":{"where":"x"}}})"),
        filter("conditions in conditions", times(2'00, R"({"and":[)") + "{}" + times(200, "]}")),
        filter("a list of 2000 values", R"({"where":{"id":{"inq":[0)" + times(2000, ",1") + "]}}}",
               "at most 1000 values"),
        {"brackets in brackets",
         "GET",
         "/api/Patients?filter" + times(500, "[where]") + "=1",
         {},
         400,
         "QUERY_OBJECT_TOO_DEEP"},
        {"a bracket that is not closed", "GET", "/api/Patients?filter[where=1"},
        {"a list with an element far away", "GET", "/api/Patients?filter[order][99999999]=name"},
        {"a filter twice", "GET", "/api/Patients?filter={}&filter={}"},
        {"a filter in both spellings", "GET", "/api/Patients?filter={}&filter[limit]=1"},
        {"a parameter that is almost one", "GET", "/api/Patients?fitler={}"},

        // paths
        {"an id that is an object", "GET", "/api/Patients/" + encoded(R"({"gt":0})"), {}, 404},
        {"an id that is a list", "GET", "/api/Patients/[1]", {}, 404},
        {"an id past 2^53", "GET", "/api/Patients/9007199254740993", {}, 404},
        {"an id past 2^64", "GET", "/api/Patients/99999999999999999999999", {}, 404},
        {"an id that is not finite", "GET", "/api/Patients/1e400", {}, 404},
        {"an id of SQL", "GET", "/api/Patients/" + encoded("1 or 1=1; drop table Patient --"), {}, 404},
        {"a related id that is an object", "GET", "/api/Physicians/1/patients/" + encoded(R"({"gt":0})"), {}, 404},
        {"a link to an object", "PUT", "/api/Physicians/1/patients/rel/" + encoded(R"({"gt":0})"), {}, 404},
        {"a NUL in the path", "GET", "/api/Patients/%00"},
        {"a NUL in a parameter", "GET", "/api/Patients?filter=%00"},
        {"a surrogate in the path", "GET", "/api/Patients/%ED%A0%80"},
        {"an overlong slash", "GET", "/api/Patients/%C0%AF"},
        {"broken percent signs", "GET", "/api/Patients/%zz"},
        {"a way up", "GET", "/api/../../../etc/passwd", {}, 404},
        {"a way up, encoded", "GET", "/explorer/%2e%2e%2f%2e%2e%2fetc%2fpasswd", {}, 404},
        {"an address", "GET", "ftp://localhost/api/Patients"},
        {"a model that is almost one", "GET", "/api/Patient", {}, 404, R"(nearest: \"Patients\")"},
        {"an operation for all", "DELETE", "/api/Patients", {}, 404},
        {"an update of all", "POST", "/api/Patients/update", R"({"name":"a"})", 400, "where"},
        {"an update by an unknown name", "POST", "/api/Patients/update?where=" + encoded(R"({"typo":1})"),
         R"({"name":"a"})"},
        {"a verb of SQL", "DROP", "/api/Patients", {}, 404},
    };
    return all;
}

std::string request_of(const bad_input& i)
{
    std::string out = i.method + " " + i.target + " HTTP/1.1\r\nHost: a\r\n";
    if (i.method != "GET" && !i.type.empty())
        out += "Content-Type: " + i.type + "\r\n";
    if (!i.body.empty())
        out += "Content-Length: " + std::to_string(i.body.size()) + "\r\n";
    return out + "\r\n" + i.body;
}

TEST(bad_input, is_told_what_is_wrong_and_the_server_serves_on)
{
    running_server s;
    for (const auto& i : inputs()) {
        client c{s.port()};
        c.send(request_of(i));
        const auto r = c.receive();
        EXPECT_EQ(r.status, i.status) << i.name << ": " << r.body;
        EXPECT_TRUE(ginnel::json::valid(r.body)) << i.name << ": " << r.body;
        EXPECT_NE(r.body.find(i.says), std::string::npos) << i.name << ": " << r.body;
        EXPECT_LT(r.body.size(), 1000U) << i.name;
        EXPECT_EQ(get(s.port(), "/api/Patients/count").body, R"({"count":3})") << i.name;
    }
    EXPECT_TRUE(s.failures.empty()) << s.failures.front();
}

TEST(bad_input, of_100_MB_is_refused_before_it_is_read)
{
    running_server s;
    for (const bool chunked : {false, true}) {
        client c{s.port()};
        c.send("POST /api/Patients HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" +
               std::string{chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: 104857600\r\n\r\n"});
        const std::string part =
            (chunked ? "100000\r\n" : "") + std::string(1024 * 1024, ' ') + (chunked ? "\r\n" : "");
        int sent = 0;
        while (sent < 100 && c.send(part))
            ++sent;
        EXPECT_LT(sent, 100) << chunked; // the server does not take it all
        EXPECT_EQ(get(s.port(), "/api/Patients/count").body, R"({"count":3})");
    }
}

TEST(odd_input, that_is_text_is_stored_and_found_as_it_is)
{
    running_server s;
    client c{s.port()};
    int id = 3;
    for (const char* text :
         {"'; drop table Patient; --", "\\\" or \\\"\\\"=\\\"", "$1 ?1 :a @b", "%_", "Zoë Žižek 北京 \xf0\x9f\x90\x88",
          "\xe2\x80\xae"
          "desrever",
          "\\u0000 in it", "\\ud83d\\ude00", "\\r\\nSet-Cookie: a=b", "<script>alert(1)</script>", "null", "{}"}) {
        const std::string row = std::string{"{\"name\":\""} + text + "\"}";
        c.send("POST /api/Patients HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " +
               std::to_string(row.size()) + "\r\n\r\n" + row);
        const auto made = c.receive();
        ASSERT_EQ(made.status, 200U) << text << made.body;
        const auto key = std::to_string(++id);
        EXPECT_EQ(c.get("/api/Patients/" + key).body, made.body);
        const auto where = "/api/Patients?filter=" + encoded("{\"where\":" + row + ",\"fields\":\"id\"}");
        EXPECT_EQ(c.get(where).body, "[{\"id\":" + key + "}]") << text;
    }
    EXPECT_TRUE(s.failures.empty());
}

TEST(odd_input, of_integers_past_2_to_53_keeps_its_digits)
{
    running_server s;
    client c{s.port()};
    EXPECT_EQ(c.get(R"(/api/Patients?filter={"where":{"id":9007199254740993}})").body, "[]");
    s.database.run("insert into Patient values ('large', 9007199254740993)");
    EXPECT_EQ(c.get("/api/Patients/9007199254740993").body, R"({"name":"large","id":9007199254740993})");
    EXPECT_EQ(c.get("/api/Patients/9007199254740992").status, 404U);
    EXPECT_EQ(c.get(R"(/api/Patients/count?where={"id":9007199254740993})").body, R"({"count":1})");
}

} // namespace
