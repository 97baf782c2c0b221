#include "driver/sqlite/statement_cache.hpp"
#include "driver/sqlite_support.hpp"

namespace {

using namespace sqlite_tests;
using ginnel::driver::sqlite::statement;
using ginnel::driver::sqlite::statement_cache;

struct sqlite_statement_cache : testing::Test {
    std::unique_ptr<connection> owner = in_memory();
    sqlite3* db = sqlite::handle(*owner);
};

TEST_F(sqlite_statement_cache, prepares_a_text_once)
{
    statement_cache cache(db, 4);
    statement& first = cache.acquire("select 1");
    cache.release(first);
    const std::string same_text_elsewhere = "select 1";
    statement& again = cache.acquire(same_text_elsewhere);
    EXPECT_EQ(&again, &first);
    cache.release(again);
    EXPECT_EQ(cache.size(), 1U);
}

TEST_F(sqlite_statement_cache, lets_the_least_recently_used_go)
{
    statement_cache cache(db, 2);
    const auto use = [&](const char* text) {
        statement& s = cache.acquire(text);
        sqlite3_stmt* handle = s.handle;
        cache.release(s);
        return handle;
    };
    sqlite3_stmt* const a = use("select 'a'");
    use("select 'b'");
    EXPECT_EQ(use("select 'a'"), a);
    use("select 'c'"); // b goes, though it came after a
    EXPECT_EQ(cache.size(), 2U);
    EXPECT_EQ(use("select 'a'"), a);
    int prepared = 0;
    for (sqlite3_stmt* s = sqlite3_next_stmt(db, nullptr); s; s = sqlite3_next_stmt(db, s))
        ++prepared;
    EXPECT_EQ(prepared, 2) << "what goes is finalized";
}

TEST_F(sqlite_statement_cache, hands_no_statement_out_twice_at_a_time)
{
    statement_cache cache(db, 4);
    statement& outer = cache.acquire("select 1");
    statement& inner = cache.acquire("select 1");
    EXPECT_NE(&outer, &inner);
    EXPECT_EQ(sqlite3_step(outer.handle), SQLITE_ROW);
    EXPECT_EQ(sqlite3_step(inner.handle), SQLITE_ROW);
    cache.release(inner);
    EXPECT_EQ(cache.size(), 1U);
    sqlite3_reset(outer.handle);
    cache.release(outer);
}

TEST_F(sqlite_statement_cache, never_lets_a_statement_in_use_go)
{
    statement_cache cache(db, 1);
    statement& kept = cache.acquire("select 1");
    statement& extra = cache.acquire("select 2");
    EXPECT_FALSE(extra.kept);
    EXPECT_EQ(sqlite3_step(kept.handle), SQLITE_ROW);
    cache.release(extra);
    sqlite3_reset(kept.handle);
    cache.release(kept);
    statement& next = cache.acquire("select 3");
    EXPECT_TRUE(next.kept);
    cache.release(next);
}

TEST_F(sqlite_statement_cache, keeps_nothing_when_its_capacity_is_zero)
{
    statement_cache cache(db, 0);
    cache.release(cache.acquire("select 1"));
    EXPECT_EQ(cache.size(), 0U);
    EXPECT_EQ(sqlite3_next_stmt(db, nullptr), nullptr);
}

TEST_F(sqlite_statement_cache, holds_exactly_one_statement_per_text)
{
    statement_cache cache(db, 4);
    EXPECT_EQ(failure_of([&] { cache.acquire("select 1; select 2"); }).code(), "E_ONE_STATEMENT");
    EXPECT_EQ(failure_of([&] { cache.acquire("select 1; drop"); }).code(), "E_ONE_STATEMENT");
    EXPECT_EQ(failure_of([&] { cache.acquire(std::string_view("select 1;\0drop table t", 22)); }).code(), "E_ONE_STATEMENT");
    EXPECT_EQ(failure_of([&] { cache.acquire(""); }).code(), "E_NO_STATEMENT");
    EXPECT_EQ(failure_of([&] { cache.acquire(" -- only a comment"); }).code(), "E_NO_STATEMENT");
    cache.release(cache.acquire("select 1; ; -- the end\n /* of it */ "));
    EXPECT_EQ(cache.size(), 1U);
}

TEST(sqlite_connection_cache, keeps_a_statement_prepared_between_runs)
{
    const auto c = in_memory();
    const auto prepared = [&] {
        int count = 0;
        for (sqlite3_stmt* s = sqlite3_next_stmt(sqlite::handle(*c), nullptr); s; s = sqlite3_next_stmt(sqlite::handle(*c), s))
            ++count;
        return count;
    };
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(rows(*c, "select 1 union all select 2").size(), 2U);
    EXPECT_EQ(prepared(), 1);
}

TEST(sqlite_connection_cache, bounds_the_statements_of_a_connection)
{
    const auto c = sqlite::open({.path = ":memory:", .statement_cache = 8});
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(one(*c, "select " + std::to_string(i)), value(i));
    int count = 0;
    for (sqlite3_stmt* s = sqlite3_next_stmt(sqlite::handle(*c), nullptr); s; s = sqlite3_next_stmt(sqlite::handle(*c), s))
        ++count;
    EXPECT_EQ(count, 8);
}

} // namespace
