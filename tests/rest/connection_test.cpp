#include "running_server.hpp"
#include "support/program.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

// What a connection may do and may not, over a real socket.

namespace {

using namespace std::chrono_literals;

const std::string one_patient = "GET /api/Patients/1 HTTP/1.1\r\nHost: a\r\n\r\n";

/// Whether a request is answered, at the latest a minute from now.
bool serves(unsigned short port)
{
    const auto until = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < until)
        if (get(port, "/api/Patients/1").status == 200)
            return true;
    return false;
}

TEST(connection, that_sends_half_a_request_and_rests_is_told_so_and_closed)
{
    ginnel::rest::limits bounds;
    bounds.transfer = 200ms;
    running_server s{bounds};
    for (const char* half : {"G", "GET /api/Patients/1 HTTP/1.1\r\nHost: a\r\n",
                             "POST /api/Patients HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{"}) {
        client slow{s.port()};
        slow.send(half);
        const auto told = slow.rest();
        EXPECT_TRUE(told.starts_with("HTTP/1.1 408 ")) << told;
        EXPECT_NE(told.find("\r\nConnection: close\r\n"), std::string::npos) << told;
        EXPECT_NE(told.find("the request did not arrive within 0.2 s (config.json: ginnel.limits.transfer)"),
                  std::string::npos)
            << told;
    }
    EXPECT_TRUE(serves(s.port()));
}

TEST(connection, that_sends_byte_after_byte_has_no_more_time_than_one_that_rests)
{
    ginnel::rest::limits bounds;
    bounds.transfer = 300ms;
    running_server s{bounds};
    client slow{s.port()};
    const auto until = std::chrono::steady_clock::now() + 30s;
    bool open = slow.send("GET /api/Patients/1 HTTP/1.1\r\n");
    while (open && std::chrono::steady_clock::now() < until)
        open = slow.send("X-A: b\r\n");
    EXPECT_FALSE(open);
}

TEST(connection, that_lies_idle_is_closed)
{
    ginnel::rest::limits bounds;
    bounds.idle = 200ms;
    running_server s{bounds};
    client silent{s.port()};
    EXPECT_TRUE(silent.ended());
    client answered{s.port()};
    (void)answered.get("/api/Patients/1"); // or closed before, on a slow machine
    EXPECT_TRUE(answered.ended());
}

TEST(connection, above_the_bound_is_told_so_and_the_others_are_answered)
{
    ginnel::rest::limits bounds;
    bounds.connections = 2;
    running_server s{bounds};
    auto first = std::make_unique<client>(s.port());
    client second{s.port()};
    EXPECT_EQ(first->get("/api/Patients/1").status, 200U);
    EXPECT_EQ(second.get("/api/Patients/1").status, 200U);
    client third{s.port()};
    const auto refused = third.receive();
    EXPECT_EQ(refused.status, 503U);
    EXPECT_EQ(refused.headers.at("retry-after"), "1");
    EXPECT_EQ(refused.headers.at("connection"), "close");
    EXPECT_EQ(
        refused.body,
        R"({"error":{"statusCode":503,"name":"Error","message":"The server has as many connections as it takes: try again"}})");
    EXPECT_TRUE(third.ended());
    EXPECT_EQ(second.get("/api/Patients/2").status, 200U);
    first.reset();
    EXPECT_TRUE(serves(s.port())); // once the server has seen the end of the first
}

TEST(connection, that_does_not_read_its_answer_is_closed)
{
    ginnel::rest::limits bounds;
    bounds.transfer = 300ms;
    bounds.connections = 1;
    running_server s{bounds};
    // More than both systems' buffers hold.
    s.database.run("with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500) insert into Patient "
                   "(name) select "
                   "hex(zeroblob(5000)) from n");
    client lazy{s.port()};
    lazy.send("GET /api/Patients HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(serves(s.port()));        // its place is free once it is closed
    EXPECT_EQ(lazy.receive().status, 0U); // less than a whole answer
}

TEST(connection, whose_client_has_ended_its_half_gets_all_its_answers)
{
    running_server s;
    client c{s.port()};
    c.send(one_patient + one_patient + "GET /api/Patients/2 HTTP/1.1\r\nHost: a\r\n\r\n");
    c.end_sending();
    EXPECT_EQ(c.receive().body, R"({"name":"Jane Smith","id":1})");
    EXPECT_EQ(c.receive().body, R"({"name":"Jane Smith","id":1})");
    EXPECT_EQ(c.receive().body, R"({"name":"Ravi Patel","id":2})");
    EXPECT_TRUE(c.ended());
    client half{s.port()};
    half.send("POST /api/Patients HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{");
    half.end_sending();
    EXPECT_TRUE(half.ended());
}

TEST(connection, answers_a_hundred_pipelined_requests_in_their_order)
{
    running_server s;
    client c{s.port()};
    std::string all;
    for (int i = 0; i < 100; ++i)
        all += "GET /api/Patients/" + std::to_string(1 + i % 3) + "?n=" + std::to_string(i) +
               " HTTP/1.1\r\nHost: a\r\n\r\n";
    ASSERT_TRUE(c.send(all));
    for (int i = 0; i < 100; ++i)
        EXPECT_NE(c.receive().body.find("\"id\":" + std::to_string(1 + i % 3)), std::string::npos) << i;
}

TEST(connection, asks_before_it_sends_a_body)
{
    running_server s;
    client c{s.port()};
    c.send("POST /api/Patients HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 14\r\nExpect: "
           "100-continue\r\n\r\n");
    EXPECT_EQ(c.receive().status, 100U);
    c.send(R"({"name":"Noa"})");
    EXPECT_EQ(c.receive().body, R"({"name":"Noa","id":4})");
    client large{s.port()};
    large.send("POST /api/Patients HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(large.receive().status, 413U); // and not one byte was sent for nothing
}

TEST(connection, may_send_its_body_in_chunks_up_to_the_bound)
{
    ginnel::rest::limits bounds;
    bounds.body = 64;
    running_server s{bounds};
    const std::string head = "POST /api/Patients HTTP/1.1\r\nHost: a\r\nContent-Type: "
                             "application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    client c{s.port()};
    c.send(head + "7\r\n{\"name\"\r\n7\r\n:\"Noa\"}\r\n0\r\n\r\n");
    EXPECT_EQ(c.receive().body, R"({"name":"Noa","id":4})");
    client large{s.port()};
    large.send(head + "41\r\n" + std::string(0x41, ' ') + "\r\n0\r\n\r\n");
    EXPECT_EQ(large.receive().status, 413U);
}

TEST(connection, that_says_its_length_twice_is_refused_since_proxies_may_take_the_other)
{
    running_server s;
    for (const char* lengths :
         {"Content-Length: 2\r\nContent-Length: 20\r\n", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
          "Content-Length: -1\r\n", "Content-Length: 99999999999999999999\r\n"}) {
        client c{s.port()};
        c.send("POST /api/Patients HTTP/1.1\r\nHost: a\r\n" + std::string{lengths} + "\r\n{}");
        EXPECT_EQ(c.receive().status, 400U) << lengths;
        EXPECT_TRUE(c.ended()) << lengths;
    }
    EXPECT_EQ(get(s.port(), "/api/Patients/count").body, R"({"count":3})");
}

} // namespace
