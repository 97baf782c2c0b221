#include "driver/pool.hpp"
#include "driver/sqlite_support.hpp"

#include <atomic>
#include <latch>
#include <thread>

namespace {

using namespace sqlite_tests;
using ginnel::driver::lease;
using ginnel::driver::pool;

TEST(sqlite_pool_threads, never_lend_a_connection_twice_and_never_open_more_than_allowed)
{
    const folder at;
    sqlite::open({.path = at.file()})->run("create table t(v)");
    std::atomic<int> made{0};
    pool p(
        [&] {
            ++made;
            return sqlite::open({.path = at.file()});
        },
        {.max = 3, .wait = std::chrono::milliseconds(600'000)});
    std::atomic<int> leased{0}, most{0};
    {
        std::latch start(8);
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&, t] {
                start.arrive_and_wait();
                for (int i = 0; i < 50; ++i) {
                    lease l = p.acquire();
                    const int now = ++leased;
                    int before = most.load();
                    while (before < now && !most.compare_exchange_weak(before, now)) {
                    }
                    if (i % 5 == 0) {
                        l->begin(transaction_mode::write);
                        write(*l, "insert into t values (?1)", {value(t)});
                        if (i % 10 == 0)
                            l->commit(); // the other half is rolled back by the pool
                    } else {
                        EXPECT_EQ(rows(*l, "select ?1", argument{}).size(), 1U);
                    }
                    if (i % 17 == 0)
                        l.discard();
                    --leased;
                }
            });
    }
    EXPECT_LE(most.load(), 3);
    EXPECT_LE(p.open(), 3U);
    EXPECT_EQ(p.open(), p.idle());
    EXPECT_EQ(one(*p.acquire(), "select count(*) from t"), value(8 * 5));
}

TEST(sqlite_pool_threads, hand_a_returned_connection_to_the_thread_that_waits)
{
    pool p([] { return in_memory(); }, {.max = 1, .wait = std::chrono::milliseconds(600'000)});
    std::optional<lease> held(p.acquire());
    connection* const only = &**held;
    connection* got = nullptr;
    std::jthread waiting([&] { got = &*p.acquire(); });
    held.reset();
    waiting.join();
    EXPECT_EQ(got, only);
    EXPECT_EQ(p.idle(), 1U);
}

TEST(sqlite_pool_threads, let_a_waiting_thread_open_one_in_place_of_one_that_was_discarded)
{
    std::atomic<int> made{0};
    pool p(
        [&] {
            ++made;
            return in_memory();
        },
        {.max = 1, .wait = std::chrono::milliseconds(600'000)});
    std::optional<lease> held(p.acquire());
    std::jthread waiting([&] { EXPECT_EQ(one(*p.acquire(), "select 1"), value(1)); });
    held->discard();
    held.reset();
    waiting.join();
    EXPECT_EQ(made.load(), 2);
    EXPECT_EQ(p.open(), 1U);
}

TEST(sqlite_pool_threads, open_one_new_file_at_the_same_time_and_all_get_the_log)
{
    for (int round = 0; round < 10; ++round) {
        const folder at;
        std::latch start(4);
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                start.arrive_and_wait();
                const auto c = sqlite::open({.path = at.file()});
                EXPECT_EQ(one(*c, "pragma journal_mode"), value("wal"));
            });
    }
}

TEST(sqlite_pool_threads, writers_wait_for_each_other)
{
    const folder at;
    sqlite::open({.path = at.file()})->run("create table t(n); insert into t values (0)");
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                const auto c = sqlite::open({.path = at.file(), .busy_timeout = std::chrono::milliseconds::max()});
                for (int i = 0; i < 25; ++i) {
                    c->begin(transaction_mode::write);
                    const std::int64_t n = one(*c, "select n from t").integer();
                    write(*c, "update t set n = ?1", {value(n + 1)});
                    c->commit();
                }
            });
    }
    EXPECT_EQ(one(*sqlite::open({.path = at.file()}), "select n from t"), value(100));
}

} // namespace
