// Transactions: inner ones, what runs after the commit, repeats, locks of rows.
#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Account {
    std::int64_t id{};
    std::string owner{};
    std::int64_t balance{};
};

class Transactions : public testing::Test {
protected:
    void SetUp() override
    {
        db.create_tables<Account>();
        db.log([this](std::string_view sql) { ran.emplace_back(sql); });
    }
    std::string code_of(const std::function<void()>& work)
    {
        try {
            work();
        } catch (const ginnel::error& e) {
            return std::string{e.code()};
        }
        return "none";
    }
    std::int64_t rows() { return db.query<Account>().count(); }

    ginnel::database db{"sqlite::memory:"};
    std::vector<std::string> ran;
};

TEST_F(Transactions, AnInnerOneThatReturnsIsAPartOfTheOuterOne)
{
    const int given = db.transaction([](ginnel::transaction& t) {
        t.create(Account{.owner = "a"});
        return t.transaction([](ginnel::transaction& inner) {
            inner.create(Account{.owner = "b"});
            return 7;
        });
    });
    EXPECT_EQ(given, 7);
    EXPECT_EQ(ran.size(), 6U); // begin, insert, savepoint, insert, release, commit
    EXPECT_EQ(rows(), 2);
}

TEST_F(Transactions, AnInnerOneThatThrowsIsTakenBackAlone)
{
    db.transaction([](ginnel::transaction& t) {
        t.create(Account{.owner = "a"});
        EXPECT_THROW(t.transaction([](ginnel::transaction& inner) {
            inner.create(Account{.owner = "b"});
            throw std::runtime_error{"no"};
        }),
                     std::runtime_error);
        t.create(Account{.owner = "c"});
    });
    EXPECT_EQ(db.query<Account>().order_by(&Account::id).pluck(&Account::owner), (std::vector<std::string>{"a", "c"}));
}

TEST_F(Transactions, TheOuterOneTakesBackWhatAnInnerOneKept)
{
    EXPECT_THROW(db.transaction([](ginnel::transaction& t) {
        t.transaction([](ginnel::transaction& inner) { inner.create(Account{.owner = "b"}); });
        throw std::runtime_error{"no"};
    }),
                 std::runtime_error);
    EXPECT_EQ(rows(), 0);
}

TEST_F(Transactions, ThreeDeepTheMiddleOneTakesBackTheInnermostToo)
{
    db.transaction([](ginnel::transaction& one) {
        one.create(Account{.owner = "1"});
        one.transaction([](ginnel::transaction& two) {
            two.create(Account{.owner = "2"});
            two.transaction([](ginnel::transaction& three) { three.create(Account{.owner = "3"}); });
            two.rollback();
        });
        one.transaction([](ginnel::transaction& two) { two.create(Account{.owner = "4"}); });
    });
    EXPECT_EQ(db.query<Account>().order_by(&Account::id).pluck(&Account::owner), (std::vector<std::string>{"1", "4"}));
}

TEST_F(Transactions, TheOuterOneIsRefusedWhileTheInnerOneIsOpenAndTheInnerOneAfterItsEnd)
{
    db.transaction([this](ginnel::transaction& t) {
        t.transaction([&](ginnel::transaction& inner) {
            EXPECT_TRUE(t.open());
            EXPECT_EQ(code_of([&] { t.create(Account{}); }), "E_INNER_TRANSACTION");
            EXPECT_EQ(code_of([&] { t.commit(); }), "E_INNER_TRANSACTION");
            EXPECT_EQ(code_of([&] { t.transaction([](ginnel::transaction&) {}); }), "E_INNER_TRANSACTION");
            inner.commit();
            EXPECT_EQ(code_of([&] { inner.create(Account{}); }), "E_TRANSACTION_ENDED");
            EXPECT_EQ(code_of([&] { inner.after_commit([] {}); }), "E_TRANSACTION_ENDED");
            t.create(Account{.owner = "after"}); // the inner one has ended
        });
    });
    EXPECT_EQ(rows(), 1);
}

TEST_F(Transactions, LeftWithoutACommitItRollsBack)
{
    {
        auto t = db.begin();
        t.create(Account{});
    }
    EXPECT_EQ(ran, (std::vector<std::string>{"begin immediate", ran.at(1), "rollback"}));
    EXPECT_EQ(rows(), 0);
}

