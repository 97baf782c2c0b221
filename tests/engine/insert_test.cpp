// Inserts of one model's objects: one unit, keys that come back, defaults that stay, and objects that a failure leaves
// as they were.
#include "blog.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

namespace ginnel::test {
namespace {

using texts = std::vector<std::string>;

class insert : public testing::Test {
protected:
    engine::record user(const char* name, std::int64_t id = 0)
    {
        engine::record r{db.model("User")};
        r.put("name", value{name});
        if (id != 0)
            r.put("id", value{id});
        return r;
    }
    void insert_all(std::vector<engine::record>& rows,
                    std::span<const std::pair<const schema::column*, value>> fixed = {})
    {
        std::vector<void*> objects;
        for (auto& r : rows)
            objects.push_back(&r);
        engine::insert(db.session(), rows.front().model(), objects, fixed);
    }

    blog db;
};

TEST_F(insert, rows_with_and_without_a_key_are_one_unit)
{
    std::vector<engine::record> rows{user("a", 5), user("b"), user("c", 5)};
    EXPECT_THROW(insert_all(rows), error);
    EXPECT_EQ(db.column("select count(*) from users"), (texts{"0"}));
    EXPECT_TRUE(rows[1].get("id").is_null()) << "a failure leaves no key behind";

    rows[2].put("id", value{7});
    insert_all(rows);
    EXPECT_EQ(rows[1].get("id"), value{8}) << "given keys come first";
    EXPECT_EQ(db.column("select id from users order by name"), (texts{"5", "8", "7"}));
}

TEST_F(insert, a_failure_of_the_second_part_takes_the_first_back)
{
    db.run("create trigger no_z before insert on users when new.name = 'z' begin select raise(abort, 'no z'); end");
    std::vector<engine::record> rows{user("a", 5), user("b"), user("z")};
    EXPECT_THROW(insert_all(rows), error);
    EXPECT_EQ(db.column("select count(*) from users"), (texts{"0"}));
    EXPECT_FALSE(rows[1].has(db.model("User").column_named("id").index));
}

TEST_F(insert, fixed_values_reach_the_row_and_the_object_only_when_it_succeeds)
{
    db.run("insert into countries(id, name) values (3, 'India')");
    const auto& m = db.model("User");
    const std::pair<const schema::column*, value> right{&m.column_named("country_id"), value{3}},
        wrong{&m.column_named("country_id"), value{99}};
    std::vector<engine::record> rows{user("a")};
    rows[0].put("country_id", value{1});
    EXPECT_THROW(insert_all(rows, {&wrong, 1}), error);
    EXPECT_EQ(rows[0].get("country_id"), value{1});
    insert_all(rows, {&right, 1});
    EXPECT_EQ(rows[0].get("country_id"), value{3});
    EXPECT_EQ(db.column("select country_id from users"), (texts{"3"}));
}

TEST_F(insert, a_record_leaves_to_the_database_what_it_was_not_given_whatever_the_others_give)
{
    db.run("drop table users; create table users(id integer primary key, country_id integer default 42, name text "
           "default 'nobody')");
    std::vector<engine::record> rows{user("a"), engine::record{db.model("User")}, user("c")};
    rows[2].put("country_id", value{7});
    insert_all(rows);
    EXPECT_EQ(db.column("select name || country_id from users order by name"), (texts{"'a42'", "'c7'", "'nobody42'"}));
    for (const auto& r : rows)
        EXPECT_EQ(db.column("select count(*) from users where id = " + to_display(r.get("id"))), (texts{"1"}));
}

TEST_F(insert, only_several_statements_need_a_transaction)
{
    struct watched final : engine::session {
        explicit watched(engine::session& s) : inner{s} {}
        engine::environment& env() noexcept override { return inner.env(); }
        void run(engine::plan& p) override
        {
            scopes.push_back(p.wants().around);
            inner.run(p);
        }
        void together(const engine::session_work& work) override { inner.together(work); }
        void run_unit(const engine::plan_source& make, const engine::plan_end& then) override
        {
            inner.run_unit(make, then);
        }
        engine::session& inner;
        std::vector<engine::needs::scope> scopes;
    } session{db.session()};
    std::vector<engine::record> rows;
    for (int i = 0; i < 101; ++i)
        rows.push_back(user("x"));
    std::vector<void*> objects;
    for (auto& r : rows)
        objects.push_back(&r);
    const std::span<void* const> all{objects};
    engine::insert(session, db.model("User"), all.subspan(0, 100));
    for (auto& r : rows)
        r = user("y");
    engine::insert(session, db.model("User"), all);
    EXPECT_EQ(session.scopes, (std::vector{engine::needs::scope::autocommit, engine::needs::scope::write}));
}

} // namespace
} // namespace ginnel::test
