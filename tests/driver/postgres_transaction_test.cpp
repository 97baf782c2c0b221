#if defined(GINNEL_POSTGRES)
#include "driver/postgres/connection.hpp"
#include "postgres_fixture.hpp"
#include "sql/dialect.hpp"

namespace ginnel::driver::postgres::test {
namespace {

class postgres_transaction : public fixture {
protected:
    void SetUp() override
    {
        fixture::SetUp();
        if (first_)
            db().run("create table t (id int primary key)");
    }
    ginnel::value rows_in_t() { return one("select count(*) from t"); }
};

TEST_F(postgres_transaction, commit_and_rollback)
{
    db().begin(transaction_mode::write);
    EXPECT_TRUE(db().in_transaction());
    execute(db(), "insert into t values (1)");
    db().rollback();
    EXPECT_FALSE(db().in_transaction());
    EXPECT_EQ(rows_in_t(), value(0));
    db().begin(transaction_mode::write);
    execute(db(), "insert into t values (1)");
    db().commit();
    EXPECT_FALSE(db().in_transaction());
    EXPECT_EQ(rows_in_t(), value(1));
}

TEST_F(postgres_transaction, a_snapshot_sees_one_state_and_takes_no_writes)
{
    db().begin(transaction_mode::snapshot);
    EXPECT_EQ(rows_in_t(), value(0));
    connect()->run("insert into t values (1)");
    EXPECT_EQ(rows_in_t(), value(0));
    error e = error_of([&] { execute(db(), "insert into t values (2)"); });
    EXPECT_EQ(e.kind(), error_kind::read_only);
    EXPECT_EQ(e.code(), "E_READ_ONLY_TRANSACTION");
    db().rollback();
    EXPECT_EQ(rows_in_t(), value(1));
}

TEST_F(postgres_transaction, an_error_spoils_the_transaction)
{
    db().begin(transaction_mode::write);
    execute(db(), "insert into t values (1)");
    error e = error_of([&] { execute(db(), "insert into t values (1)"); });
    EXPECT_EQ(e.spoiled(), spoils::transaction);
    EXPECT_TRUE(db().in_transaction());
    EXPECT_EQ(error_of([&] { execute(db(), "select 1"); }).code(), "E_TRANSACTION_LOST");
    EXPECT_EQ(error_of([&] { db().commit(); }).code(), "E_TRANSACTION_LOST");
    EXPECT_FALSE(db().in_transaction());
    EXPECT_EQ(rows_in_t(), value(0));
}

TEST_F(postgres_transaction, an_error_in_the_first_batch)
{
    db().begin(transaction_mode::write);
    db().send("insert into t values (1), (1)", {});
    db().send("insert into t values (2)", {});
    EXPECT_EQ(error_of([&] { db().finish(); }).code(), "E_UNIQUE");
    EXPECT_TRUE(db().in_transaction());
    db().rollback();
    EXPECT_EQ(rows_in_t(), value(0));
}

TEST_F(postgres_transaction, a_savepoint_takes_an_error_back)
{
    db().begin(transaction_mode::write);
    execute(db(), "insert into t values (1)");
    db().savepoint("odd \" name");
    execute(db(), "insert into t values (2)");
    error_of([&] { execute(db(), "insert into t values (1)"); });
    db().rollback_to("odd \" name");
    execute(db(), "insert into t values (3)");
    db().release("odd \" name");
    db().commit();
    EXPECT_EQ(rows("select id from t order by id"), (std::vector<row>{{1}, {3}}));
}

TEST_F(postgres_transaction, a_commit_that_fails_leaves_no_transaction)
{
    db().run("create table c (t int references t deferrable initially deferred)");
    db().begin(transaction_mode::write);
    execute(db(), "insert into c values (1)");
    error e = error_of([&] { db().commit(); });
    EXPECT_EQ(e.code(), "E_FOREIGN_KEY");
    EXPECT_EQ(e.spoiled(), spoils::transaction);
    EXPECT_FALSE(db().in_transaction());
    EXPECT_EQ(one("select count(*) from c"), value(0));
}

TEST_F(postgres_transaction, what_does_not_fit_is_refused)
{
    EXPECT_EQ(error_of([&] { db().commit(); }).code(), "E_NO_TRANSACTION");
    EXPECT_EQ(error_of([&] { db().savepoint("s"); }).code(), "E_NO_TRANSACTION");
    EXPECT_EQ(error_of([&] { db().release("s"); }).code(), "E_NO_TRANSACTION");
    db().rollback();
    db().rollback_to("s");
    db().begin(transaction_mode::write);
    EXPECT_EQ(error_of([&] { db().begin(transaction_mode::write); }).code(), "E_TRANSACTION_OPEN");
    db().send("select 1", {});
    EXPECT_EQ(error_of([&] { db().commit(); }).code(), "E_STATEMENTS_PENDING");
    EXPECT_EQ(error_of([&] { db().savepoint("s"); }).code(), "E_STATEMENTS_PENDING");
    EXPECT_EQ(error_of([&] { db().run("select 1"); }).code(), "E_STATEMENTS_PENDING");
    take(db());
    db().release("no such savepoint");
    EXPECT_EQ(error_of([&] { db().commit(); }).code(), "E_NO_SAVEPOINT");
    db().rollback();
    EXPECT_FALSE(db().in_transaction());
}

TEST_F(postgres_transaction, run_takes_several_statements)
{
    db().run("insert into t values (1); insert into t values (2); select 1");
    EXPECT_EQ(rows_in_t(), value(2));
    error e = error_of([&] { db().run("insert into t values (3); insert into t values (3)"); });
    EXPECT_EQ(e.code(), "E_UNIQUE");
    EXPECT_EQ(rows_in_t(), value(2)); // a script is one transaction unless it says otherwise
    db().run("-- nothing");
    db().begin(transaction_mode::write);
    db().run("insert into t values (4)");
    db().rollback();
    EXPECT_EQ(rows_in_t(), value(2));
    db().run("begin; insert into t values (5); commit");
    EXPECT_EQ(rows_in_t(), value(3));
    EXPECT_FALSE(db().in_transaction());
}

TEST_F(postgres_transaction, row_locks_hold)
{
    execute(db(), "insert into t values (1)");
    db().begin(transaction_mode::write);
    one("select id from t for update");
    auto other = connect();
    error e = error_of([&] { execute(*other, "select id from t for update nowait"); });
    EXPECT_EQ(e.kind(), error_kind::busy);
    EXPECT_TRUE(e.retryable());
    db().rollback();
    execute(*other, "select id from t for update nowait");
}

TEST_F(postgres_transaction, abilities)
{
    const capabilities& c = db().abilities();
    EXPECT_TRUE(c.pipeline && c.lateral && c.row_locks && c.returning && c.native_boolean);
    EXPECT_FALSE(c.returning_in_order || c.consecutive_keys);
    EXPECT_EQ(c.max_parameters, 65535u);
    EXPECT_EQ(db().dialect().name(), "postgres");
}

} // namespace
} // namespace ginnel::driver::postgres::test
#endif
