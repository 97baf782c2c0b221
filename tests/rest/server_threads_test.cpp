#include "running_server.hpp"
#include "support/program.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

// A server in this process, asked by many clients at once.

namespace {

std::string post(const std::string& body)
{
    return "POST /api/Patients HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

const std::string read_one = "GET /api/Physicians/1 HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(server, answers_many_clients_at_once_each_in_its_own_order)
{
    const running_server server{{}, clinic_database::folder(), 4};
    std::atomic<int> wrong = 0;
    std::vector<std::thread> clients;
    for (int c = 0; c < 6; ++c)
        clients.emplace_back([&, c] {
            client to{server.port()};
            for (int i = 0; i < 15; ++i) {
                const auto name = "c" + std::to_string(c) + "." + std::to_string(i);
                to.send(post("{\"name\":\"" + name + "\"}") +
                        read_one); // the second is sent before the first is answered
                wrong += to.receive().body.find("\"" + name + "\"") == std::string::npos;
                wrong += to.receive().body != R"({"name":"Dr. Amara Okafor","id":1})";
            }
        });
    for (auto& t : clients)
        t.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(get(server.port(), "/api/Patients/count").body, R"({"count":93})");
}

TEST(server, a_stop_in_the_middle_loses_nothing_that_was_acknowledged)
{
    std::atomic<int> acknowledged = 0;
    std::vector<std::thread> clients;
    {
        running_server server{{}, clinic_database::folder(), 4};
        for (int c = 0; c < 4; ++c)
            clients.emplace_back([&, port = server.port()] {
                client to{port};
                while (to.send(post("{\"name\":\"x\"}")) && to.receive().status == 200)
                    ++acknowledged;
            });
        while (acknowledged < 20)
            std::this_thread::yield();
        server.stop();
        for (auto& t : clients)
            t.join();
        ginnel::app::application after{clinic_database::folder(), ginnel::app::overrides{server.database.path()}};
        after.connect();
        EXPECT_EQ(ginnel::rest::handler(after, {})("GET", "/api/Patients/count").body,
                  "{\"count\":" + std::to_string(3 + acknowledged) + "}");
    }
}

} // namespace
