#if defined(GINNEL_POSTGRES)
#include "driver/postgres/connection.hpp"
#include "postgres_fixture.hpp"

#include <thread>

namespace ginnel::driver::postgres::test {
namespace {

class postgres_errors : public fixture {
protected:
    error refused(std::string_view text, const arguments& a = {})
    {
        return error_of([&] { execute(db(), text, a); });
    }
};

TEST_F(postgres_errors, constraints)
{
    db().run(
        "create table p (id int primary key, n int constraint small check (n < 10), name text not null default 'x');"
        "create table c (p int constraint parent references p); insert into p values (1, 1)");
    error unique = refused("insert into p values (1, 2)");
    EXPECT_EQ(unique.kind(), error_kind::unique);
    EXPECT_EQ(unique.code(), "E_UNIQUE");
    EXPECT_EQ(unique.native_code(), "23505");
    EXPECT_EQ(unique.spoiled(), spoils::statement);
    EXPECT_NE(std::string{unique.what()}.find("\"p_pkey\" of table \"p\""), std::string::npos) << unique.what();
    EXPECT_EQ(std::string{unique.what()}.find("duplicate"), std::string::npos) << unique.what();
    EXPECT_NE(unique.database_text().find("duplicate key"), std::string::npos);
    EXPECT_NE(unique.database_text().find("(id)=(1)"), std::string::npos);

    error foreign = refused("insert into c values (7)");
    EXPECT_EQ(foreign.kind(), error_kind::foreign_key);
    EXPECT_EQ(foreign.code(), "E_FOREIGN_KEY");
    execute(db(), "insert into c values (1)");
    EXPECT_EQ(refused("delete from p").kind(), error_kind::foreign_key);
    error null = refused("insert into p values (2, 2, null)");
    EXPECT_EQ(null.kind(), error_kind::not_null);
    EXPECT_NE(std::string{null.what()}.find("\"name\" of table \"p\""), std::string::npos) << null.what();
    error check = refused("insert into p values (2, 10)");
    EXPECT_EQ(check.kind(), error_kind::check);
    EXPECT_NE(std::string{check.what()}.find("\"small\""), std::string::npos) << check.what();
    EXPECT_EQ(one("select count(*) from p"), value(1));
}

TEST_F(postgres_errors, statements)
{
    error table = refused("select * from nowhere");
    EXPECT_EQ(table.kind(), error_kind::schema);
    EXPECT_EQ(table.code(), "E_NO_SUCH_TABLE");
    EXPECT_NE(std::string{table.what()}.find("\"nowhere\""), std::string::npos) << table.what();
    EXPECT_EQ(table.sql(), "select * from nowhere");
    db().run("create table t (id int, s varchar(3))");
    EXPECT_EQ(refused("select nothing from t").code(), "E_NO_SUCH_COLUMN");
    EXPECT_EQ(refused("select nofunction(1)").code(), "E_NO_SUCH_FUNCTION");
    EXPECT_EQ(refused("create table t (id int)").code(), "E_EXISTS");
    EXPECT_EQ(refused("selekt").code(), "E_SQL");
    EXPECT_EQ(refused("").code(), "E_NO_STATEMENT");
    EXPECT_EQ(refused("select 1; select 2").code(), "E_SQL");
    EXPECT_EQ(refused("select $1::int, $2::int", {{value(1)}}).code(), "E_ARGUMENT_COUNT");
    EXPECT_EQ(refused("select $1::int", {{value(1), value(2)}}).code(), "E_ARGUMENT_TYPE");
}

TEST_F(postgres_errors, copy_is_refused_and_costs_the_connection)
{
    for (const char* text : {"copy (select 1) to stdout", "copy pg_class from stdin"}) {
        auto c = connect();
        error e = error_of([&] { execute(*c, text); });
        EXPECT_EQ(e.spoiled(), spoils::connection) << e.what();
        EXPECT_EQ(error_of([&] { execute(*c, "select 1"); }).code(), "E_CONNECTION_LOST");
        auto d = connect();
        e = error_of([&] { d->run(text); });
        EXPECT_EQ(e.code(), "E_COPY");
        EXPECT_EQ(e.spoiled(), spoils::connection);
    }
}

TEST_F(postgres_errors, values)
{
    db().run("create table t (i smallint, s varchar(3), b boolean)");
    EXPECT_EQ(refused("insert into t (i) values ($1::bigint)", {{owned{value(70000), column_type::int16}}}).code(),
              "E_OVERFLOW");
    EXPECT_EQ(refused("insert into t (s) values ($1)", {{value("long")}}).code(), "E_TOO_LONG");
    EXPECT_EQ(refused("insert into t (i) values ($1)", {{value("x")}}).code(), "E_TYPE_MISMATCH");
    EXPECT_EQ(refused("insert into t (i) values ($1)", {{value(3.5)}}).code(), "E_TYPE_MISMATCH");
    EXPECT_EQ(refused("select $1::uuid", {{owned{value("no uuid"), column_type::uuid}}}).kind(), error_kind::data);
    EXPECT_EQ(refused("select $1::text", {{value("\xff")}}).code(), "E_NOT_UTF8");
    EXPECT_EQ(refused("select 1 / 0").code(), "E_DIVISION_BY_ZERO");
    EXPECT_EQ(one("select 1"), value(1));
}

TEST_F(postgres_errors, arguments_have_a_bound)
{
    std::vector<argument> many(65536);
    EXPECT_EQ(error_of([&] { db().send("select 1", many); }).code(), "E_TOO_MANY_ARGUMENTS");
    EXPECT_EQ(db().pending(), 0u);
}

TEST_F(postgres_errors, a_deadlock_is_worth_another_try)
{
    db().run("create table t (id int primary key, n int); insert into t values (1, 0), (2, 0)");
    auto other = connect();
    other->run("set deadlock_timeout = '50ms'");
    db().run("set deadlock_timeout = '10s'");
    db().begin(transaction_mode::write);
    other->begin(transaction_mode::write);
    execute(db(), "update t set n = 1 where id = 1");
    execute(*other, "update t set n = 2 where id = 2");
    std::thread waits([&] { execute(db(), "update t set n = 1 where id = 2"); });
    error e = error_of([&] { execute(*other, "update t set n = 2 where id = 1"); });
    EXPECT_EQ(e.kind(), error_kind::deadlock);
    EXPECT_EQ(e.code(), "E_DEADLOCK");
    EXPECT_TRUE(e.retryable());
    EXPECT_EQ(e.spoiled(), spoils::transaction);
    other->rollback();
    waits.join();
    db().commit();
}

TEST_F(postgres_errors, a_serialization_failure_is_worth_another_try)
{
    db().run("create table t (n int); insert into t values (0)");
    db().run("begin isolation level repeatable read");
    EXPECT_TRUE(db().in_transaction());
    one("select n from t");
    connect()->run("update t set n = 1");
    error e = refused("update t set n = 2");
    EXPECT_EQ(e.code(), "E_SERIALIZATION");
    EXPECT_TRUE(e.retryable());
    db().rollback();
}

TEST_F(postgres_errors, a_lost_connection_says_so)
{
    auto doomed = connect();
    doomed->send("select pg_backend_pid()", {});
    auto pid = take(*doomed).at(0).at(0);
    doomed->begin(transaction_mode::write);
    execute(*doomed, "select 1");
    EXPECT_EQ(one("select pg_terminate_backend($1, 10000)", {{pid}}), value(true)); // waits for its end
    error e = error_of([&] { execute(*doomed, "select 1"); });
    EXPECT_EQ(e.kind(), error_kind::connection);
    EXPECT_EQ(e.code(), "E_CONNECTION_LOST");
    EXPECT_EQ(e.spoiled(), spoils::connection);
    EXPECT_EQ(doomed->pending(), 0u);
    EXPECT_EQ(error_of([&] { doomed->send("select 1", {}); }).code(), "E_CONNECTION_LOST");
    EXPECT_EQ(error_of([&] { doomed->run("select 1"); }).code(), "E_CONNECTION_LOST");
    doomed->cancel();
    doomed->rollback();
    EXPECT_TRUE(doomed->in_transaction()); // a pool sees that it cannot be used again
}

TEST_F(postgres_errors, opening)
{
    options o{};
    o.conninfo = "host=/nowhere/at/all user=x dbname=y password=secret";
    error e = error_of([&] { open(o); });
    EXPECT_EQ(e.kind(), error_kind::connection);
    EXPECT_EQ(e.code(), "E_CANNOT_OPEN");
    EXPECT_EQ(e.spoiled(), spoils::connection);
    EXPECT_EQ(std::string{e.what()}.find("secret"), std::string::npos);
    o.conninfo = "nonsense";
    EXPECT_EQ(error_of([&] { open(o); }).code(), "E_CONNECTION_TEXT");
    o = reachable();
    o.conninfo += " dbname=missing";
    EXPECT_EQ(error_of([&] { open(o); }).code(), "E_CANNOT_OPEN");
}

TEST_F(postgres_errors, the_callers_start_up_options_stay)
{
    options o = reachable();
    o.conninfo += " options='-c search_path=elsewhere -c TimeZone=Asia/Tokyo' application_name=mine";
    auto c = open(o);
    auto shown = [&](const std::string& name) {
        std::string text = "show " + name;
        c->send(text, {});
        return take(*c).at(0).at(0);
    };
    EXPECT_EQ(shown("search_path"), value("elsewhere"));
    EXPECT_EQ(shown("application_name"), value("mine"));
    EXPECT_EQ(shown("TimeZone"), value("UTC")); // ours: stored times are UTC
    EXPECT_EQ(shown("client_encoding"), value("UTF8"));
    EXPECT_EQ(shown("DateStyle"), value("ISO, MDY"));
}

} // namespace
} // namespace ginnel::driver::postgres::test
#endif
