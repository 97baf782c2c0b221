#include "configured_clinic.hpp"
#include "support/program.hpp"

#include <ginnel/value/json.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <regex>
#include <stdexcept>
#include <string>

// What whoever runs the process sees of it: its log, and its end.

namespace {

using namespace std::chrono_literals;

class process : public testing::Test {
protected:
    clinic_database database;

    std::unique_ptr<program> start(const std::string& folder, std::vector<std::string> more = {})
    {
        std::vector<std::string> words{"serve", folder, "--port", "0", "--database", database.path()};
        words.insert(words.end(), more.begin(), more.end());
        auto server = std::make_unique<program>(words);
        port = server->port();
        EXPECT_NE(port, 0);
        return server;
    }
    unsigned short port = 0;
};

TEST_F(process, writes_a_line_for_each_request)
{
    const auto server = start(clinic_database::folder());
    client c{port};
    EXPECT_EQ(c.get("/api/Patients/1").status, 200U);
    EXPECT_TRUE(std::regex_match(
        server->line(), std::regex{R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z GET /api/Patients/1 200 28 \d+\.\d{3})"}));
    EXPECT_EQ(c.get("/api/Patients/9?access_token=s3cret").status, 404U);
    EXPECT_NE(server->line().find(" GET /api/Patients/9?access_token=... 404 "), std::string::npos);
    c.send("nonsense\r\n\r\n");
    EXPECT_EQ(c.receive().status, 400U);
    EXPECT_NE(server->line().find(" - - 400 "), std::string::npos);
    client d{port};
    d.send("GET /api/\x1b[2J HTTP/1.1\r\n\r\n");
    const auto status = d.receive().status;
    EXPECT_GE(status, 400U);
    EXPECT_EQ(server->line().find('\x1b'), std::string::npos);
    server->signal(SIGTERM);
    EXPECT_EQ(server->line(), "stopped");
}

TEST_F(process, writes_json_or_nothing_if_told_to)
{
    const configured_clinic json{R"({"restApiRoot": "/api", "ginnel": {"accessLog": "json"}})"};
    {
        const auto server = start(json.path());
        EXPECT_EQ(get(port, "/api/Patients/1?x=%22\"").status, 200U);
        const auto line = server->line();
        EXPECT_TRUE(ginnel::json::valid(line)) << line;
        EXPECT_NE(line.find(R"("method":"GET","path":"/api/Patients/1?x=%22\"","status":200,"bytes":28,"ms":)"),
                  std::string::npos)
            << line;
    }
    const configured_clinic off{R"({"restApiRoot": "/api", "ginnel": {"accessLog": false}})"};
    for (const auto& [folder, more] : {std::pair{off.path(), std::vector<std::string>{}}, {json.path(), {"--quiet"}}}) {
        const auto server = start(folder, more);
        EXPECT_EQ(get(port, "/api/Patients/1").status, 200U);
        server->signal(SIGTERM);
        EXPECT_EQ(server->line(), "stopped");
    }
}

TEST_F(process, serves_on_while_nobody_reads_its_log)
{
    const auto server = start(clinic_database::folder());
    client c{port};
    const auto target = "/api/Patients/1?" + std::string(800, 'x');
    constexpr int asked = 2500; // more than the pipe and the server hold
    for (int i = 0; i < asked; ++i)
        ASSERT_EQ(c.get(target).status, 200U) << i;
    int told = 0, left_out = 0;
    while (told + left_out < asked) {
        const auto line = server->line();
        if (line.find(" requests are left out here: this log was not read in time") != std::string::npos)
            left_out += std::stoi(line);
        else
            ++told;
        ASSERT_FALSE(line.empty());
    }
    EXPECT_EQ(told + left_out, asked);
    EXPECT_GT(left_out, 0);
}

bool refuses(unsigned short port)
{
    try {
        const client c{port};
        return false;
    } catch (const std::runtime_error&) {
        return true;
    }
}

TEST_F(process, answers_what_is_under_way_when_it_is_told_to_stop_and_takes_no_more)
{
    const auto server = start(clinic_database::folder());
    client c{port};
    // One whole request and the begin of another: once the first is answered the server has read the second.
    c.send("GET /api/Patients/1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /api/Patients HTTP/1.1\r\nHost: a\r\nContent-Type: "
           "application/json\r\nContent-Length: 14\r\n\r\n{\"na");
    EXPECT_EQ(c.receive().status, 200U);
    server->signal(SIGTERM);
    const auto until = std::chrono::steady_clock::now() + 60s;
    while (!refuses(port))
        ASSERT_LT(std::chrono::steady_clock::now(), until);
    c.send("me\":\"Noa\"}");
    const auto last = c.receive();
    EXPECT_EQ(last.body, R"({"name":"Noa","id":4})");
    EXPECT_EQ(last.headers.at("connection"), "close");
    EXPECT_TRUE(c.ended());
    EXPECT_EQ(server->line_that_begins("stopped"), "stopped");
    EXPECT_EQ(server->wait(), 0);
}

TEST_F(process, ends_in_time_though_a_request_is_never_whole)
{
    const configured_clinic folder{R"({"restApiRoot": "/api", "ginnel": {"limits": {"stop": 0.2}}})"};
    const auto server = start(folder.path());
    client c{port};
    c.send("GET /api/Patients/1 HTTP/1.1\r\nHost: a\r\n\r\nGET /api/Pat");
    EXPECT_EQ(c.receive().status, 200U);
    server->signal(SIGTERM);
    EXPECT_EQ(server->line_that_begins("stopped"), "stopped");
    EXPECT_EQ(server->wait(), 0);
    EXPECT_TRUE(c.ended());
}

} // namespace
