#include "configured_clinic.hpp"
#include "rest/requests/accept.hpp"
#include "rest/routes/handler.hpp"
#include "rest/server/log_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

// What headers ask of the server and tell the client: types, origins, health.

namespace {

using ginnel::rest::accepts_json;
using ginnel::rest::answer;
using ginnel::rest::request;

std::string header(const answer& a, std::string_view name)
{
    const auto found = std::find_if(a.headers.begin(), a.headers.end(), [&](const auto& h) { return h.first == name; });
    return found == a.headers.end() ? std::string{} : found->second;
}

struct served {
    explicit served(const std::string& config = R"({"restApiRoot": "/api"})") : folder{config}
    {
        application.connect();
    }
    configured_clinic folder;
    clinic_database database;
    std::vector<std::string> statements{};
    ginnel::app::application application{
        folder.path(),
        {.database = database.path(), .log = [this](std::string_view sql) { statements.emplace_back(sql); }}};
    ginnel::rest::handler answers{application, application.settings().bounds};
};

TEST(accept, holds_json_or_not)
{
    for (const char* yes :
         {"", " ", "*/*", "application/json", "application/json; charset=utf-8", "text/html, application/json",
          "APPLICATION/JSON", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/*",
          "text/*", "application/javascript", "text/html;q=0, */*", "*/*;q=0, application/json",
          "application/json;q=0.001", ",,application/json,"})
        EXPECT_TRUE(accepts_json(yes)) << yes;
    for (const char* no :
         {"text/html", "application/xml", "text/event-stream", "application/json;q=0", "application/json; q=0.0, */*",
          "application/*;q=0, */*", "*/*;q=0", "application/vnd.api+json", "q=1", ";", "image/*"})
        EXPECT_FALSE(accepts_json(no)) << no;
}

TEST(accept, without_json_is_406_before_anything_is_written)
{
    served s;
    s.statements.clear();
    request r{"POST", "/api/Patients", R"({"name":"Noa"})", "application/json", "text/html"};
    const auto a = s.answers(r);
    EXPECT_EQ(a.status, 406U);
    EXPECT_EQ(a.body, "Not Acceptable");
    EXPECT_EQ(a.type, "text/plain; charset=utf-8");
    EXPECT_TRUE(s.statements.empty());
    r.accept = "text/html, */*;q=0.1";
    EXPECT_EQ(s.answers(r).status, 200U);
    EXPECT_EQ(s.answers({"GET", "/explorer", {}, {}, "text/html"}).status, 200U); // the explorer is HTML
}

TEST(verbs, that_no_route_has_are_404_as_in_loopback)
{
    served s;
    EXPECT_EQ(
        s.answers("OPTIONS", "/api/physicians").body,
        R"({"error":{"statusCode":404,"name":"Error","message":"Shared class \"Physician\" has no method handling OPTIONS /"}})");
    for (const char* verb : {"DELETE", "TRACE", "CONNECT", "get", "G\x01T", ""})
        EXPECT_EQ(s.answers(verb, "/api/physicians").status, 404U) << verb;
}

TEST(cors, gives_each_origin_back_by_name_as_loopbacks_middleware_does)
{
    served s;
    request r{"GET", "/api/Patients/1"};
    EXPECT_TRUE(s.answers(r).headers.empty()); // no page asks
    r.origin = "http://else.example";
    for (const char* target :
         {"/api/Patients/1", "/api/Patients/99", "/nowhere"}) { // errors too, so that pages can read them
        r.target = target;
        const auto a = s.answers(r);
        EXPECT_EQ(header(a, "Access-Control-Allow-Origin"), "http://else.example");
        EXPECT_EQ(header(a, "Access-Control-Allow-Credentials"), "true");
        EXPECT_EQ(header(a, "Vary"), "Origin");
        EXPECT_NE(header(a, "Access-Control-Expose-Headers").find("X-Total-Count"), std::string::npos);
    }
}

TEST(cors, answers_a_preflight_without_a_statement)
{
    served s;
    s.statements.clear();
    request r{"OPTIONS", "/api/Patients/1"};
    r.origin = "http://else.example";
    r.wanted_method = "PATCH";
    r.wanted_headers = "content-type,x-access-token";
    const auto a = s.answers(r);
    EXPECT_EQ(a.status, 204U);
    EXPECT_EQ(header(a, "Access-Control-Allow-Origin"), "http://else.example");
    EXPECT_EQ(header(a, "Access-Control-Allow-Methods"), "GET,HEAD,PUT,PATCH,POST,DELETE");
    EXPECT_EQ(header(a, "Access-Control-Allow-Headers"), "content-type,x-access-token");
    EXPECT_EQ(header(a, "Access-Control-Max-Age"), "86400");
    EXPECT_TRUE(s.statements.empty());
}

