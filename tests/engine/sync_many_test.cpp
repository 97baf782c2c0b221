// Sync of many parents at once: what sync says of each, in statements whose number the parents do not change.
#include "blog.hpp"
#include "engine/links.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

namespace ginnel::test {
namespace {

using engine::link;
using engine::parent_links;
using texts = std::vector<std::string>;
using keys = std::vector<value>;

class sync_many : public testing::Test {
protected:
    sync_many()
    {
        db.run("insert into users(id, name) values (1, 'Asha'), (2, 'Ben'), (3, 'Cleo');"
               "insert into skills(id, name) values (1, 'Sailing'), (2, 'Cooking'), (3, 'Chess');"
               "insert into firms(id, name) values (1, 'North'), (2, 'South'), (3, 'West');"
               "insert into skill_user(user_id, skill_id, level) values (1, 1, 5), (1, 2, 6), (2, 1, 7), (3, 3, 8)");
        db.statements();
    }
    texts rows()
    {
        return db.column("select user_id || ':' || skill_id || ':' || coalesce(level, '-') from skill_user order by "
                         "user_id, skill_id, rowid");
    }
    static parent_links of(std::int64_t parent, std::initializer_list<std::int64_t> ids)
    {
        parent_links p{value{parent}, {}};
        for (const auto id : ids)
            p.links.push_back({value{id}, {}});
        return p;
    }
    static link with(std::int64_t key, const char* column, value v) { return {value{key}, {{column, std::move(v)}}}; }

    blog db;
    const schema::relation& skills = db.relation("User", "skills");
    const schema::relation& firms = db.relation("User", "firms");
    const schema::relation& paid = db.relation("User", "paid_firms");
};

TEST_F(sync_many, each_parent_gets_its_own_list_and_its_own_report)
{
    const auto c = engine::sync_many(db.session(), skills, {of(2, {2, 3}), of(1, {2, 3})});
    EXPECT_EQ(db.statements().size(), 3U) << "one look, one delete, one insert";
    ASSERT_EQ(c.size(), 2U);
    EXPECT_EQ(c[0].attached, (keys{value{2}, value{3}}));
    EXPECT_EQ(c[0].detached, (keys{value{1}}));
    EXPECT_EQ(c[1].attached, (keys{value{3}}));
    EXPECT_EQ(c[1].detached, (keys{value{1}}));
    EXPECT_EQ(rows(), (texts{"'1:2:6'", "'1:3:-'", "'2:2:-'", "'2:3:-'", "'3:3:8'"})) << "who is not named stays";
}

TEST_F(sync_many, what_is_equal_is_looked_at_alone)
{
    const auto c = engine::sync_many(db.session(), skills, {of(1, {1, 2}), of(2, {1})});
    EXPECT_EQ(db.statements().size(), 1U);
    EXPECT_TRUE(c[0].attached.empty() && c[0].detached.empty() && c[0].updated.empty());
}

TEST_F(sync_many, equal_changes_of_many_parents_are_one_update)
{
    parent_links one{value{1}, {with(1, "level", value{9}), with(2, "level", value{6})}};
    parent_links two{value{2}, {with(1, "level", value{9}), with(3, "level", value{1})}};
    const auto c = engine::sync_many(db.session(), skills, {one, two});
    EXPECT_EQ(db.statements().size(), 3U) << "one look, one update, one insert";
    EXPECT_EQ(c[0].updated, (keys{value{1}}));
    EXPECT_EQ(c[1].updated, (keys{value{1}}));
    EXPECT_EQ(rows(), (texts{"'1:1:9'", "'1:2:6'", "'2:1:9'", "'2:3:1'", "'3:3:8'"}));
}

TEST_F(sync_many, links_that_are_not_named_stay_where_asked)
{
    const auto c = engine::sync_many(db.session(), skills, {of(1, {3}), of(2, {})}, {.detach = false});
    EXPECT_EQ(c[0].attached, (keys{value{3}}));
    EXPECT_TRUE(c[0].detached.empty() && c[1].detached.empty());
    EXPECT_EQ(rows().size(), 5U);
}

TEST_F(sync_many, duplicate_rows_collapse_to_one_of_each_pair)
{
    db.run("insert into skill_user(user_id, skill_id, level) values (1, 1, 4), (1, 1, 3), (3, 3, 2), (3, 3, 1)");
    db.statements();
    const auto c = engine::sync_many(db.session(), skills, {of(1, {1, 2}), of(2, {1}), of(3, {3})});
    EXPECT_EQ(db.statements().size(), 3U) << "two looks, one delete";
    EXPECT_EQ(c[0].detached.size(), 2U);
    EXPECT_TRUE(c[1].detached.empty());
    EXPECT_EQ(c[2].detached.size(), 2U);
    EXPECT_EQ(rows(), (texts{"'1:1:5'", "'1:2:6'", "'2:1:7'", "'3:3:8'"}));
}

TEST_F(sync_many, rows_that_do_not_meet_a_declared_condition_are_left_alone)
{
    db.run("insert into jobs(user_id, firm_id, kind) values (1, 1, 'paid'), (1, 2, 'free'), (2, 1, 'paid'), (2, 1, "
           "'free')");
    engine::sync_many(db.session(), paid, {of(1, {2}), of(2, {})});
    EXPECT_EQ(db.column("select user_id || ':' || firm_id || ':' || kind from jobs order by id"),
              (texts{"'1:2:free'", "'2:1:free'", "'1:2:paid'"}));
}

TEST_F(sync_many, two_hundred_parents_take_a_bounded_number_of_statements)
{
    std::string users = "insert into users(id, name) values (1000, 'x')", links = "insert into skill_user(user_id, "
                                                                                  "skill_id) values (1000, 1)";
    std::vector<parent_links> parents{of(1000, {2})};
    for (int i = 1001; i < 1200; ++i) {
        users += ", (" + std::to_string(i) + ", 'x')";
        links += ", (" + std::to_string(i) + ", 1)";
        parents.push_back(of(i, {2}));
    }
    db.run(users + "; " + links);
    db.statements();
    engine::sync_many(db.session(), skills, parents);
    EXPECT_EQ(db.statements().size(), 5U) << "one look, two deletes, two inserts";
    EXPECT_EQ(db.column("select count(*) from skill_user where user_id >= 1000 and skill_id = 2"), (texts{"200"}));
    EXPECT_EQ(db.column("select count(*) from skill_user where user_id >= 1000"), (texts{"200"}));
}

TEST_F(sync_many, keys_are_taken_as_their_columns_hold_them)
{
    const auto c = engine::sync_many(db.session(), skills, {{value{"1"}, {{value{"1"}, {}}, {value{"2"}, {}}}}});
    EXPECT_EQ(db.statements().size(), 1U);
    EXPECT_TRUE(c[0].attached.empty());
}

TEST_F(sync_many, a_parent_that_is_given_twice_or_has_no_key_is_refused)
{
    const auto code_of = [&](std::vector<parent_links> parents) {
        try {
            engine::sync_many(db.session(), skills, std::move(parents));
        } catch (const error& e) {
            return std::string{e.code()};
        }
        return std::string{"none"};
    };
    EXPECT_EQ(code_of({of(1, {1}), of(1, {2})}), "E_PARENT_TWICE");
    EXPECT_EQ(code_of({{value{}, {}}}), "E_UNSAVED_PARENT");
    EXPECT_EQ(code_of({}), "none");
    EXPECT_TRUE(db.statements().empty());
}

} // namespace
} // namespace ginnel::test
