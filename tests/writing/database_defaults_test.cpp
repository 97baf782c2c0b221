#include "seeds/watched_database.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace writing {

struct Ticket {
    std::int64_t id{};
    std::string title{};
    std::string state{};
    std::optional<std::int64_t> priority{};
    static void describe(ginnel::model<Ticket>& ticket)
    {
        ticket.column(&Ticket::state).database_default("new");
        ticket.column(&Ticket::priority).database_default(3);
    }
};

/// A key that the program gives, and a value that the database makes.
struct Label {
    std::string code{};
    std::string colour{};
    static void describe(ginnel::model<Label>& label)
    {
        label.primary_key(&Label::code);
        label.column(&Label::colour).database_default("grey");
    }
};

namespace {

using seeds::each;
using seeds::list;

class database_defaults : public ::testing::Test {
protected:
    database_defaults() { db.create_tables<Ticket, Label>(); }
    seeds::watched_database db;
};

TEST_F(database_defaults, come_back_into_the_row_by_the_statement_that_inserts_it)
{
    Ticket made;
    const auto sent = db.statements_of([&] { made = db.create(Ticket{.title = "door"}); });
    EXPECT_EQ(sent.size(), 1u);
    EXPECT_EQ(made.id, 1);
    EXPECT_EQ(made.state, "new");
    EXPECT_EQ(made.priority, 3);
}

TEST_F(database_defaults, leave_values_that_a_row_holds_alone)
{
    const auto made = db.create(Ticket{.title = "door", .state = "open", .priority = 1});
    EXPECT_EQ(made.state, "open");
    EXPECT_EQ(db.rows("select state, priority from tickets"), list{"open|1"});
}

TEST_F(database_defaults, of_a_field_that_may_be_null_stand_for_null_alone)
{
    const auto made = db.create(Ticket{.title = "door", .priority = 0});
    EXPECT_EQ(made.priority, 0);
}

TEST_F(database_defaults, of_many_rows_reach_each_its_own)
{
    std::vector<Ticket> tickets;
    for (int i = 0; i < 250; ++i)
        tickets.push_back({.title = "t" + std::to_string(i), .state = i % 3 == 0 ? "given" : ""});
    const auto sent = db.statements_of([&] { db.insert(tickets); });
    // Rows with a state and rows without are two kinds of statements, each 100 rows at once; what the database gave the
    // 166 without is read by one more.
    EXPECT_EQ(sent.size(), 4u);
    for (const Ticket& t : tickets) {
        EXPECT_EQ(db.find_or_fail<Ticket>(t.id).title, t.title);
        EXPECT_EQ(t.state, std::stoi(t.title.substr(1)) % 3 == 0 ? "given" : "new");
    }
}

TEST_F(database_defaults, of_many_rows_are_read_whatever_triggers_put_between_them)
{
    db.run(
        "create trigger echo after insert on tickets when new.title = 't70' begin insert into tickets (title, state) "
        "values ('echo', 'old'); update tickets set state = 'seen' where id = new.id; end");
    std::vector<Ticket> tickets;
    for (int i = 0; i < 250; ++i)
        tickets.push_back({.title = "t" + std::to_string(i == 249 ? 70 : i + 100)});
    db.insert(tickets);
    EXPECT_EQ(tickets.back().state, "seen");
    EXPECT_EQ(tickets.front().state, "new");
    EXPECT_EQ(db.rows("select count(*) from tickets"), list{"251"});
}

TEST_F(database_defaults, of_rows_with_keys_of_their_own_are_told_apart_by_these)
{
    std::vector<Label> labels;
    for (int i = 0; i < 120; ++i)
        labels.push_back({.code = "c" + std::to_string(i)});
    const auto sent = db.statements_of([&] { db.insert(labels); });
    EXPECT_EQ(sent.size(), 2u);
    for (const Label& l : labels)
        EXPECT_EQ(l.colour, "grey");
}

TEST_F(database_defaults, come_back_from_an_upsert_too)
{
    db.create(Label{.code = "a", .colour = "red"});
    std::vector<Label> labels;
    const auto sent = db.statements_of([&] {
        labels = db.upsert(std::vector<Label>{{.code = "b"}, {.code = "c"}}, &Label::code, &Label::colour);
    });
    EXPECT_EQ(sent.size(), 1u);
    EXPECT_EQ(labels[1].colour, "grey");
}

TEST_F(database_defaults, that_a_field_cannot_hold_are_an_error)
{
    db.run("drop table tickets; create table tickets (id integer primary key autoincrement, title text, state text "
           "default 5, "
           "priority text default 'high')");
    EXPECT_THROW(db.create(Ticket{.title = "door"}), ginnel::error);
}

} // namespace

} // namespace writing