TEST(cors, may_be_for_some_origins_or_none)
{
    served some{R"({"remoting": {"cors": {"origin": ["https://shop.example"], "credentials": false, "maxAge": 5}}})"};
    request r{"OPTIONS", "/api/Patients/1"};
    r.wanted_method = "PUT";
    r.origin = "https://shop.example";
    auto a = some.answers(r);
    EXPECT_EQ(header(a, "Access-Control-Allow-Origin"), "https://shop.example");
    EXPECT_EQ(header(a, "Access-Control-Allow-Credentials"), "");
    EXPECT_EQ(header(a, "Access-Control-Max-Age"), "5");
    r.origin = "https://shop.example.evil";
    a = some.answers(r);
    EXPECT_EQ(a.status, 204U);
    EXPECT_EQ(header(a, "Access-Control-Allow-Origin"), "");
    EXPECT_EQ(header(a, "Access-Control-Allow-Methods"), "");
    served none{R"({"remoting": {"cors": {"origin": false}}})"};
    r.origin = "https://shop.example";
    EXPECT_EQ(none.answers(r).status, 404U);
    r.method = "GET";
    EXPECT_TRUE(none.answers(r).headers.empty());
    served loopbacks{R"({"remoting": {"cors": false}})"}; // what its generator writes: the middleware does it
    EXPECT_EQ(header(loopbacks.answers(r), "Access-Control-Allow-Origin"), "https://shop.example");
}

TEST(cors, never_lets_an_origin_write_headers)
{
    served s;
    request r{"GET", "/api/Patients/1"};
    r.origin = "http://a\r\nSet-Cookie: b";
    EXPECT_EQ(header(s.answers(r), "Access-Control-Allow-Origin"), "");
}

TEST(dump, of_all_rows_is_for_programs_on_this_machine_alone)
{
    configured_clinic folder{R"({"restApiRoot": "/api"})"};
    clinic_database database;
    ginnel::app::application application{folder.path(), {.database = database.path(), .dump = true}};
    application.connect();
    const ginnel::rest::handler answers{application, application.settings().bounds};
    request r{"GET", "/__dump"};
    for (const char* host : {"", "localhost", "LOCALHOST:3000", "127.0.0.1:3000", "127.1.2.3", "[::1]:3000"}) {
        r.host = host;
        EXPECT_EQ(answers(r).status, 200U) << host;
    }
    for (const char* host : {"evil.example", "127.0.0.1.evil.example:3000", "localhost.evil.example", "192.168.0.1",
                             "[::2]", "localhost@evil.example", ":3000", "[", "[]"}) {
        r.host = host;
        const auto a = answers(r);
        EXPECT_EQ(a.status, 403U) << host;
        EXPECT_EQ(a.body.find("Okafor"), std::string::npos);
    }
    r.host = "localhost";
    for (const char* origin : {"http://evil.example", "null", "http://localhost:3000"}) {
        r.origin = origin;
        const auto a = answers(r);
        EXPECT_EQ(a.status, 403U) << origin;
        EXPECT_TRUE(a.headers.empty());
    }
    r.method = "OPTIONS";
    r.wanted_method = "GET";
    EXPECT_EQ(answers(r).status, 404U);
    EXPECT_TRUE(answers(r).headers.empty());
}

TEST(log_text, has_no_token_in_whatever_brackets)
{
    using ginnel::rest::without_secrets;
    EXPECT_EQ(without_secrets("/a?a[access_token]=X&b=1"), "/a?a[access_token]=...&b=1");
    EXPECT_EQ(without_secrets("/a?Access_Token[]=X"), "/a?Access_Token[]=...");
    EXPECT_EQ(without_secrets("/a?a%5Baccess%5Ftoken%5D=X"), "/a?a%5Baccess%5Ftoken%5D=...");
    EXPECT_EQ(without_secrets("/a?my_access_token_count=1"), "/a?my_access_token_count=1");
}

TEST(root, names_the_explorer)
{
    served s;
    EXPECT_NE(s.answers("GET", "/").body.find("GET /: /explorer shows which there are"), std::string::npos);
    EXPECT_EQ(s.answers("GET", "/api").body.find("/explorer"), std::string::npos);
}

TEST(health, says_whether_the_database_answers)
{
    served s;
    s.statements.clear();
    EXPECT_EQ(s.answers("GET", "/health").body, R"({"status":"ok","database":"ok"})");
    EXPECT_EQ(s.statements.size(), 1U);
    EXPECT_EQ(s.answers("POST", "/health").status, 404U);
    EXPECT_EQ(s.answers("GET", "/api/health").status, 404U);
    s.database.run("drop table Physician; drop table Patient; drop table Appointment");
    const auto a = s.answers("GET", "/health");
    EXPECT_EQ(a.status, 503U);
    EXPECT_EQ(a.body, R"({"status":"error","database":"no answer"})");
    EXPECT_EQ(header(a, "Retry-After"), "1");
    served elsewhere{R"({"ginnel": {"health": "/up/now"}})"};
    EXPECT_EQ(elsewhere.answers("GET", "/up/now").status, 200U);
    EXPECT_EQ(elsewhere.answers("GET", "/health").status, 404U);
    served off{R"({"ginnel": {"health": false}})"};
    EXPECT_EQ(off.answers("GET", "/health").status, 404U);
}

TEST(databases_text, is_in_no_answer)
{
    served s;
    for (const char* event : {"insert", "update", "delete"})
        s.database.run("create trigger no_" + std::string{event} + " before " + event +
                       " on Patient begin select raise(abort, 'SECRET of the database'); end");
    s.database.run("create unique index secret_index on Physician (name); create trigger t before insert on "
                   "Appointment begin insert into nowhere values (1); end");
    const auto body = [](const char* text) { return std::string_view{text}; };
    const std::vector<request> all{
        {"POST", "/api/Patients", body(R"({"name":"Noa"})"), "application/json"},
        {"PATCH", "/api/Patients/1", body(R"({"name":"Noa"})"), "application/json"},
        {"DELETE", "/api/Patients/1"},
        {"POST", "/api/Physicians", body(R"({"name":"Dr. Jonas Lind"})"), "application/json"},
        {"POST", "/api/Appointments", body("{}"), "application/json"},
        {"POST", "/api/Physicians/1/patients", body(R"({"name":"Noa"})"), "application/json"},
    };
    for (const auto& r : all) {
        const auto a = s.answers(r);
        EXPECT_GE(a.status, 400U) << r.method << r.target;
        for (const char* never :
             {"SECRET", "secret_index", "nowhere", "constraint failed", "sqlite", "SQLite", "insert into"})
            EXPECT_EQ(a.body.find(never), std::string::npos) << a.body;
    }
}

TEST(limits_of_config, are_those_of_its_files_and_named_in_refusals)
{
    served s{
        R"({"remoting": {"json": {"limit": "1kb"}}, "ginnel": {"limits": {"limit": 2, "includeDepth": 1, "includes": 2, "conditions": 3,
             "whereDepth": 4, "bodyDepth": 3, "rows": 3, "url": "2kb", "idle": 0.5, "connections": 7}}})"};
    const auto& b = s.application.settings().bounds;
    EXPECT_EQ(b.body, 1024U);
    EXPECT_EQ(b.idle, std::chrono::milliseconds{500});
    EXPECT_EQ(b.connections, 7U);
    const auto told = [&](const std::string& filter) {
        const auto a = s.answers("GET", "/api/patients?filter=" + filter);
        EXPECT_EQ(a.status, 400U) << a.body;
        return a.body;
    };
    const auto says = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
    EXPECT_TRUE(
        says(told(R"({"limit":3})"), "a list may be asked for at most 2 rows (config.json: ginnel.limits.limit)"));
    EXPECT_TRUE(says(told(R"({"include":{"relation":"physicians","scope":{"limit":9}}})"), "ginnel.limits.limit)"));
    EXPECT_TRUE(says(told(R"({"include":{"physicians":"patients"}})"),
                     "nested more than 1 deep (config.json: ginnel.limits.includeDepth)"));
    EXPECT_TRUE(says(told(R"({"include":["physicians","physicians","physicians"]})"),
                     "at most 2 relations (config.json: ginnel.limits.includes)"));
    EXPECT_TRUE(says(told(R"({"where":{"id":{"inq":[1,2,3,4]}}})"),
                     "at most 3 values (config.json: ginnel.limits.conditions)"));
    EXPECT_TRUE(
        says(told(R"({"where":{"and":[{"and":[{"and":[{"id":1}]}]}]}})"), "(config.json: ginnel.limits.whereDepth)"));
    EXPECT_EQ(s.answers("GET", "/api/patients?filter="
                               R"({"limit":2})")
                  .status,
              200U);
    const request deep{"POST", "/api/patients", R"({"name":[[[[1]]]]})", "application/json"};
    EXPECT_TRUE(says(s.answers(deep).body, "(config.json: ginnel.limits.bodyDepth)"));
}

TEST(limits_of_config, that_cannot_be_read_are_told_all_at_once)
{
    configured_clinic folder{
        R"({"ginnel": {"limits": {"row": 5, "rows": 0, "url": "many", "idle": -1, "body": 5, "includeDepth": 1000}, "accessLog": "xml",
                                "health": "up", "cursorSecret": "short", "limit": {}}, "remoting": {"cors": {"origin": 5, "maxAge": "x"}}})"};
    try {
        ginnel::app::application a{folder.path()};
        FAIL();
    } catch (const std::exception& e) {
        const std::string text = e.what();
        for (const char* part :
             {"ginnel.limits.row:", "nearest: \"rows\"",
              "ginnel.limits.rows:", "ginnel.limits.url:", "ginnel.limits.idle:", "ginnel.limits.body:", "remoting",
              "ginnel.limits.includeDepth:", "ginnel.accessLog:", "ginnel.health:", "ginnel.cursorSecret:",
              "ginnel.limit:", "remoting.cors.origin:", "remoting.cors.maxAge:"})
            EXPECT_NE(text.find(part), std::string::npos) << part << '\n' << text;
    }
}

} // namespace
