#include "driver/sqlite_support.hpp"

namespace {

using namespace sqlite_tests;

struct sqlite_transaction : testing::Test {
    sqlite_transaction() { c->run("create table t(id integer primary key, v)"); }
    std::int64_t count(connection& of) { return one(of, "select count(*) from t").integer(); }
    folder at;
    std::unique_ptr<connection> c = sqlite::open({.path = at.file()});
    std::unique_ptr<connection> other = sqlite::open({.path = at.file(), .busy_timeout = std::chrono::milliseconds(1)});
};

TEST_F(sqlite_transaction, keeps_what_is_committed_and_nothing_else)
{
    c->begin(transaction_mode::write);
    EXPECT_TRUE(c->in_transaction());
    write(*c, "insert into t(v) values (1)");
    EXPECT_EQ(count(*other), 0);
    c->commit();
    EXPECT_FALSE(c->in_transaction());
    EXPECT_EQ(count(*other), 1);
    c->begin(transaction_mode::write);
    write(*c, "insert into t(v) values (2)");
    c->rollback();
    EXPECT_EQ(count(*c), 1);
}

TEST_F(sqlite_transaction, takes_the_write_lock_when_it_begins)
{
    c->begin(transaction_mode::write);
    EXPECT_EQ(failure_of([&] { other->begin(transaction_mode::write); }).kind(), error_kind::busy);
    c->rollback();
    other->begin(transaction_mode::write);
    other->rollback();
}

TEST_F(sqlite_transaction, sees_one_state_in_a_snapshot)
{
    write(*c, "insert into t(v) values (1)");
    c->begin(transaction_mode::snapshot);
    EXPECT_EQ(count(*c), 1);
    write(*other, "insert into t(v) values (2)");
    EXPECT_EQ(count(*other), 2);
    EXPECT_EQ(count(*c), 1);
    c->commit();
    EXPECT_EQ(count(*c), 2);
}

TEST_F(sqlite_transaction, refuses_writes_in_a_snapshot)
{
    c->begin(transaction_mode::snapshot);
    const error e = failure_of([&] { write(*c, "insert into t(v) values (1)"); });
    EXPECT_EQ(e.kind(), error_kind::read_only);
    EXPECT_EQ(e.code(), "E_READ_ONLY_TRANSACTION");
    EXPECT_EQ(e.spoiled(), spoils::statement);
    EXPECT_EQ(failure_of([&] { c->run("select 1; create table u(v)"); }).code(), "E_READ_ONLY_TRANSACTION");
    EXPECT_EQ(count(*c), 0) << "the snapshot goes on";
    key_set set;
    set.add(std::int64_t{1});
    EXPECT_EQ(rows(*c, "select value from ginnel_keys(?1)", keys(set)).size(), 1U) << "key sets are no writes";
    c->commit();
    write(*c, "insert into t(v) values (1)");
}

TEST_F(sqlite_transaction, forgets_the_snapshot_when_a_text_ends_it)
{
    c->begin(transaction_mode::snapshot);
    c->run("commit");
    write(*c, "insert into t(v) values (1)");
    EXPECT_EQ(count(*c), 1);
}

TEST_F(sqlite_transaction, is_begun_once_and_committed_once)
{
    c->begin(transaction_mode::write);
    EXPECT_EQ(failure_of([&] { c->begin(transaction_mode::write); }).code(), "E_TRANSACTION_OPEN");
    c->commit();
    EXPECT_EQ(failure_of([&] { c->commit(); }).code(), "E_NO_TRANSACTION");
    c->rollback();
    EXPECT_EQ(failure_of([&] { c->savepoint("s"); }).code(), "E_NO_TRANSACTION");
}

TEST_F(sqlite_transaction, rolls_back_to_a_savepoint_with_any_name)
{
    c->begin(transaction_mode::write);
    write(*c, "insert into t(v) values (1)");
    c->savepoint("a \"quoted\" name");
    write(*c, "insert into t(v) values (2)");
    c->savepoint("inner");
    write(*c, "insert into t(v) values (3)");
    c->rollback_to("inner");
    EXPECT_EQ(count(*c), 2);
    c->release("inner");
    c->rollback_to("a \"quoted\" name");
    EXPECT_EQ(count(*c), 1);
    c->release("a \"quoted\" name");
    c->rollback_to("no such savepoint");
    EXPECT_THROW(c->release("no such savepoint"), error);
    c->commit();
    EXPECT_EQ(count(*other), 1);
}

TEST_F(sqlite_transaction, rolls_back_in_the_middle_of_rows)
{
    write(*c, "insert into t(v) values (1), (2), (3)");
    c->begin(transaction_mode::write);
    c->send("update t set v = v + 1 returning v", {});
    EXPECT_EQ(c->fetch()[0].integer, 2);
    c->rollback();
    EXPECT_EQ(c->pending(), 0U);
    EXPECT_FALSE(c->in_transaction());
    EXPECT_EQ(one(*c, "select sum(v) from t"), value(6));
}

TEST_F(sqlite_transaction, lets_go_of_the_snapshot_when_a_cursor_is_cancelled)
{
    write(*c, "insert into t(v) values (1), (2), (3)");
    c->send("select v from t", {});
    c->fetch();
    write(*other, "insert into t(v) values (4)");
    c->cancel();
    EXPECT_EQ(count(*c), 4);
    other->run("pragma wal_checkpoint(truncate)"); // would find a reader in its way
    EXPECT_EQ(std::filesystem::file_size(at.file() + "-wal"), 0U);
}

TEST_F(sqlite_transaction, ends_with_its_connection)
{
    c->begin(transaction_mode::write);
    write(*c, "insert into t(v) values (1)");
    c.reset();
    EXPECT_EQ(count(*other), 0);
    other->begin(transaction_mode::write);
    other->rollback();
}

} // namespace
