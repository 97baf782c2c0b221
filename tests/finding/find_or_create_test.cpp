// Rows that are found by what some of their columns hold, or else written.
#include "finding/finding.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <thread>

namespace finding {
namespace {

class find_or_create : public testing::Test {
protected:
    find_or_create() { db.make(); }
    std::int64_t next_key() { return db.create(User{.email = "next"}).id; }

    watched_database db;
};

TEST_F(find_or_create, what_exists_is_read_and_not_written)
{
    User found;
    EXPECT_EQ(db.statements_of([&] {
        found = db.first_or_create<User>({{&User::email, "ann@x"}}, {{&User::age, 99}});
    }),
              list{"select"});
    EXPECT_EQ(found.id, db.ann.id);
    EXPECT_EQ(found.age, 30);
    EXPECT_EQ(next_key(), db.bob.id + 1) << "no generated key was used up";
}

TEST_F(find_or_create, what_is_missing_is_inserted_with_all_that_was_given)
{
    User made;
    EXPECT_EQ(db.statements_of([&] {
        made = db.first_or_create<User>({{&User::email, "cyd@x"}}, {{&User::age, 7}, {&User::nick, "c"}});
    }),
              (list{"select", "insert"}));
    const User read = db.find_or_fail<User>(made.id);
    EXPECT_EQ(read.email, "cyd@x");
    EXPECT_EQ(read.age, 7);
    EXPECT_EQ(read.nick, "c");
}

TEST_F(find_or_create, first_or_new_writes_nothing)
{
    User made;
    EXPECT_EQ(db.statements_of([&] {
        made = db.first_or_new<User>({{&User::email, "new@x"}}, {{&User::age, 5}});
    }),
              list{"select"});
    EXPECT_EQ(made.id, 0);
    EXPECT_EQ(made.email, "new@x");
    EXPECT_EQ(made.age, 5);
    EXPECT_EQ(db.first_or_new<User>({{&User::email, "bob@x"}}).id, db.bob.id);
    EXPECT_EQ(db.query<User>().count(), 2);
}

TEST_F(find_or_create, update_or_create_writes_only_what_differs)
{
    EXPECT_EQ(db.statements_of([&] {
        db.update_or_create<User>({{&User::email, "ann@x"}}, {{&User::age, 30}});
    }),
              list{"select"});
    User changed;
    EXPECT_EQ(db.statements_of([&] {
        changed = db.update_or_create<User>({{&User::email, "ann@x"}}, {{&User::age, 31}});
    }),
              (list{"select", "update"}));
    EXPECT_EQ(changed.age, 31);
    EXPECT_EQ(changed.nick, "a");
    EXPECT_EQ(db.find_or_fail<User>(db.ann.id).age, 31);
    EXPECT_EQ(db.update_or_create<User>({{&User::email, "dan@x"}}, {{&User::age, 1}}).id, db.bob.id + 1);
}

TEST_F(find_or_create, null_finds_null)
{
    EXPECT_EQ(db.first_or_create<User>({{&User::nick, std::nullopt}}, {{&User::email, "no"}}).id, db.bob.id);
    EXPECT_EQ(db.update_or_create<User>({{&User::email, "bob@x"}, {&User::nick, std::nullopt}}, {{&User::age, 41}}).id,
              db.bob.id);
}

TEST_F(find_or_create, many_are_found_by_one_select_and_come_in_the_order_given)
{
    std::vector<User> rows;
    EXPECT_EQ(db.statements_of([&] {
        rows = db.fetch_or_create_many(&User::email, std::vector<User>{{.email = "new@x", .age = 1},
                                                                       {.email = "bob@x", .age = 2},
                                                                       {.email = "ann@x"},
                                                                       {.email = "new@x", .age = 3},
                                                                       {.email = "newer@x"}});
    }),
              (list{"select", "insert"}));
    ASSERT_EQ(rows.size(), 5u);
    EXPECT_EQ(rows[1].id, db.bob.id);
    EXPECT_EQ(rows[1].age, 40);
    EXPECT_EQ(rows[2].id, db.ann.id);
    EXPECT_EQ(rows[0].id, rows[3].id) << "equal ones are one row";
    EXPECT_EQ(rows[3].age, 1);
    EXPECT_EQ(db.query<User>().count(), 4);
    EXPECT_TRUE(db.statements_of([&] { db.fetch_or_create_many(&User::email, std::vector<User>{}); }).empty());
}

TEST_F(find_or_create, many_are_updated_where_they_differ)
{
    std::vector<User> rows;
    EXPECT_EQ(db.statements_of([&] {
        rows = db.update_or_create_many(&User::email, std::vector<User>{{.email = "ann@x", .nick = "a", .age = 30},
                                                                        {.email = "bob@x", .age = 1},
                                                                        {.email = "bob@x", .age = 2},
                                                                        {.email = "cyd@x", .age = 3},
                                                                        {.email = "cyd@x", .age = 4}});
    }),
              (list{"select", "update", "insert"}));
    EXPECT_EQ(rows[1].age, 2) << "the last counts";
    EXPECT_EQ(db.find_or_fail<User>(db.bob.id).age, 2);
    EXPECT_EQ(db.find_or_fail<User>(rows[3].id).age, 4);
    EXPECT_EQ(rows[3].id, rows[4].id);
}

TEST_F(find_or_create, several_columns_are_searched_together_nulls_too)
{
    db.create(User{.email = "ann@y", .nick = "a"});
    std::vector<User> rows;
    EXPECT_EQ(db.statements_of([&] {
        rows = db.fetch_or_create_many(ginnel::columns(&User::email, &User::nick),
                                       std::vector<User>{{.email = "ann@y", .nick = "a"},
                                                         {.email = "ann@x", .nick = "a"},
                                                         {.email = "bob@x"},
                                                         {.email = "cyd@x"}});
    }),
              (list{"select", "select", "insert"}));
    EXPECT_EQ(rows[0].id, db.bob.id + 1);
    EXPECT_EQ(rows[1].id, db.ann.id);
    EXPECT_EQ(rows[2].id, db.bob.id);
    EXPECT_EQ(rows[3].id, db.bob.id + 2);
}

TEST_F(find_or_create, a_search_for_nothing_is_refused)
{
    try {
        db.first_or_create<User>({});
        FAIL() << "every row would be found";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.code(), "E_NO_SEARCH");
    }
}

TEST_F(find_or_create, a_failure_leaves_nothing_half)
{
    std::vector<User> rows{{.email = "cyd@x"}, {.email = "dan@x", .nick = "n"}};
    db.run("create unique index one_nick on users(nick)");
    rows[0].nick = "n";
    EXPECT_THROW(db.fetch_or_create_many(&User::email, rows), ginnel::error);
    EXPECT_EQ(db.query<User>().count(), 2);
}

TEST_F(find_or_create, upsert_updates_the_named_columns_of_rows_in_the_way)
{
    std::vector<User> rows;
    EXPECT_EQ(db.statements_of([&] {
        rows = db.upsert(std::vector<User>{{.email = "new@x", .age = 1},
                                           {.email = "ann@x", .nick = "other", .age = 2},
                                           {.email = "new@x", .age = 3}},
                         &User::email, &User::age);
    }),
              list{"insert"});
    EXPECT_EQ(rows[1].id, db.ann.id);
    EXPECT_EQ(rows[0].id, rows[2].id);
    EXPECT_EQ(db.find_or_fail<User>(db.ann.id).age, 2);
    EXPECT_EQ(db.find_or_fail<User>(db.ann.id).nick, "a");
    EXPECT_EQ(db.find_or_fail<User>(rows[0].id).age, 3) << "of equal ones the last is written";
}

TEST_F(find_or_create, upsert_of_many_rows_is_a_statement_per_hundred)
{
    std::vector<User> rows;
    for (int i = 0; i < 250; ++i)
        rows.push_back({.email = std::to_string(i)});
    EXPECT_EQ(db.statements_of([&] { rows = db.upsert(rows, &User::email, ginnel::columns(&User::age, &User::nick)); }).size(), 3u);
    const auto before = rows;
    rows = db.upsert(rows, &User::email, &User::age);
    for (std::size_t i = 0; i < rows.size(); ++i)
        EXPECT_EQ(rows[i].id, before[i].id);
}

TEST_F(find_or_create, callers_side_by_side_make_one_row)
{
    std::remove("race.db");
    ginnel::database file{"sqlite:race.db"};
    file.create_tables<User, Post, Profile, Line, Comment>();
    std::atomic<int> ready{0};
    std::vector<std::int64_t> keys(4);
    std::vector<std::thread> callers;
    for (std::size_t t = 0; t < keys.size(); ++t)
        callers.emplace_back([&, t] {
            ++ready;
            while (ready < 4)
                std::this_thread::yield();
            for (int i = 0; i < 25; ++i)
                keys[t] += file.first_or_create<User>({{&User::email, std::to_string(i)}}).id;
        });
    for (auto& c : callers)
        c.join();
    EXPECT_EQ(file.query<User>().count(), 25);
    EXPECT_EQ(keys, std::vector<std::int64_t>(4, keys[0]));
    std::remove("race.db");
}

} // namespace
} // namespace finding
