#include "driver/pool.hpp"
#include "driver/sqlite_support.hpp"

namespace {

using namespace sqlite_tests;
using ginnel::driver::lease;
using ginnel::driver::pool;

struct sqlite_pool : testing::Test {
    sqlite_pool() { sqlite::open({.path = at.file()})->run("create table t(v)"); }
    pool::factory factory()
    {
        return [this] {
            ++made;
            return sqlite::open({.path = at.file()});
        };
    }
    folder at;
    int made = 0;
};

TEST_F(sqlite_pool, makes_connections_when_they_are_needed_and_reuses_the_last_one)
{
    pool p(factory());
    EXPECT_EQ(p.open(), 0U);
    connection* first = nullptr;
    {
        const lease l = p.acquire();
        first = &*l;
    }
    {
        const lease a = p.acquire();
        EXPECT_EQ(&*a, first);
        const lease b = p.acquire();
        EXPECT_EQ(p.open(), 2U);
        EXPECT_EQ(p.idle(), 0U);
    } // b goes back first, then a
    const lease again = p.acquire();
    EXPECT_EQ(&*again, first);
    EXPECT_EQ(made, 2);
}

TEST_F(sqlite_pool, says_what_to_do_when_it_is_exhausted)
{
    pool p(factory(), {.max = 2, .wait = std::chrono::milliseconds(1)});
    const lease a = p.acquire();
    const lease b = p.acquire();
    const error e = failure_of([&] { p.acquire(); });
    EXPECT_EQ(e.kind(), error_kind::busy);
    EXPECT_EQ(e.code(), "E_POOL_EXHAUSTED");
    EXPECT_TRUE(says(e, "All 2 connections") && says(e, "raise")) << e.what();
    EXPECT_EQ(p.open(), 2U);
}

TEST_F(sqlite_pool, rolls_back_what_a_lease_left_open)
{
    pool p(factory(), {.max = 1});
    {
        const lease l = p.acquire();
        l->begin(transaction_mode::write);
        write(*l, "insert into t values (1)");
        l->send("select 1 union all select 2", {});
        l->fetch();
    }
    const lease l = p.acquire();
    EXPECT_FALSE(l->in_transaction());
    EXPECT_EQ(l->pending(), 0U);
    EXPECT_EQ(one(*l, "select count(*) from t"), value(0));
    EXPECT_EQ(made, 1);
}

TEST_F(sqlite_pool, mends_a_transaction_that_the_database_rolled_back)
{
    pool p(factory(), {.max = 1});
    {
        const lease l = p.acquire();
        l->run("create table u(v unique); insert into u values (1)");
        l->begin(transaction_mode::write);
        EXPECT_THROW(write(*l, "insert or rollback into u values (1)"), error);
    }
    write(*p.acquire(), "insert into t values (1)");
    EXPECT_EQ(made, 1);
}

TEST_F(sqlite_pool, drops_a_connection_that_was_discarded)
{
    pool p(factory(), {.max = 1});
    {
        lease l = p.acquire();
        l.discard();
    }
    EXPECT_EQ(p.open(), 0U);
    EXPECT_EQ(one(*p.acquire(), "select 1"), value(1));
    EXPECT_EQ(made, 2);
}

TEST_F(sqlite_pool, keeps_its_place_when_the_factory_fails)
{
    bool fail = true;
    pool p(
        [&]() -> std::unique_ptr<connection> {
            if (fail)
                throw error{error_kind::connection, "E_TEST", "No database."};
            return in_memory();
        },
        {.max = 1, .wait = std::chrono::milliseconds(1)});
    EXPECT_EQ(failure_of([&] { p.acquire(); }).code(), "E_TEST");
    EXPECT_EQ(p.open(), 0U);
    fail = false;
    EXPECT_EQ(one(*p.acquire(), "select 1"), value(1));
}

TEST_F(sqlite_pool, lets_a_lease_be_moved)
{
    pool p(factory(), {.max = 2});
    lease a = p.acquire();
    lease b = std::move(a);
    EXPECT_EQ(p.idle(), 0U);
    a = p.acquire();
    EXPECT_EQ(p.open(), 2U);
    b = std::move(a); // what b held goes back
    EXPECT_EQ(p.idle(), 1U);
}

TEST_F(sqlite_pool, needs_room_for_one)
{
    EXPECT_EQ(failure_of([&] { pool p(factory(), {.max = 0}); }).code(), "E_POOL_SIZE");
}

} // namespace
