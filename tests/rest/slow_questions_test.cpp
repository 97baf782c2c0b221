#include "clinic.hpp"
#include "rest/routes/handler.hpp"
#include "rest/server/read_gate.hpp"
#include "rest/server/server.hpp"
#include "support/program.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

/// Holds statements up until it is opened, and tells how many it holds.
class barrier {
public:
    void pass()
    {
        std::unique_lock lock{mutex_};
        ++held_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return open_; });
    }
    void wait_for(int held)
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return held_ >= held; });
    }
    int held()
    {
        const std::scoped_lock lock{mutex_};
        return held_;
    }
    void open()
    {
        const std::scoped_lock lock{mutex_};
        open_ = true;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int held_ = 0;
    bool open_ = false;
};

TEST(slow_questions, hold_up_further_questions_but_neither_health_nor_writes)
{
    clinic_database database;
    barrier slow;
    ginnel::app::application application{
        clinic_database::folder(),
        ginnel::app::overrides{.database = database.path(), .log = [&](std::string_view sql) {
                                   if (sql.find("from \"physician\"") != std::string_view::npos)
                                       slow.pass();
                               }}};
    application.connect();
    const ginnel::rest::handler answers{application, {}};
    ginnel::rest::server_options options;
    options.port = 0;
    options.workers = 2;
    options.watched = "/health";
    ginnel::rest::server server{answers, options};
    std::thread serving{[&] { server.run(); }};

    const std::string ask = "GET /api/Physicians/1 HTTP/1.1\r\nHost: a\r\n\r\n";
    std::vector<std::unique_ptr<client>> waiting;
    for (int i = 0; i < 2; ++i)
        waiting.emplace_back(std::make_unique<client>(server.port()))->send(ask);
    slow.wait_for(2);
    waiting.emplace_back(std::make_unique<client>(server.port()))->send(ask);
    client other{server.port()};
    EXPECT_EQ(other.get("/health?x=1").body, R"({"status":"ok","database":"ok"})");
    other.send("POST /api/Patients HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n"
               R"({"name":"x"})");
    EXPECT_EQ(other.receive().status, 200U);
    EXPECT_EQ(other.get("/health").status, 200U);
    EXPECT_EQ(slow.held(), 2) << "a third question has its turn when one of the two is answered";
    slow.open();
    for (auto& one : waiting)
        EXPECT_EQ(one->receive().status, 200U);
    server.stop();
    serving.join();
}

TEST(slow_questions, have_their_turns_in_the_order_in_which_they_came)
{
    ginnel::rest::read_gate gate{1};
    std::string order;
    EXPECT_TRUE(gate.enter([&] { order += 'x'; }));
    EXPECT_FALSE(gate.enter([&] { order += 'a'; }));
    EXPECT_FALSE(gate.enter([&] { order += 'b'; }));
    gate.leave();
    EXPECT_EQ(order, "a");
    gate.leave();
    EXPECT_EQ(order, "ab");
    gate.leave();
    EXPECT_TRUE(gate.enter([&] { order += 'x'; }));
    EXPECT_EQ(order, "ab");
}

} // namespace
