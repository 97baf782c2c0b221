#include "running_server.hpp"
#include "support/program.hpp"

#include <gtest/gtest.h>

#include <string>

// Where a request ends, and what of its head is taken: over a real socket.

namespace {

const std::string post = "POST /api/Patients HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
const std::string one_patient = "GET /api/Patients/1 HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string chunked = "Transfer-Encoding: chunked\r\n\r\n";

/// All that is answered to these bytes, whose last answer ends the connection.
std::string answers_to(const running_server& s, const std::string& bytes)
{
    client c{s.port()};
    c.send(bytes);
    return c.rest();
}

std::size_t times(const std::string& part, const std::string& text)
{
    std::size_t n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++n;
    return n;
}

TEST(framing, takes_no_transfer_encoding_but_chunked_so_that_no_body_is_a_second_request)
{
    running_server s;
    const std::string hidden = "DELETE /api/Patients/1 HTTP/1.1\r\nHost: a\r\n\r\n";
    for (const char* coding : {"xchunked", "identity", "\"chunked\"", "chunked, identity", "", "gzip, chunked",
                               "chunked;q=1", "chunked, chunked", "chunked\r\nTransfer-Encoding: chunked",
                               "chunked\r\nContent-Length: 2", "xchunked\r\nContent-Length: 0"}) {
        const auto told = answers_to(s, post + "Transfer-Encoding: " + coding + "\r\n\r\n" + hidden);
        EXPECT_TRUE(told.starts_with("HTTP/1.1 400 ")) << coding << '\n' << told;
        EXPECT_NE(told.find("\r\nConnection: close\r\n"), std::string::npos) << told;
        EXPECT_EQ(times("HTTP/1.1 ", told), 1U) << coding << '\n' << told;
    }
    EXPECT_EQ(times("HTTP/1.1 400 ", answers_to(s, "POST /api/Patients HTTP/1.0\r\n" + chunked + "0\r\n\r\n")), 1U);
    EXPECT_EQ(get(s.port(), "/api/Patients/count").body, R"({"count":3})");
    client c{s.port()};
    c.send(post + "transfer-encoding:  Chunked \r\n\r\n2\r\n{}\r\n0\r\n\r\n" + one_patient);
    EXPECT_EQ(c.receive().status, 200U);
    EXPECT_EQ(c.receive().body, R"({"name":"Jane Smith","id":1})");
}

TEST(framing, of_chunks_that_cannot_be_read_is_told)
{
    running_server s;
    for (const std::string chunks : {"x\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n", "2\r\n{}0\r\n\r\n",
                                     "2;=\r\n{}\r\n0\r\n\r\n", "ffffffffffffffffff\r\n{}"}) {
        const auto told = answers_to(s, post + chunked + chunks);
        EXPECT_TRUE(told.starts_with("HTTP/1.1 400 ") || told.starts_with("HTTP/1.1 413 ")) << chunks << told;
        EXPECT_EQ(times("HTTP/1.1 ", told), 1U) << chunks << '\n' << told;
    }
}

TEST(framing, of_chunks_may_say_no_more_beside_their_sizes_than_headers_may)
{
    ginnel::rest::limits bounds;
    bounds.header = 1000;
    running_server s{bounds};
    const auto many = [](std::size_t n) {
        std::string out;
        for (std::size_t i = 0; i < n; ++i)
            out += "1;a=" + std::string(90, 'b') + "\r\n \r\n";
        return out + "2\r\n{}\r\n0\r\n\r\n";
    };
    client few{s.port()};
    few.send(post + chunked + many(9));
    EXPECT_EQ(few.receive().status, 200U);
    EXPECT_TRUE(answers_to(s, post + chunked + many(12)).starts_with("HTTP/1.1 400 "));
    EXPECT_TRUE(
        answers_to(s, post + chunked + "1;a=" + std::string(200'000, 'b') + "\r\n").starts_with("HTTP/1.1 400 "));
}

TEST(framing, wants_one_host_of_http_1_1)
{
    running_server s;
    EXPECT_NE(answers_to(s, "GET /api/Patients/1 HTTP/1.1\r\n\r\n").find("the header Host is missing"),
              std::string::npos);
    EXPECT_TRUE(
        answers_to(s, "GET /api/Patients/1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").starts_with("HTTP/1.1 400 "));
    EXPECT_NE(answers_to(s, "GET /api/Patients/1 HTTP/1.0\r\n\r\n").find(" 200 OK\r\n"), std::string::npos);
}

TEST(framing, takes_a_target_with_a_host_in_it)
{
    running_server s;
    client c{s.port()};
    for (const char* target :
         {"http://h/api/Patients/1", "HTTP://h:80/api/Patients/1?a=http://b/", "https://[::1]/api/Patients/1"}) {
        c.send("GET " + std::string{target} + " HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_EQ(c.receive().body, R"({"name":"Jane Smith","id":1})") << target;
    }
    c.send("GET http://h HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(c.receive().status, 404U);
    c.send("GET http://h?/api/Patients/1 HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(c.receive().status, 404U);
}

TEST(framing, ends_the_connection_whichever_line_asks_for_that)
{
    running_server s;
    const auto told =
        answers_to(s, "GET /api/Patients/1 HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n");
    EXPECT_NE(told.find("\r\nConnection: close\r\n"), std::string::npos) << told;
}

} // namespace
