#include "clinic.hpp"
#include "support/program.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <string>

// `ginnel serve` from outside: a process, and a real socket.

namespace {

class serve : public testing::Test {
protected:
    clinic_database database;
    program server{{"serve", clinic_database::folder(), "--port", "0", "--host", "127.0.0.1", "--database", database.path()}};
    unsigned short port = server.port();

    void SetUp() override { ASSERT_NE(port, 0) << server.errors(); }
};

TEST_F(serve, answers_a_physician_with_her_patients_through_appointments)
{
    const auto r = get(port, "/api/Physicians/1?filter=" + encoded(R"({"include": "patients"})"));
    EXPECT_EQ(r.status, 200U);
    EXPECT_EQ(r.body, R"({"name":"Dr. Amara Okafor","id":1,"patients":[{"name":"Jane Smith","id":1},{"name":"Ravi Patel","id":2}]})");
    EXPECT_EQ(r.headers.at("content-type"), "application/json; charset=utf-8");
}

TEST_F(serve, takes_a_filter_that_is_not_encoded)
{
    client c{port};
    const auto r = c.get(R"(/api/physicians/3/?filter={"include":["patients"]})");
    EXPECT_EQ(r.status, 200U);
    EXPECT_EQ(r.body, R"({"name":"Dr. Mei Tanaka","id":3,"patients":[]})");
}

TEST_F(serve, lists_rows_with_dates_as_javascript_prints_them)
{
    const auto r = get(port, "/api/Appointments?filter=" + encoded(R"({"include": ["patient"], "where": {"physicianId": 2}})"));
    EXPECT_EQ(r.status, 200U);
    EXPECT_EQ(r.body, R"([{"appointmentDate":"2014-06-02T10:15:00.000Z","id":3,"physicianId":2,"patientId":1,"patient":{"name":"Jane Smith","id":1}},)"
                      R"({"appointmentDate":null,"id":4,"physicianId":2,"patientId":3,"patient":{"name":"Elena Petrova","id":3}}])");
}

TEST_F(serve, answers_404_for_a_row_that_is_not_there)
{
    const auto r = get(port, "/api/Physicians/9");
    EXPECT_EQ(r.status, 404U);
    EXPECT_EQ(r.body, R"({"error":{"statusCode":404,"name":"Error","message":"Unknown \"Physician\" id \"9\".","code":"MODEL_NOT_FOUND"}})");
    EXPECT_EQ(get(port, "/api/Physicians/nine").status, 404U);
    EXPECT_EQ(get(port, "/api/Physician").status, 404U);
    EXPECT_EQ(get(port, "/").status, 404U);
}

TEST_F(serve, answers_400_for_a_bad_filter_and_names_the_nearest_relation)
{
    const auto r = get(port, "/api/Physicians/1?filter=" + encoded(R"({"include": "patient"})"));
    EXPECT_EQ(r.status, 400U);
    EXPECT_EQ(r.body, R"!({"error":{"statusCode":400,"name":"Error","message":"filter.include: Physician has no relation \"patient\" (nearest: \"patients\")"}})!");
}

TEST_F(serve, refuses_a_url_that_is_too_long)
{
    EXPECT_EQ(get(port, "/api/Physicians?filter=" + std::string(20 * 1024, 'x')).status, 414U);
    EXPECT_EQ(get(port, "/api/Physicians?filter=" + std::string(200 * 1024, 'x')).status, 414U);
}

TEST_F(serve, refuses_headers_and_bodies_that_are_too_long)
{
    client c{port};
    c.send("GET /api/Physicians HTTP/1.1\r\nHost: localhost\r\nX-Long: " + std::string(64 * 1024, 'x') + "\r\n\r\n");
    EXPECT_EQ(c.receive().status, 431U);
    client d{port};
    d.send("POST /api/Physicians HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n" + std::string(2000000, 'x'));
    EXPECT_EQ(d.receive().status, 413U);
    client e{port};
    e.send("no HTTP at all\r\n\r\n");
    EXPECT_EQ(e.receive().status, 400U);
    EXPECT_TRUE(e.ended());
}

TEST_F(serve, keeps_a_connection_open_and_answers_what_was_sent_at_once_in_order)
{
    client c{port};
    EXPECT_EQ(c.get("/api/Patients/1").body, R"({"name":"Jane Smith","id":1})");
    EXPECT_EQ(c.get("/api/Patients/7").status, 404U);
    c.send("GET /api/Patients/2 HTTP/1.1\r\nHost: a\r\n\r\nHEAD /api/Patients/2 HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(c.receive().body, R"({"name":"Ravi Patel","id":2})");
    const auto head = c.receive(true);
    EXPECT_EQ(head.status, 200U);
    EXPECT_EQ(head.headers.at("content-length"), "0"); // whether the row exists, and not the row
    c.send("GET /api/Patients/2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(c.receive().status, 200U);
    EXPECT_TRUE(c.ended());
}

TEST_F(serve, never_shows_the_databases_text)
{
    database.run("drop table Appointment");
    const auto r = get(port, "/api/Physicians/1?filter=" + encoded(R"({"include": "patients"})"));
    EXPECT_EQ(r.status, 500U);
    EXPECT_EQ(r.body, R"({"error":{"statusCode":500,"name":"Error","message":"Internal Server Error"}})");
    server.signal(SIGTERM);
    EXPECT_EQ(server.wait(), 0);
    EXPECT_NE(server.errors().find("appointment"), std::string::npos); // whoever runs it is told
}

TEST_F(serve, stops_on_sigterm_and_on_sigint_with_idle_connections_open)
{
    client idle{port};
    EXPECT_EQ(idle.get("/api/Patients/1").status, 200U);
    server.signal(SIGTERM);
    EXPECT_EQ(server.line_that_begins("stopped"), "stopped");
    EXPECT_EQ(server.wait(), 0);
    EXPECT_TRUE(idle.ended());
    program other{{"serve", clinic_database::folder(), "--port", "0", "--database", database.path()}};
    ASSERT_NE(other.port(), 0);
    other.signal(SIGINT);
    EXPECT_EQ(other.wait(), 0);
}

TEST_F(serve, says_when_the_port_is_taken)
{
    program second{{"serve", clinic_database::folder(), "--port", std::to_string(port), "--host", "127.0.0.1", "--database", database.path()}};
    EXPECT_EQ(second.wait(), 1);
    EXPECT_EQ(second.errors(), "ginnel: another program listens on 127.0.0.1:" + std::to_string(port) +
                                   ": stop it, or give another port with --port (0: one that is free)\n");
}

} // namespace
