#if defined(GINNEL_POSTGRES)
#include "driver/postgres/connection.hpp"
#include "postgres_fixture.hpp"

#include <poll.h>

namespace ginnel::driver::postgres::test {
namespace {

class postgres_pipeline : public fixture {
protected:
    std::uint64_t trips_of(const std::function<void()>& work)
    {
        std::uint64_t before = db().round_trips();
        work();
        return db().round_trips() - before;
    }
};

TEST_F(postgres_pipeline, three_statements_are_one_round_trip)
{
    EXPECT_EQ(trips_of([&] {
                  arguments two{{owned{value(2), column_type::int64}}};
                  db().send("select 1", {});
                  db().send("select $1", two);
                  db().send("select n from generate_series(1, 3) n", {});
                  EXPECT_EQ(db().pending(), 3u);
                  EXPECT_EQ(take(db()), (std::vector<row>{{1}}));
                  EXPECT_EQ(take(db()), (std::vector<row>{{2}}));
                  EXPECT_EQ(db().pending(), 1u);
                  EXPECT_EQ(take(db()), (std::vector<row>{{1}, {2}, {3}}));
                  EXPECT_EQ(db().pending(), 0u);
              }),
              1u);
}

TEST_F(postgres_pipeline, begin_and_savepoint_travel_with_the_first_statements)
{
    EXPECT_EQ(trips_of([&] {
                  db().begin(transaction_mode::write);
                  db().savepoint("inner");
                  db().send("select 1", {});
                  db().send("select 2", {});
                  take(db());
                  take(db());
              }),
              1u);
    EXPECT_EQ(trips_of([&] {
                  db().release("inner");
                  db().commit();
              }),
              1u);
}

TEST_F(postgres_pipeline, an_empty_transaction_costs_nothing)
{
    EXPECT_EQ(trips_of([&] {
                  db().begin(transaction_mode::write);
                  db().savepoint("s");
                  db().release("s");
                  db().commit();
                  db().begin(transaction_mode::snapshot);
                  db().rollback();
              }),
              0u);
    EXPECT_FALSE(db().in_transaction());
    EXPECT_EQ(one("select 1"), value(1));
}

TEST_F(postgres_pipeline, what_is_sent_meanwhile_makes_the_next_trip)
{
    EXPECT_EQ(trips_of([&] {
                  db().send("select n from generate_series(1, 2) n", {});
                  ASSERT_NE(db().fetch(), nullptr);
                  db().send("select 7", {});
                  ASSERT_NE(db().fetch(), nullptr);
                  EXPECT_EQ(db().fetch(), nullptr);
                  db().finish();
                  EXPECT_EQ(take(db()), (std::vector<row>{{7}}));
              }),
              2u);
}

TEST_F(postgres_pipeline, an_error_in_the_middle_drops_what_follows)
{
    db().run("create table t (id int primary key)");
    db().send("select 1", {});
    db().send("insert into t values (1), (1)", {});
    db().send("insert into t values (2)", {});
    EXPECT_EQ(take(db()), (std::vector<row>{{1}}));
    error e = error_of([&] { db().fetch(); });
    EXPECT_EQ(e.code(), "E_UNIQUE");
    EXPECT_EQ(e.sql(), "insert into t values (1), (1)");
    EXPECT_EQ(e.spoiled(), spoils::transaction); // what travelled together falls together
    EXPECT_EQ(db().pending(), 0u);
    EXPECT_FALSE(db().in_transaction());
    EXPECT_EQ(one("select count(*) from t"), value(0));
    EXPECT_EQ(error_of([&] { db().fetch(); }).code(), "E_NOTHING_SENT");
    EXPECT_EQ(error_of([&] { db().finish(); }).code(), "E_NOTHING_SENT");
}

TEST_F(postgres_pipeline, a_statement_that_was_not_prepared_behind_an_error_is_prepared_later)
{
    for (int i = 0; i < 2; ++i) {
        db().send("select 1 / (n - 1) from generate_series(1, 2) n", {});
        db().send("select 'behind'", {});
        EXPECT_EQ(error_of([&] { take(db()); }).code(), "E_DIVISION_BY_ZERO");
    }
    EXPECT_EQ(one("select 'behind'"), value("behind"));
    EXPECT_EQ(error_of([&] { one("select * from missing"); }).code(), "E_NO_SUCH_TABLE");
    db().run("create table missing (id int)");
    EXPECT_EQ(rows("select * from missing"), (std::vector<row>{}));
}

TEST_F(postgres_pipeline, a_deferred_constraint_fails_at_the_last_statement)
{
    db().run("create table p (id int primary key); create table c (p int references p deferrable initially deferred)");
    db().send("insert into c values (1)", {});
    error e = error_of([&] { db().finish(); });
    EXPECT_EQ(e.code(), "E_FOREIGN_KEY");
    EXPECT_EQ(db().pending(), 0u);
    EXPECT_EQ(one("select count(*) from c"), value(0));
}

TEST_F(postgres_pipeline, cancel_drops_everything)
{
    db().send("select 1", {});
    db().cancel(); // before it travelled
    EXPECT_EQ(db().pending(), 0u);
    EXPECT_EQ(trips_of([&] { EXPECT_EQ(one("select 2"), value(2)); }), 1u);
    for (int i = 0; i < 3; ++i)
        db().send("select n from generate_series(1, 1000) n", {});
    db().fetch();
    db().cancel(); // under way
    EXPECT_EQ(db().pending(), 0u);
    EXPECT_EQ(one("select 3"), value(3));
    db().begin(transaction_mode::write);
    db().send("select 1", {});
    db().cancel(); // the begin stays
    EXPECT_TRUE(db().in_transaction());
    db().run("create table t (id int)");
    db().rollback();
    EXPECT_EQ(error_of([&] { one("select * from t"); }).code(), "E_NO_SUCH_TABLE");
}

TEST_F(postgres_pipeline, cancel_behind_an_error)
{
    db().send("select 1", {});
    db().send("select 1 / 0 from pg_class", {});
    db().send("select 'never prepared'", {});
    db().fetch();
    db().cancel();
    EXPECT_EQ(one("select 'never prepared'"), value("never prepared"));
}

TEST_F(postgres_pipeline, outcome_and_columns)
{
    db().run("create table t (id int, name text)");
    EXPECT_EQ(execute(db(), "insert into t values (1, 'a'), (2, 'b')").affected, 2);
    EXPECT_EQ(execute(db(), "update t set name = 'c'").affected, 2);
    EXPECT_EQ(execute(db(), "select * from t").affected, 0);
    EXPECT_EQ(execute(db(), "insert into t values (3, 'a') returning id").affected, 1);
    EXPECT_EQ(execute(db(), "delete from t where id = 1").affected, 1);
    db().send("select id, name as \"a name\" from t", {});
    db().fetch();
    EXPECT_EQ(db().columns(), 2u);
    EXPECT_EQ(db().column_name(1), "a name");
    EXPECT_EQ(error_of([&] { (void)db().column_name(2); }).code(), "E_NO_SUCH_COLUMN_INDEX");
    db().finish();
}

TEST_F(postgres_pipeline, readiness_by_poll)
{
    ASSERT_GE(db().wait_descriptor(), 0);
    db().send("select pg_sleep(0.2)::text, 1", {});
    db().send("select 2", {});
    int waits = 0;
    auto wait = [&] {
        while (!db().ready()) {
            ++waits;
            pollfd p{db().wait_descriptor(), POLLIN, 0};
            ASSERT_EQ(poll(&p, 1, 10000), 1);
        }
    };
    EXPECT_FALSE(db().ready());
    wait();
    EXPECT_GE(waits, 1);
    EXPECT_EQ(take(db()), (std::vector<row>{{"", 1}}));
    wait();
    EXPECT_EQ(take(db()), (std::vector<row>{{2}}));
    EXPECT_TRUE(db().ready());

    db().send("select 1 / 0", {});
    wait();
    EXPECT_EQ(db().pending(), 1u);
    EXPECT_EQ(error_of([&] { db().fetch(); }).code(), "E_DIVISION_BY_ZERO");
    EXPECT_EQ(db().pending(), 0u);
}

TEST_F(postgres_pipeline, a_large_statement_and_readiness)
{
    std::string large(5'000'000, 'y');
    arguments a{{value(large)}};
    for (int i = 0; i < 3; ++i)
        db().send("select $1::text", a);
    for (int i = 0; i < 3; ++i) {
        while (!db().ready()) {
            pollfd p{db().wait_descriptor(), POLLIN, 0};
            ASSERT_EQ(poll(&p, 1, 10000), 1);
        }
        EXPECT_EQ(take(db()).at(0).at(0).text().size(), large.size());
    }
}

TEST_F(postgres_pipeline, the_observer_sees_each_statement)
{
    std::vector<std::pair<std::string, bool>> seen;
    db().observe([&](std::string_view text, bool control) { seen.emplace_back(text, control); });
    std::uint64_t before = db().statements();
    db().begin(transaction_mode::write);
    db().send("select 1", {});
    take(db());
    db().commit();
    db().run("select 2");
    db().observe({});
    one("select 3");
    EXPECT_EQ(seen, (std::vector<std::pair<std::string, bool>>{
                        {"begin", true}, {"select 1", false}, {"commit", true}, {"select 2", false}}));
    EXPECT_EQ(db().statements() - before, 5u);
}

TEST_F(postgres_pipeline, prepared_statements_are_kept_by_text_and_types)
{
    auto prepared = [&] {
        return one("select count(*) from pg_prepared_statements where statement like 'select $1%'");
    };
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(one("select $1", {{owned{value(i), column_type::int64}}}), value(i));
    EXPECT_EQ(prepared(), value(1));
    EXPECT_EQ(one("select $1", {{owned{value("x"), column_type::text}}}), value("x"));
    EXPECT_EQ(prepared(), value(2));
}

TEST_F(postgres_pipeline, the_least_recently_used_statement_goes)
{
    options o = reachable();
    o.statement_cache = 3;
    auto small = open(o);
    auto run = [&](int n) {
        std::string text = "select " + std::to_string(n);
        small->send(text, {});
        EXPECT_EQ(take(*small).at(0).at(0), value(n));
    };
    for (int n : {1, 2, 3, 1, 4})
        run(n);
    small->send("select statement from pg_prepared_statements order by prepare_time", {});
    EXPECT_EQ(take(*small),
              (std::vector<row>{
                  {"select 1"}, {"select 4"}, {"select statement from pg_prepared_statements order by prepare_time"}}));
    // More in one batch than are kept.
    std::vector<std::string> texts;
    for (int n = 0; n < 20; ++n)
        texts.push_back("select " + std::to_string(n % 7));
    for (const std::string& text : texts)
        small->send(text, {});
    for (int n = 0; n < 20; ++n)
        EXPECT_EQ(take(*small).at(0).at(0), value(n % 7));
    o.statement_cache = 0;
    small = open(o);
    for (int n : {1, 1, 2})
        run(n);
    small->send("select count(*) from pg_prepared_statements where name <> ''", {});
    EXPECT_EQ(take(*small).at(0).at(0), value(0));
}

TEST_F(postgres_pipeline, a_changed_table_is_a_retry)
{
    db().run("create table t (id int)");
    EXPECT_EQ(rows("select * from t"), (std::vector<row>{}));
    connect()->run("alter table t add name text");
    error e = error_of([&] { rows("select * from t"); });
    EXPECT_EQ(e.code(), "E_STATEMENT_STALE");
    EXPECT_TRUE(e.retryable());
    EXPECT_EQ(rows("select * from t"), (std::vector<row>{}));
    db().run("deallocate all");
    EXPECT_EQ(error_of([&] { rows("select * from t"); }).code(), "E_STATEMENT_STALE");
    EXPECT_EQ(rows("select * from t"), (std::vector<row>{}));
}

} // namespace
} // namespace ginnel::driver::postgres::test
#endif
