#include "driver/sqlite_support.hpp"

#include <cmath>
#include <limits>

namespace {

using namespace sqlite_tests;

TEST(sqlite_connection, gives_every_kind_of_value_back_as_it_was_bound)
{
    const auto c = in_memory();
    c->run("create table t(id integer primary key, v)");
    const std::vector<value> kept = {
        value(std::numeric_limits<std::int64_t>::min()),
        value(std::numeric_limits<std::int64_t>::max()),
        value(0),
        value(0.1),
        value(-1e300),
        value(std::numeric_limits<double>::infinity()),
        value(""),
        value(std::string()),
        value(std::string("a\0b\0", 4)),
        value("\xff\xfe broken \xc3"),
        value(std::string(100'000, 'x')),
        value::blob(""),
        value::blob(std::string("\0\x01\xff", 3)),
        value(),
    };
    for (const value& v : kept)
        write(*c, "insert into t(v) values (?1)", {v});
    const auto read = rows(*c, "select v from t order by id");
    ASSERT_EQ(read.size(), kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i)
        EXPECT_EQ(read[i][0], kept[i]) << i << ": " << to_display(read[i][0]);
}

TEST(sqlite_connection, stores_a_bool_as_an_integer_because_it_has_no_native_boolean)
{
    const auto c = in_memory();
    EXPECT_FALSE(c->abilities().native_boolean);
    const value yes(true);
    const argument one_argument{.value = &yes};
    EXPECT_EQ(rows(*c, "select ?1", one_argument).at(0).at(0), value(1));
}

TEST(sqlite_connection, refuses_not_a_number_instead_of_storing_null)
{
    const auto c = in_memory();
    const error e = failure_of([&] { write(*c, "select ?1", {value(std::nan(""))}); });
    EXPECT_EQ(e.code(), "E_NOT_A_NUMBER");
    EXPECT_EQ(e.kind(), error_kind::data);
    EXPECT_EQ(c->pending(), 0U);
}

TEST(sqlite_connection, binds_null_for_an_argument_that_holds_nothing)
{
    const auto c = in_memory();
    EXPECT_TRUE(rows(*c, "select ?1", argument{}).at(0).at(0).is_null());
}

TEST(sqlite_connection, reads_texts_of_a_utf16_database_as_utf8)
{
    const auto c = in_memory();
    c->run("pragma encoding = 'UTF-16le'; create table t(v text)");
    write(*c, "insert into t values (?1)", {value("gr\xc3\xbc\xc3\x9f")});
    EXPECT_EQ(one(*c, "select v from t"), value("gr\xc3\xbc\xc3\x9f"));
}

TEST(sqlite_connection, tells_what_it_can_do)
{
    const auto c = in_memory();
    const auto& can = c->abilities();
    EXPECT_FALSE(can.pipeline || can.lateral || can.row_locks || can.returning_in_order);
    EXPECT_TRUE(can.returning && can.consecutive_keys);
    EXPECT_EQ(can.max_parameters, static_cast<std::size_t>(sqlite3_limit(sqlite::handle(*c), SQLITE_LIMIT_VARIABLE_NUMBER, -1)));
    EXPECT_EQ(c->dialect().name(), "sqlite");
    EXPECT_EQ(c->wait_descriptor(), -1);
}

TEST(sqlite_connection, takes_up_statements_in_the_order_they_were_sent)
{
    const auto c = in_memory();
    c->send("select 1", {});
    c->send("select 2 union all select 3", {});
    EXPECT_EQ(c->pending(), 2U);
    EXPECT_EQ(c->fetch()[0].integer, 1);
    EXPECT_EQ(c->fetch(), nullptr);
    EXPECT_EQ(c->fetch(), nullptr) << "the end stays the end";
    c->finish();
    EXPECT_EQ(c->pending(), 1U);
    EXPECT_EQ(c->fetch()[0].integer, 2);
    c->finish();
    EXPECT_EQ(c->pending(), 0U);
}

TEST(sqlite_connection, keeps_the_order_when_statements_are_sent_while_others_wait)
{
    const auto c = in_memory();
    std::vector<std::string> texts;
    for (int i = 0; i < 200; ++i)
        texts.push_back("select " + std::to_string(i));
    c->send(texts[0], {});
    for (std::size_t i = 1; i < texts.size(); ++i) {
        c->send(texts[i], {});
        EXPECT_EQ(c->fetch()[0].integer, static_cast<std::int64_t>(i) - 1);
        c->finish();
    }
    EXPECT_EQ(c->pending(), 1U);
}

TEST(sqlite_connection, runs_a_write_that_is_finished_without_a_fetch)
{
    const auto c = in_memory();
    c->run("create table t(id integer primary key, v)");
    c->send("insert into t(v) values (1), (2)", {});
    const outcome o = c->finish();
    EXPECT_EQ(o.affected, 2);
    EXPECT_EQ(o.last_key, 2);
    EXPECT_EQ(one(*c, "select count(*) from t"), value(2));
}

TEST(sqlite_connection, completes_a_write_whose_returned_rows_are_not_all_fetched)
{
    const auto c = in_memory();
    c->run("create table t(id integer primary key autoincrement, v)");
    c->send("insert into t(v) values (1), (2), (3) returning id", {});
    EXPECT_EQ(c->fetch()[0].integer, 1);
    EXPECT_EQ(c->finish().affected, 3);
    EXPECT_EQ(one(*c, "select count(*) from t"), value(3));
    EXPECT_EQ(one(*c, "select seq from sqlite_sequence"), value(3));
}

TEST(sqlite_connection, does_not_report_an_earlier_write_for_a_statement_that_changes_nothing)
{
    const auto c = in_memory();
    c->run("create table t(id integer primary key, v unique)");
    EXPECT_EQ(write(*c, "insert into t(v) values (1), (2)").affected, 2);
    EXPECT_EQ(write(*c, "select 1").affected, 0);
    EXPECT_EQ(write(*c, "update t set v = 9 where id = 77").affected, 0);
    EXPECT_EQ(write(*c, "create table u(id)").affected, 0);
    const outcome ignored = write(*c, "insert or ignore into t(v) values (1)");
    EXPECT_EQ(ignored.affected, 0);
    EXPECT_EQ(ignored.last_key, 0);
    EXPECT_EQ(write(*c, "delete from t").affected, 2);
}

TEST(sqlite_connection, gives_multi_row_inserts_consecutive_keys_that_end_at_the_last_one)
{
    const auto c = in_memory();
    c->run("create table t(id integer primary key autoincrement, v)");
    write(*c, "insert into t(v) values (1)");
    EXPECT_EQ(write(*c, "insert into t(v) values (2), (3), (4)").last_key, 4);
    EXPECT_EQ(one(*c, "select group_concat(id || ':' || v) from t"), value("1:1,2:2,3:3,4:4"));
}

TEST(sqlite_connection, names_its_columns_once_a_row_was_fetched)
{
    const auto c = in_memory();
    c->send("select 1 as first, 2 as \"the second\"", {});
    EXPECT_EQ(failure_of([&] { (void)c->column_name(0); }).kind(), error_kind::usage);
    c->fetch();
    EXPECT_EQ(c->columns(), 2U);
    EXPECT_EQ(c->column_name(0), "first");
    EXPECT_EQ(c->column_name(1), "the second");
    EXPECT_EQ(failure_of([&] { (void)c->column_name(2); }).kind(), error_kind::usage);
    c->finish();
}

TEST(sqlite_connection, knows_the_columns_of_a_result_without_rows)
{
    const auto c = in_memory();
    c->send("select 1, 2, 3 where 0", {});
    EXPECT_EQ(c->fetch(), nullptr);
    EXPECT_EQ(c->columns(), 3U);
    c->finish();
}

TEST(sqlite_connection, sees_new_columns_when_a_kept_statement_runs_after_the_table_was_changed)
{
    const auto c = in_memory();
    c->run("create table t(a); insert into t values (1)");
    EXPECT_EQ(rows(*c, "select * from t").at(0).size(), 1U);
    c->run("alter table t add column b default 7");
    EXPECT_EQ(rows(*c, "select * from t").at(0).at(1), value(7));
}

TEST(sqlite_connection, reads_rows_of_more_columns_than_it_has_room_for_at_first)
{
    const auto c = in_memory();
    std::string text = "select 0";
    for (int i = 1; i < 500; ++i)
        text += "," + std::to_string(i);
    const auto read = rows(*c, text);
    ASSERT_EQ(read.at(0).size(), 500U);
    EXPECT_EQ(read[0][499], value(499));
}

TEST(sqlite_connection, drops_everything_on_cancel_and_stays_usable)
{
    const auto c = in_memory();
    c->run("create table t(v); insert into t values (1), (2), (3)");
    c->send("select v from t", {});
    c->send("delete from t", {});
    c->fetch();
    c->cancel();
    EXPECT_EQ(c->pending(), 0U);
    c->run("drop table t"); // refused while a statement reads it
    EXPECT_EQ(one(*c, "select 5"), value(5));
}

TEST(sqlite_connection, may_be_closed_in_the_middle_of_rows)
{
    auto c = in_memory();
    c->send("select 1 union all select 2", {});
    c->fetch();
    c.reset();
}

TEST(sqlite_connection, says_so_when_there_is_nothing_to_fetch)
{
    const auto c = in_memory();
    EXPECT_EQ(failure_of([&] { c->fetch(); }).code(), "E_NOTHING_SENT");
    EXPECT_EQ(failure_of([&] { c->finish(); }).code(), "E_NOTHING_SENT");
}

TEST(sqlite_connection, drops_the_statements_after_one_that_failed)
{
    const auto c = in_memory();
    c->run("create table t(v)");
    c->send("select * from missing", {});
    c->send("insert into t values (1)", {});
    EXPECT_THROW(c->fetch(), error);
    EXPECT_EQ(c->pending(), 0U);
    EXPECT_EQ(one(*c, "select count(*) from t"), value(0));
}

TEST(sqlite_connection, runs_a_script_statement_by_statement)
{
    const auto c = in_memory();
    c->run("create table t(v); -- a comment; with a semicolon\n insert into t values ('a;b');; select * from t; ");
    EXPECT_EQ(one(*c, "select v from t"), value("a;b"));
    EXPECT_EQ(c->statements(), 4U);
    c->run("");
    c->run("  -- nothing");
    EXPECT_EQ(c->statements(), 4U);
}

TEST(sqlite_connection, refuses_a_script_whose_length_sqlite_cannot_take_before_anything_runs)
{
    const auto c = in_memory();
    // The bytes are not looked at, so they need not be there.
    const std::string_view script{"create table t(v); ", (std::size_t{1} << 32) + 19};
    const error e = failure_of([&] { c->run(script); });
    EXPECT_EQ(e.kind(), error_kind::limit);
    EXPECT_EQ(e.code(), "E_TOO_BIG");
    EXPECT_EQ(c->statements(), 0U);
    c->run("create table t(v)");
}

TEST(sqlite_connection, counts_what_sqlite_itself_saw)
{
    const auto c = in_memory();
    c->run("create table t(id integer primary key, v)");
    const statement_counter outside(*c);
    const auto before = c->statements();
    c->begin(transaction_mode::write);
    write(*c, "insert into t(v) values (1)");
    c->savepoint("s");
    write(*c, "insert into t(v) values (2)");
    c->rollback_to("s");
    c->release("s");
    c->commit();
    rows(*c, "select * from t");
    c->run("delete from t; select 1");
    EXPECT_EQ(outside.count, 10);
    EXPECT_EQ(c->statements() - before, 10U);
    EXPECT_EQ(c->round_trips(), c->statements());
}

TEST(sqlite_connection, shows_each_statement_to_its_observer_with_the_transactions_marked)
{
    const auto c = in_memory();
    std::vector<std::string> seen;
    c->observe([&](std::string_view text, bool control) { seen.push_back((control ? "! " : "") + std::string(text)); });
    c->begin(transaction_mode::snapshot);
    rows(*c, "select 1");
    c->rollback();
    c->rollback();
    c->observe({});
    rows(*c, "select 2");
    EXPECT_EQ(seen, (std::vector<std::string>{"! begin", "select 1", "! rollback"}));
}

TEST(sqlite_connection, asks_for_one_argument_for_each_parameter)
{
    const auto c = in_memory();
    EXPECT_EQ(failure_of([&] { rows(*c, "select ?1"); }).code(), "E_ARGUMENT_COUNT");
    const error e = failure_of([&] { write(*c, "select ?1", {value(1), value(2)}); });
    EXPECT_EQ(e.code(), "E_ARGUMENT_COUNT");
    EXPECT_TRUE(says(e, "1 parameters")) << e.what();
}

TEST(sqlite_connection, executes_one_statement_and_gives_its_outcome)
{
    const auto c = in_memory();
    c->run("create table t(v)");
    EXPECT_EQ(execute(*c, "insert into t values (1), (2)").affected, 2);
}

} // namespace
