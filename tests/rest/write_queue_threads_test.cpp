#include "clinic.hpp"
#include "rest/server/write_queue.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Requests of many clients that write at once.

namespace {

/// Holds up whoever comes, until it is opened.
class gate {
public:
    void pass()
    {
        std::unique_lock lock{mutex_};
        opened_.wait(lock, [this] { return open_; });
    }
    void open()
    {
        const std::scoped_lock lock{mutex_};
        open_ = true;
        opened_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable opened_;
    bool open_ = false;
};

/// Threads that run what is posted; `join` lets them end when all is done.
class worker_threads {
public:
    boost::asio::io_context io;

    worker_threads()
    {
        for (int i = 0; i < 4; ++i)
            threads_.emplace_back([this] { io.run(); });
    }
    ~worker_threads() { join(); }
    void join()
    {
        busy_.reset();
        for (auto& t : std::exchange(threads_, {}))
            t.join();
    }

private:
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy_{io.get_executor()};
    std::vector<std::thread> threads_;
};

class write_queue : public testing::Test {
protected:
    clinic_database database;
    gate first_begin;
    std::atomic<int> commits = 0;
    ginnel::app::application application{clinic_database::folder(),
                                         {.database = database.path(), .log = [this](std::string_view sql) {
                                              if (sql == "begin immediate" && connected)
                                                  first_begin.pass();
                                              if (sql == "commit" && connected)
                                                  ++commits;
                                          }}};
    std::atomic<bool> connected = false;
    ginnel::rest::handler answers{application, {}};
    worker_threads workers;
    ginnel::rest::write_queue queue{answers, workers.io};

    void SetUp() override
    {
        application.connect();
        connected = true;
        // A link to such a patient cannot be made, which is told when the patient has been inserted.
        database.run("create trigger t before insert on Appointment when (select name from Patient where id = "
                     "new.patientId) like 'refused%' begin select raise(abort, 'no'); end");
    }
    std::string patients() { return answers("GET", "/api/Patients?filter[limit]=1000").body; }
};

TEST_F(write_queue, what_was_acknowledged_is_stored_and_what_was_refused_is_not_with_fewer_commits_than_requests)
{
    constexpr int clients = 8, each = 10;
    std::vector<std::string> bodies;
    for (int i = 0; i < clients * each; ++i)
        bodies.push_back("{\"name\":\"" + std::string{i % 4 == 0 ? "refused" : "kept"} + std::to_string(i) + ".\"}");
    std::atomic<int> acknowledged = 0, refused = 0;
    std::vector<std::thread> threads;
    for (int c = 0; c < clients; ++c)
        threads.emplace_back([&, c] {
            for (int i = c * each; i < (c + 1) * each; ++i)
                queue.add(
                    {"POST", "/api/Physicians/1/patients", bodies[static_cast<std::size_t>(i)], "application/json"},
                    [&](const ginnel::rest::answer& a) { ++(a.status == 200 ? acknowledged : refused); });
        });
    for (auto& t : threads)
        t.join();
    first_begin.open(); // what the first group did not take waits in the queue now
    workers.join();
    EXPECT_EQ(refused, clients * each / 4);
    EXPECT_EQ(acknowledged, clients * each - clients * each / 4);
    EXPECT_GE(commits, 2); // a group has an end
    EXPECT_LE(commits, 4);
    const auto stored = patients();
    for (int i = 0; i < clients * each; ++i) {
        EXPECT_EQ(stored.find("refused" + std::to_string(i) + "."), std::string::npos) << i;
        EXPECT_EQ(stored.find("kept" + std::to_string(i) + ".") != std::string::npos, i % 4 != 0) << i;
    }
}

TEST_F(write_queue, reads_go_on_while_a_group_waits)
{
    std::atomic<bool> done = false;
    queue.add({"POST", "/api/Patients", R"({"name":"New"})", "application/json"},
              [&](const ginnel::rest::answer&) { done = true; });
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(patients().find("New"), std::string::npos);
    EXPECT_FALSE(done);
    first_begin.open();
    workers.join();
    EXPECT_TRUE(done);
    EXPECT_NE(patients().find("New"), std::string::npos);
}

TEST_F(write_queue, readers_see_whole_requests_alone)
{
    first_begin.open();
    std::atomic<bool> done = false;
    std::atomic<int> halves = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 2; ++i)
        readers.emplace_back([&] {
            while (!done) {
                const auto body = answers("GET", R"(/api/Patients?filter={"where":{"name":{"like":"pair%25"}}})").body;
                halves += std::count(body.begin(), body.end(), '{') % 2 != 0 ? 1 : 0;
            }
        });
    std::atomic<int> left = 40;
    for (int i = 0; i < 40; ++i)
        queue.add({"POST", "/api/Patients", R"([{"name":"pair"},{"name":"pair"}])", "application/json"},
                  [&](const ginnel::rest::answer&) {
                      if (--left == 0)
                          done = true;
                  });
    workers.join();
    for (auto& r : readers)
        r.join();
    EXPECT_EQ(halves, 0);
}

} // namespace
