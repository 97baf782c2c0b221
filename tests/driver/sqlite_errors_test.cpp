#include "driver/sqlite_support.hpp"

#include <fstream>

#include <csignal>
#include <sys/resource.h>

namespace {

using namespace sqlite_tests;

struct sqlite_errors : testing::Test {
    sqlite_errors()
    {
        c->run("create table users(id integer primary key, email text unique, name text not null, age integer check (age >= 0));"
               "create table posts(id integer primary key, user_id integer not null references users(id) on delete restrict);"
               "create table tags(id integer primary key, post_id integer references posts(id) deferrable initially deferred);"
               "create table pairs(a, b, unique(a, b)); create table strict_one(id integer primary key, n integer) strict;"
               "insert into users values (1, 'a@example.test', 'A', 1)");
    }
    error refused(std::string_view text, const std::vector<value>& values = {})
    {
        const error e = failure_of([&] { write(*c, text, values); });
        EXPECT_EQ(e.sql(), text);
        EXPECT_FALSE(e.database_text().empty());
        EXPECT_FALSE(e.native_code().empty());
        EXPECT_EQ(std::string_view(e.what()).find(e.database_text()), std::string_view::npos) << "SQLite's text in ours: " << e.what();
        EXPECT_EQ(std::string_view(e.what()).back(), '.') << e.what();
        EXPECT_EQ(c->pending(), 0U);
        EXPECT_EQ(one(*c, "select 1"), value(1)) << "the connection stays usable";
        return e;
    }
    std::unique_ptr<connection> c = in_memory();
};

#define EXPECT_ERROR(e, the_kind, the_code, native)        \
    do {                                                   \
        EXPECT_EQ((e).kind(), error_kind::the_kind);       \
        EXPECT_EQ((e).code(), the_code);                   \
        EXPECT_EQ((e).native_code(), native);              \
    } while (false)

TEST_F(sqlite_errors, name_the_columns_of_a_unique_index)
{
    const error e = refused("insert into users values (2, 'a@example.test', 'B', 1)");
    EXPECT_ERROR(e, unique, "E_UNIQUE", "SQLITE_CONSTRAINT_UNIQUE(2067)");
    EXPECT_TRUE(says(e, "users.email")) << e.what();
    EXPECT_EQ(e.spoiled(), spoils::statement);
    EXPECT_FALSE(e.retryable());
    write(*c, "insert into pairs values (1, 2)");
    EXPECT_TRUE(says(refused("insert into pairs values (1, 2)"), "pairs.a, pairs.b"));
}

TEST_F(sqlite_errors, call_a_primary_key_that_exists_unique)
{
    EXPECT_ERROR(refused("insert into users values (1, 'b', 'B', 1)"), unique, "E_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY(1555)");
}

TEST_F(sqlite_errors, tell_a_foreign_key)
{
    EXPECT_ERROR(refused("insert into posts values (1, 77)"), foreign_key, "E_FOREIGN_KEY", "SQLITE_CONSTRAINT_FOREIGNKEY(787)");
    write(*c, "insert into posts values (1, 1)");
    EXPECT_ERROR(refused("delete from users where id = 1"), foreign_key, "E_FOREIGN_KEY", "SQLITE_CONSTRAINT_TRIGGER(1811)");
}

TEST_F(sqlite_errors, tell_a_deferred_foreign_key_at_the_commit_which_may_be_mended)
{
    c->begin(transaction_mode::write);
    write(*c, "insert into tags values (1, 77)");
    const error e = failure_of([&] { c->commit(); });
    EXPECT_ERROR(e, foreign_key, "E_FOREIGN_KEY", "SQLITE_CONSTRAINT_FOREIGNKEY(787)");
    EXPECT_EQ(e.spoiled(), spoils::statement);
    EXPECT_TRUE(c->in_transaction());
    write(*c, "delete from tags");
    c->commit();
    EXPECT_FALSE(c->in_transaction());
}

TEST_F(sqlite_errors, name_the_column_that_takes_no_null)
{
    const error e = refused("insert into users values (2, 'b', null, 1)");
    EXPECT_ERROR(e, not_null, "E_NOT_NULL", "SQLITE_CONSTRAINT_NOTNULL(1299)");
    EXPECT_TRUE(says(e, "users.name")) << e.what();
}

TEST_F(sqlite_errors, tell_a_check)
{
    EXPECT_ERROR(refused("insert into users values (2, 'b', 'B', -1)"), check, "E_CHECK", "SQLITE_CONSTRAINT_CHECK(275)");
    c->run("create trigger no_more before insert on pairs begin select raise(abort, 'secret text'); end");
    const error e = refused("insert into pairs values (1, 2)");
    EXPECT_ERROR(e, check, "E_CHECK", "SQLITE_CONSTRAINT_TRIGGER(1811)");
    EXPECT_EQ(e.database_text(), "secret text");
}

TEST_F(sqlite_errors, tell_a_value_of_the_wrong_type)
{
    EXPECT_ERROR(refused("insert into users(id, name) values ('x', 'B')"), data, "E_TYPE_MISMATCH", "SQLITE_MISMATCH(20)");
    EXPECT_ERROR(refused("insert into strict_one(n) values ('x')"), data, "E_TYPE_MISMATCH", "SQLITE_CONSTRAINT_DATATYPE(3091)");
}

TEST_F(sqlite_errors, name_a_table_or_column_that_is_missing)
{
    error e = refused("select * from missing");
    EXPECT_ERROR(e, schema, "E_NO_SUCH_TABLE", "SQLITE_ERROR(1)");
    EXPECT_TRUE(says(e, "\"missing\"")) << e.what();
    e = refused("select users.missing from users");
    EXPECT_ERROR(e, schema, "E_NO_SUCH_COLUMN", "SQLITE_ERROR(1)");
    EXPECT_TRUE(says(e, "users.missing")) << e.what();
    EXPECT_EQ(refused("insert into users(absent) values (1)").code(), "E_NO_SUCH_COLUMN");
    EXPECT_EQ(refused("update users set absent = 1").code(), "E_NO_SUCH_COLUMN");
}

TEST_F(sqlite_errors, never_take_a_quoted_name_without_column_for_a_text)
{
    EXPECT_EQ(refused("select \"nothing\" from users").code(), "E_NO_SUCH_COLUMN");
    EXPECT_EQ(refused("select * from users where \"nothing\" = 1").code(), "E_NO_SUCH_COLUMN");
}

TEST_F(sqlite_errors, tell_a_table_that_goes_after_its_statement_was_prepared)
{
    rows(*c, "select * from pairs");
    c->run("drop table pairs");
    EXPECT_EQ(refused("select * from pairs").code(), "E_NO_SUCH_TABLE");
}

TEST_F(sqlite_errors, tell_what_else_is_wrong_with_a_statement)
{
    EXPECT_ERROR(refused("selekt 1"), database, "E_SQL", "SQLITE_ERROR(1)");
    EXPECT_ERROR(refused("select no_such_function(1)"), unsupported, "E_NO_SUCH_FUNCTION", "SQLITE_ERROR(1)");
    EXPECT_ERROR(refused("create table users(id)"), schema, "E_EXISTS", "SQLITE_ERROR(1)");
    EXPECT_ERROR(refused("select sum(n) from (select 9223372036854775807 as n union all select 1)"), data, "E_OVERFLOW", "SQLITE_ERROR(1)");
}

TEST_F(sqlite_errors, tell_the_limits_of_sqlite)
{
    sqlite3_limit(sqlite::handle(*c), SQLITE_LIMIT_LENGTH, 1000);
    EXPECT_ERROR(refused("insert into pairs values (?1, 1)", {value(std::string(2000, 'x'))}), limit, "E_TOO_BIG", "SQLITE_TOOBIG(18)");
    sqlite3_limit(sqlite::handle(*c), SQLITE_LIMIT_EXPR_DEPTH, 10);
    std::string deep = "select 1";
    for (int i = 0; i < 50; ++i)
        deep += " + 1";
    EXPECT_ERROR(refused(deep), limit, "E_STATEMENT_TOO_BIG", "SQLITE_ERROR(1)");
}

TEST_F(sqlite_errors, tell_a_table_that_a_statement_of_the_same_connection_uses)
{
    c->send("select id from users", {});
    c->fetch();
    const error e = failure_of([&] { c->run("drop table users"); });
    EXPECT_ERROR(e, usage, "E_TABLE_IN_USE", "SQLITE_LOCKED(6)");
    c->cancel();
}

TEST_F(sqlite_errors, tell_an_interruption_from_another_thread)
{
    c->send("with recursive n(i) as (select 1 union all select i + 1 from n) select i from n", {});
    c->fetch();
    sqlite3_interrupt(sqlite::handle(*c));
    const error e = failure_of([&] {
        while (c->fetch()) {
        }
    });
    EXPECT_ERROR(e, database, "E_INTERRUPTED", "SQLITE_INTERRUPT(9)");
    EXPECT_EQ(one(*c, "select 1"), value(1));
}

TEST_F(sqlite_errors, tell_a_full_disk)
{
    write(*c, "pragma max_page_count = 1"); // as small as the database is now
    const error e = failure_of([&] {
        for (int i = 0; i < 100; ++i)
            write(*c, "insert into pairs values (?1, 1)", {value(std::string(100'000, static_cast<char>('a' + i % 26)) + std::to_string(i))});
    });
    EXPECT_ERROR(e, database, "E_DISK_FULL", "SQLITE_FULL(13)");
}

TEST_F(sqlite_errors, mark_a_transaction_that_sqlite_rolled_back_and_refuse_to_go_on_in_it)
{
    c->begin(transaction_mode::write);
    write(*c, "insert into pairs values (1, 2)");
    const error e = failure_of([&] { write(*c, "insert or rollback into pairs values (1, 2)"); });
    EXPECT_EQ(e.kind(), error_kind::unique);
    EXPECT_EQ(e.spoiled(), spoils::transaction);
    // Without this, what follows would be committed statement by statement.
    EXPECT_TRUE(c->in_transaction());
    EXPECT_EQ(failure_of([&] { write(*c, "insert into pairs values (3, 4)"); }).code(), "E_TRANSACTION_LOST");
    EXPECT_EQ(failure_of([&] { c->run("insert into pairs values (3, 4)"); }).code(), "E_TRANSACTION_LOST");
    c->rollback();
    EXPECT_FALSE(c->in_transaction());
    EXPECT_EQ(one(*c, "select count(*) from pairs"), value(0));
}

TEST_F(sqlite_errors, refuse_to_commit_a_transaction_that_sqlite_rolled_back)
{
    c->begin(transaction_mode::write);
    EXPECT_THROW(write(*c, "insert or rollback into users values (1, 'x', 'X', 1)"), error);
    const error e = failure_of([&] { c->commit(); });
    EXPECT_EQ(e.code(), "E_TRANSACTION_LOST");
    EXPECT_EQ(e.spoiled(), spoils::transaction);
    EXPECT_FALSE(c->in_transaction());
}

TEST(sqlite_file_errors, tell_a_lock_that_outlives_the_busy_timeout)
{
    const folder at;
    const auto first = sqlite::open({.path = at.file()});
    first->run("create table t(v)");
    const auto second = sqlite::open({.path = at.file(), .busy_timeout = std::chrono::milliseconds(1)});
    first->begin(transaction_mode::write);
    error e = failure_of([&] { second->begin(transaction_mode::write); });
    EXPECT_ERROR(e, busy, "E_BUSY", "SQLITE_BUSY(5)");
    EXPECT_TRUE(e.retryable());
    EXPECT_FALSE(second->in_transaction());
    e = failure_of([&] { write(*second, "insert into t values (1)"); });
    EXPECT_EQ(e.kind(), error_kind::busy);
    first->commit();
    second->begin(transaction_mode::write);
    second->commit();
}

TEST(sqlite_file_errors, tell_a_snapshot_that_can_no_longer_write)
{
    const folder at;
    const auto first = sqlite::open({.path = at.file()});
    first->run("create table t(v)");
    const auto second = sqlite::open({.path = at.file()});
    second->run("begin; select * from t");
    write(*first, "insert into t values (1)");
    const error e = failure_of([&] { write(*second, "insert into t values (2)"); });
    EXPECT_ERROR(e, busy, "E_STALE_SNAPSHOT", "SQLITE_BUSY_SNAPSHOT(517)");
    second->rollback();
    write(*second, "insert into t values (2)");
}

TEST(sqlite_file_errors, tell_damage_that_shows_while_rows_are_read)
{
    const folder at;
    {
        const auto c = sqlite::open({.path = at.file(), .wal = false});
        c->run("create table t(id integer primary key, v); with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)"
               " insert into t(v) select hex(randomblob(50)) from n");
    }
    {
        std::fstream file(at.file(), std::ios::in | std::ios::out | std::ios::binary);
        for (int page = 2; page < 40; ++page) {
            file.seekp(page * 4096);
            file << std::string(4096, '\xee');
        }
    }
    const auto c = sqlite::open({.path = at.file(), .wal = false});
    const error e = failure_of([&] { rows(*c, "select * from t"); });
    EXPECT_EQ(e.kind(), error_kind::corrupt);
    EXPECT_EQ(e.code(), "E_CORRUPT");
    EXPECT_EQ(e.spoiled(), spoils::connection);
}

TEST(sqlite_file_errors, tell_a_file_that_cannot_be_written_any_more)
{
    const folder at;
    const auto c = sqlite::open({.path = at.file(), .wal = false});
    c->run("create table t(v)");
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto signal_before = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{.rlim_cur = 16 * 1024, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const error e = failure_of([&] { write(*c, "insert into t values (?1)", {value(std::string(500'000, 'x'))}); });
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, signal_before);
    EXPECT_ERROR(e, database, "E_DISK", "SQLITE_IOERR_WRITE(778)");
    EXPECT_EQ(one(*c, "select count(*) from t"), value(0));
}

TEST_F(sqlite_errors, tell_a_file_that_a_statement_cannot_open)
{
    const error e = failure_of([&] { write(*c, "attach '/no/such/folder/x.db' as x"); });
    EXPECT_ERROR(e, connection, "E_CANNOT_OPEN", "SQLITE_CANTOPEN(14)");
}

} // namespace
