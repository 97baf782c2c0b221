#include "driver/open_url.hpp"
#include "engine/async.hpp"
#include "library.hpp"
#include "postgres.hpp"

#include <ginnel/error.hpp>

#include <array>
#include <string>

#include <unistd.h>

// The same plan under the awaiting runner.

namespace {

using ginnel::error;
using ginnel::engine::event_loop;
using ginnel::engine::run_async;
using ginnel::engine::task;

TEST(coroutine, a_preload_is_awaited_over_sqlite_which_never_waits)
{
    const auto c = ginnel::driver::opening_of("sqlite::memory:", {}).make();
    library::set_up(*c);
    library::question q{*c, library::everything()};
    event_loop loop;
    auto t = run_async(q.plan(), *c, loop);
    EXPECT_FALSE(t.done()); // lazy
    t.start();
    EXPECT_TRUE(t.done());
    t.result();
    EXPECT_EQ(q.shown(), library::everything_shown);
    EXPECT_FALSE(loop.turn());
}

TEST(coroutine, an_error_of_a_statement_passes_through_and_leaves_the_connection_usable)
{
    const auto c = ginnel::driver::opening_of("sqlite::memory:", {}).make();
    library::set_up(*c);
    c->run("drop table notes");
    event_loop loop;
    library::question q{*c, library::everything()};
    EXPECT_THROW(loop.run(run_async(q.plan(), *c, loop)), error);
    EXPECT_EQ(c->pending(), 0U);
    c->run("select 1");
}

task<int> number(int n)
{
    co_return n;
}

task<int> sum_to(int n)
{
    int sum = 0;
    for (int i = 1; i <= n; ++i)
        sum += co_await number(i);
    co_return sum;
}

task<void> read_one(event_loop& loop, int from, std::string& into)
{
    co_await loop.readable(from);
    char c = 0;
    EXPECT_EQ(read(from, &c, 1), 1);
    into += c;
}

TEST(coroutine, tasks_give_results_to_whoever_awaits_them)
{
    auto t = sum_to(1000);
    t.start();
    EXPECT_EQ(t.result(), 500500);
}

TEST(coroutine, the_loop_resumes_who_can_read_and_forgets_who_was_destroyed)
{
    int a[2], b[2];
    ASSERT_EQ(pipe(a), 0);
    ASSERT_EQ(pipe(b), 0);
    event_loop loop;
    std::string seen;
    {
        auto dropped = read_one(loop, a[0], seen);
        dropped.start();
        EXPECT_EQ(loop.waiting(), 1U);
    }
    EXPECT_EQ(loop.waiting(), 0U);
    std::array<task<void>, 2> both{read_one(loop, a[0], seen), read_one(loop, b[0], seen)};
    both[0].start();
    both[1].start();
    ASSERT_EQ(write(b[1], "b", 1), 1);
    EXPECT_TRUE(loop.turn());
    EXPECT_EQ(seen, "b");
    ASSERT_EQ(write(a[1], "a", 1), 1);
    EXPECT_TRUE(loop.turn());
    EXPECT_EQ(seen, "ba");
    for (const int fd : {a[0], a[1], b[0], b[1]})
        close(fd);
}

#if defined(GINNEL_POSTGRES)

using coroutine_over_postgres = with_postgres;

task<void> then_run(ginnel::engine::plan& p, ginnel::driver::connection& c, event_loop& loop, std::string script)
{
    co_await run_async(p, c, loop);
    c.run(script);
}

TEST_F(coroutine_over_postgres, two_questions_interleave_on_two_connections_in_one_thread)
{
    const auto a = connect(), b = connect();
    library::set_up(*a);
    // The first question waits for a lock that the second gives up at its end: one after the other they would never end.
    a->run("set statement_timeout = '30s'");
    b->run("select pg_advisory_lock(7)");
    auto held = library::everything();
    held.add(false, false, {ginnel::engine::raw_condition{"pg_advisory_lock(7) is not null", {}}});
    library::question first{*a, std::move(held)}, second{*b, library::everything()};
    event_loop loop;
    std::array<task<void>, 2> both{run_async(first.plan(), *a, loop), then_run(second.plan(), *b, loop, "select pg_advisory_unlock(7)")};
    loop.run(both);
    EXPECT_EQ(first.shown(), library::everything_shown);
    EXPECT_EQ(second.shown(), library::everything_shown);
}

TEST_F(coroutine_over_postgres, siblings_travel_together_as_under_the_blocking_runner)
{
    const auto c = connect();
    library::set_up(*c);
    const auto trips = c->round_trips();
    library::question q{*c, library::everything()};
    event_loop loop;
    loop.run(run_async(q.plan(), *c, loop));
    EXPECT_EQ(q.shown(), library::everything_shown);
    EXPECT_EQ(c->round_trips() - trips, 2U);
}

TEST_F(coroutine_over_postgres, a_task_destroyed_while_it_waits_drops_its_statement)
{
    const auto c = connect();
    library::set_up(*c);
    auto slow = library::everything();
    slow.add(false, false, {ginnel::engine::raw_condition{"pg_sleep(0.05) is not null", {}}});
    event_loop loop;
    {
        library::question q{*c, std::move(slow)};
        auto t = run_async(q.plan(), *c, loop);
        t.start();
        EXPECT_FALSE(t.done());
        EXPECT_EQ(loop.waiting(), 1U);
    }
    EXPECT_EQ(loop.waiting(), 0U);
    EXPECT_EQ(c->pending(), 0U);
    library::question after{*c, library::everything()};
    loop.run(run_async(after.plan(), *c, loop));
    EXPECT_EQ(after.shown(), library::everything_shown);
}

#endif

} // namespace
