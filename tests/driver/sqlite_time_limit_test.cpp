#include "driver/sqlite_support.hpp"

namespace {

using namespace sqlite_tests;

constexpr std::string_view endless =
    "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n";

struct sqlite_time_limit : testing::Test {
    std::unique_ptr<connection> c =
        sqlite::open({.path = ":memory:", .statement_timeout = std::chrono::milliseconds{20}});
};

TEST_F(sqlite_time_limit, ends_a_statement_that_runs_too_long_and_the_connection_goes_on)
{
    const error e = failure_of([&] { rows(*c, endless); });
    EXPECT_EQ(e.kind(), error_kind::limit);
    EXPECT_EQ(e.code(), "E_STATEMENT_TIMEOUT");
    EXPECT_TRUE(says(e, "20 ms")) << e.what();
    EXPECT_EQ(e.sql(), endless);
    EXPECT_EQ(e.spoiled(), spoils::statement);
    EXPECT_FALSE(e.retryable());
    EXPECT_EQ(one(*c, "select 1"), value(1));
}

TEST_F(sqlite_time_limit, leaves_the_transaction_of_a_question_as_it_was)
{
    c->run("create table t(x)");
    c->begin(transaction_mode::write);
    write(*c, "insert into t values (?)", {value{1}});
    EXPECT_EQ(failure_of([&] { rows(*c, endless); }).spoiled(), spoils::statement);
    EXPECT_TRUE(c->in_transaction());
    c->commit();
    EXPECT_EQ(one(*c, "select count(*) from t"), value(1));
}

TEST_F(sqlite_time_limit, of_a_write_takes_its_transaction_along_and_says_so)
{
    c->run("create table t(x)");
    c->begin(transaction_mode::write);
    write(*c, "insert into t values (?)", {value{1}});
    const error e = failure_of([&] {
        write(*c, "insert into t with recursive n(x) as (select ? union all select x + 1 from n) select x from n",
              {value{1}});
    });
    EXPECT_EQ(e.code(), "E_STATEMENT_TIMEOUT");
    EXPECT_EQ(e.spoiled(), spoils::transaction);
    c->rollback();
    EXPECT_EQ(one(*c, "select count(*) from t"), value(0));
}

TEST_F(sqlite_time_limit, lets_tables_and_indexes_take_their_time)
{
    write(*c, "create table t as with recursive n(x) as (select 1 union all select x + 1 from n limit 1000000) select "
              "x from n");
    write(*c, "create index t_x on t(x)");
    EXPECT_EQ(one(*c, "select x from t where x = 1000000"), value(1000000));
}

} // namespace
