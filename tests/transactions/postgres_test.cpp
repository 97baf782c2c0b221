// What PostgreSQL is sent for transactions and locked rows.
#if defined(GINNEL_POSTGRES)

#include "driver/postgres_database.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace {

struct Child;
struct Parent {
    std::int64_t id{};
    std::int64_t n{};
    ginnel::has_many<Child> children{};
};
struct Child {
    std::int64_t id{};
    std::int64_t parent_id{};
    ginnel::belongs_to<Parent> parent{};
};

class PostgresTransactions : public postgres_server::database_test {
protected:
    void begin(const std::string& url) override
    {
        db = std::make_unique<ginnel::database>(url);
        db->create_tables<Parent, Child>();
        db->log([this](std::string_view sql) { ran.emplace_back(sql); });
    }
    std::unique_ptr<ginnel::database> db;
    std::vector<std::string> ran;
};

TEST_F(PostgresTransactions, TheLevelIsPartOfTheBegin)
{
    using ginnel::isolation;
    const auto begun = [&](isolation level) {
        ran.clear();
        db->transaction([](ginnel::transaction& t) { t.query<Parent>().count(); }, {.isolation = level});
        return ran.at(0);
    };
    EXPECT_EQ(begun(isolation::as_configured), "begin");
    EXPECT_EQ(begun(isolation::read_committed), "begin transaction isolation level read committed");
    EXPECT_EQ(begun(isolation::repeatable_read), "begin transaction isolation level repeatable read");
    EXPECT_EQ(begun(isolation::serializable), "begin transaction isolation level serializable");
}

TEST_F(PostgresTransactions, AFailureOfAnInnerOneLeavesTheOuterOneUsable)
{
    db->transaction([](ginnel::transaction& t) {
        t.create(Parent{.id = 1});
        try {
            t.transaction([](ginnel::transaction& inner) { inner.create(Parent{.id = 1}); });
            ADD_FAILURE() << "a second row of one key";
        } catch (const ginnel::error& e) {
            EXPECT_EQ(e.kind(), ginnel::error_kind::unique);
        }
        t.create(Parent{.id = 2});
    });
    EXPECT_EQ(db->query<Parent>().count(), 2);
}

TEST_F(PostgresTransactions, ATransactionThatDidNotFitInIsRepeated)
{
    db->create(Parent{.id = 1, .n = 1});
    int runs = 0;
    db->transaction(
        [&](ginnel::transaction& t) {
            ++runs;
            t.find<Parent>(1);
            if (runs == 1)
                db->run("update parents set n = 2");
            t.run("update parents set n = n + 10");
        },
        {.isolation = ginnel::isolation::repeatable_read, .attempts = 3});
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(db->find<Parent>(1)->n, 12);
}

TEST_F(PostgresTransactions, RowsReadForUpdateAreLocked)
{
    const Parent p = db->create(Parent{.n = 1});
    db->create(Child{.parent_id = p.id});
    db->transaction([&](ginnel::transaction& t) {
        t.query<Parent>().where(&Parent::id, p.id).for_update().preload(&Parent::children).all();
        EXPECT_NE(ran.at(ran.size() - 2).find(" for update"), std::string::npos) << ran.at(ran.size() - 2);
        EXPECT_EQ(ran.back().find(" for update"), std::string::npos) << "the preloaded rows are not locked";
        EXPECT_ANY_THROW(db->run("select id from parents for update nowait"));
        db->run("select id from children for update nowait");
        t.related(p, &Parent::children).query().for_update().all();
        EXPECT_NE(ran.back().find(" for update"), std::string::npos) << ran.back();
        EXPECT_ANY_THROW(db->run("select id from children for update nowait"));
        t.query<Parent>().for_update().order_by(&Parent::n).limit(1).first();
        t.query<Parent>().for_update().find_many({1, 2});
        EXPECT_NE(ran.back().find(" for update"), std::string::npos) << ran.back();
    });
}

} // namespace
#endif