TEST_F(Transactions, CodeRunsAfterTheOutermostCommitInOrderAndMayUseTheDatabase)
{
    std::vector<std::string> order;
    db.transaction([&](ginnel::transaction& t) {
        t.create(Account{.owner = "a"});
        t.after_commit([&] { order.push_back("first sees " + std::to_string(rows())); });
        t.transaction([&](ginnel::transaction& inner) { inner.after_commit([&] { order.emplace_back("inner"); }); });
        EXPECT_THROW(t.transaction([&](ginnel::transaction& inner) {
            inner.after_commit([&] { order.emplace_back("dropped"); });
            throw std::runtime_error{"no"};
        }),
                     std::runtime_error);
        t.after_commit([&] { order.emplace_back("last"); });
        EXPECT_TRUE(order.empty());
    });
    EXPECT_EQ(order, (std::vector<std::string>{"first sees 1", "inner", "last"}));
}

TEST_F(Transactions, OneThatHasEndedGivesItsConnectionBackThoughItsObjectLivesOn)
{
    auto first = db.begin(); // a database in memory has one connection
    first.create(Account{});
    first.commit();
    auto second = db.begin();
    second.create(Account{});
    second.rollback();
    EXPECT_EQ(rows(), 1);
    EXPECT_EQ(code_of([&] { first.create(Account{}); }), "E_TRANSACTION_ENDED");
}

TEST_F(Transactions, ARollbackDropsTheCode)
{
    bool did = false;
    auto t = db.begin();
    t.after_commit([&] { did = true; });
    t.rollback();
    EXPECT_FALSE(did);
    EXPECT_FALSE(t.committed());
}

TEST_F(Transactions, WhatTheCodeThrowsComesOutAfterAllOfItRanAndRepeatsNothing)
{
    int runs = 0, after = 0;
    const auto work = [&](ginnel::transaction& t) {
        ++runs;
        t.create(Account{});
        t.after_commit([] { throw ginnel::error{ginnel::error_kind::busy, "E_FIRST", "first"}; });
        t.after_commit([] { throw ginnel::error{ginnel::error_kind::busy, "E_SECOND", "second"}; });
        t.after_commit([&] { ++after; });
    };
    EXPECT_EQ(code_of([&] { db.transaction(work, {.attempts = 5}); }), "E_FIRST");
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(after, 1);
    EXPECT_EQ(rows(), 1);
}

TEST_F(Transactions, IsRepeatedOnlyWhenAskedAndOnlyAsOftenAsAsked)
{
    int runs = 0;
    const auto work = [&](ginnel::transaction& t) {
        t.create(Account{});
        ++runs;
        if (runs < 3)
            throw ginnel::error{ginnel::error_kind::deadlock, "E_DEADLOCK", "again"};
        return runs;
    };
    EXPECT_EQ(code_of([&] { db.transaction(work); }), "E_DEADLOCK");
    EXPECT_EQ(runs, 1);
    runs = 0;
    EXPECT_EQ(code_of([&] { db.transaction(work, {.attempts = 2}); }), "E_DEADLOCK");
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(rows(), 0);
    runs = 0;
    EXPECT_EQ(db.transaction(work, {.isolation = ginnel::isolation::serializable, .attempts = 3}), 3);
    EXPECT_EQ(rows(), 1);
}

TEST_F(Transactions, WhatIsNoConflictIsNotRepeated)
{
    int runs = 0;
    EXPECT_THROW(db.transaction(
                     [&](ginnel::transaction&) {
                         ++runs;
                         throw std::runtime_error{"no"};
                     },
                     {.attempts = 5}),
                 std::runtime_error);
    EXPECT_EQ(runs, 1);
}

TEST_F(Transactions, RowsReadForUpdateNeedATransaction)
{
    EXPECT_EQ(code_of([&] { db.query<Account>().for_update().all(); }), "E_NO_TRANSACTION");
    EXPECT_EQ(code_of([&] {
                  for (const Account& a : db.query<Account>().for_update().stream())
                      (void)a;
              }),
              "E_NO_TRANSACTION");
    EXPECT_TRUE(ran.empty());
    db.transaction([&](ginnel::transaction& t) {
        t.query<Account>().for_update().find(1);
        EXPECT_EQ(ran.back().find("for update"), std::string::npos) << "SQLite has no clause for it";
        EXPECT_EQ(code_of([&] { t.query<Account>().for_update().count(); }), "E_FOR_UPDATE");
        EXPECT_EQ(code_of([&] { t.query<Account>().for_update().exists(); }), "E_FOR_UPDATE");
        EXPECT_EQ(code_of([&] { t.query<Account>().for_update().pluck(&Account::id); }), "E_FOR_UPDATE");
        EXPECT_EQ(code_of([&] { t.query<Account>().for_update().distinct().all(); }), "E_FOR_UPDATE");
    });
}

} // namespace
