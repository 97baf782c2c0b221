// What differs where there are row locks: the parent's lock, and rows that another caller inserts between look and
// insert.
#if defined(GINNEL_POSTGRES)

#include "driver/postgres_database.hpp"
#include "finding/finding.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <thread>

namespace finding {
namespace {

class PostgresFinding : public postgres_server::database_test {
protected:
    void begin(const std::string& url) override
    {
        db = std::make_unique<watched_database>(url);
        db->make();
    }

    std::unique_ptr<watched_database> db;
};

TEST_F(PostgresFinding, RowsAreFoundCreatedAndUpdated)
{
    EXPECT_EQ(db->first_or_create<User>({{&User::email, "ann@x"}}).id, db->ann.id);
    EXPECT_EQ(db->update_or_create<User>({{&User::email, "ann@x"}, {&User::nick, "a"}}, {{&User::age, 31}}).age, 31);
    const auto rows = db->update_or_create_many(ginnel::columns(&User::email, &User::nick),
                                                std::vector<User>{{.email = "ann@x", .nick = "a", .age = 32},
                                                                  {.email = "cyd@x", .nick = "c"},
                                                                  {.email = "bob@x", .age = 41},
                                                                  {.email = "dan@x"}});
    EXPECT_EQ(rows[0].id, db->ann.id);
    EXPECT_EQ(rows[2].id, db->bob.id);
    EXPECT_EQ(db->find_or_fail<User>(db->bob.id).age, 41);
    EXPECT_EQ(db->query<User>().count(), 4);
}

TEST_F(PostgresFinding, TheParentIsLockedFirst)
{
    EXPECT_EQ(db->statements_of([&] {
        db->related(db->ann, &User::posts).first_or_create({{&Post::title, "x"}});
    }),
              (list{"select", "select", "insert"}));
    Profile p{.bio = "one"};
    EXPECT_EQ(db->statements_of([&] { db->related(db->ann, &User::profile).replace(p); }),
              (list{"select", "select", "insert"}));
    std::vector<Post> rows{{.title = "y"}};
    EXPECT_EQ(db->related(db->ann, &User::posts).replace(rows), 1);
    EXPECT_EQ(db->related(db->ann, &User::posts).query().count(), 1);
}

TEST_F(PostgresFinding, UpsertGivesKeysBack)
{
    const auto rows =
        db->upsert(std::vector<User>{{.email = "new@x"}, {.email = "ann@x", .age = 2}}, &User::email, &User::age);
    EXPECT_EQ(rows[1].id, db->ann.id);
    EXPECT_EQ(db->find_or_fail<User>(rows[0].id).email, "new@x");
    EXPECT_EQ(db->find_or_fail<User>(db->ann.id).age, 2);
}

TEST_F(PostgresFinding, CallersSideBySideMakeOneRowAndGetNoError)
{
    std::atomic<int> ready{0}, errors{0};
    std::vector<std::int64_t> keys(4), scores(4);
    std::vector<std::thread> callers;
    db->log(nullptr);
    for (std::size_t t = 0; t < keys.size(); ++t)
        callers.emplace_back([&, t] {
            ++ready;
            while (ready < 4)
                std::this_thread::yield();
            for (int i = 0; i < 50; ++i) {
                try {
                    keys[t] += db->first_or_create<User>({{&User::email, std::to_string(i)}}).id;
                    // No unique index: the parent's lock alone keeps it one row.
                    db->related(db->ann, &User::posts)
                        .update_or_create({{&Post::title, std::to_string(i)}}, {{&Post::score, 1}});
                } catch (const ginnel::error& e) {
                    ++errors;
                    ADD_FAILURE() << e.what() << ' ' << e.database_text();
                }
            }
        });
    for (auto& c : callers)
        c.join();
    EXPECT_EQ(errors, 0);
    EXPECT_EQ(db->query<User>().count(), 52);
    EXPECT_EQ(db->query<Post>().count(), 50);
    EXPECT_EQ(keys, std::vector<std::int64_t>(4, keys[0]));
}

TEST_F(PostgresFinding, WhatAnotherHasCommittedIsFoundInsideATransaction)
{
    auto tx = db->begin();
    db->create(User{.email = "cyd@x"});
    EXPECT_EQ(tx.first_or_create<User>({{&User::email, "cyd@x"}}).id, db->bob.id + 1);
    tx.create(User{.email = "dan@x"});
    tx.commit();
    EXPECT_EQ(db->query<User>().count(), 4);
}

} // namespace
} // namespace finding

#endif
