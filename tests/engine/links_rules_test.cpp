// What attach and sync leave alone, refuse and tell apart: keys, declared conditions, null keys, duplicate rows.
#include "blog.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

namespace ginnel::test {
namespace {

using engine::link;
using texts = std::vector<std::string>;

class links_rules : public testing::Test {
protected:
    links_rules()
    {
        db.run("insert into users(id, name) values (1, 'Asha'), (2, 'Ben');"
               "insert into skills(id, name) values (1, 'Sailing'), (2, 'Cooking'), (3, 'Chess');"
               "insert into firms(id, name) values (1, 'North'), (2, 'South'), (3, 'West')");
        db.statements();
    }
    texts rows()
    {
        return db.column("select user_id || ':' || skill_id || ':' || coalesce(level, '-') from skill_user order by "
                         "user_id, skill_id");
    }
    texts jobs()
    {
        return db.column(
            "select user_id || ':' || coalesce(firm_id, '-') || ':' || coalesce(kind, '-') from jobs order by id");
    }
    template <typename F>
    static std::string code_of(F&& f)
    {
        try {
            f();
        } catch (const error& e) {
            return std::string{e.code()};
        }
        return "no error";
    }
    static std::vector<link> ids(std::initializer_list<std::int64_t> keys)
    {
        std::vector<link> out;
        for (const auto k : keys)
            out.push_back({value{k}, {}});
        return out;
    }
    static link with(std::int64_t key, const char* column, value v) { return {value{key}, {{column, std::move(v)}}}; }

    blog db;
    const schema::relation& skills = db.relation("User", "skills");
    const schema::relation& firms = db.relation("User", "firms");
    const schema::relation& paid = db.relation("User", "paid_firms");
};

TEST_F(links_rules, a_link_attribute_that_names_a_key_of_the_pivot_is_refused)
{
    engine::attach(db.session(), skills, value{1}, ids({1}));
    for (const auto* key : {"user_id", "skill_id"}) {
        EXPECT_EQ(code_of([&] { engine::sync(db.session(), skills, value{1}, {with(1, key, value{2})}); }),
                  "E_KEY_ATTRIBUTE");
        EXPECT_EQ(code_of([&] { engine::attach(db.session(), skills, value{1}, {with(2, key, value{2})}); }),
                  "E_KEY_ATTRIBUTE");
    }
    EXPECT_EQ(rows(), (texts{"'1:1:-'"}));
}

TEST_F(links_rules, sync_under_a_declared_pivot_condition_leaves_other_rows_alone_and_new_rows_meet_it)
{
    db.run(
        "insert into jobs(user_id, firm_id, kind) values (1, 1, 'paid'), (1, 1, 'free'), (1, 2, 'free'), (1, 3, null)");
    const auto c = engine::sync(db.session(), paid, value{1}, ids({2}));
    EXPECT_EQ(c.attached, (std::vector{value{2}}));
    EXPECT_EQ(c.detached, (std::vector{value{1}}));
    EXPECT_EQ(jobs(), (texts{"'1:1:free'", "'1:2:free'", "'1:3:-'", "'1:2:paid'"}));
}

TEST_F(links_rules, sync_updates_only_rows_that_meet_the_declared_condition)
{
    db.run("insert into jobs(user_id, firm_id, kind, level) values (1, 1, 'free', 1), (1, 1, 'paid', 1)");
    engine::sync(db.session(), paid, value{1}, {with(1, "level", value{2.5}), with(2, "level", value{3.5})});
    EXPECT_EQ(db.column("select kind || level from jobs order by id"), (texts{"'free1.0'", "'paid2.5'", "'paid3.5'"}));
}

TEST_F(links_rules, attach_under_a_declared_condition_sees_only_links_that_meet_it)
{
    db.run("insert into jobs(user_id, firm_id, kind) values (1, 1, 'free'), (1, 2, 'paid')");
    const auto a = engine::attach(db.session(), paid, value{1}, {with(1, "kind", value{"paid"}), link{value{2}, {}}});
    EXPECT_EQ(a.attached, (std::vector{value{1}}));
    EXPECT_EQ(a.skipped, (std::vector{value{2}}));
    EXPECT_EQ(jobs(), (texts{"'1:1:free'", "'1:2:paid'", "'1:1:paid'"}));
}

TEST_F(links_rules, an_attribute_that_contradicts_a_declared_condition_is_refused)
{
    EXPECT_EQ(code_of([&] { engine::attach(db.session(), paid, value{1}, {with(1, "kind", value{"free"})}); }),
              "E_CONDITION_ATTRIBUTE");
    EXPECT_TRUE(jobs().empty());
}

TEST_F(links_rules, links_under_a_pivot_condition_that_is_no_equality_are_not_written)
{
    const auto& unpaid = db.relation("User", "unpaid_firms");
    try {
        engine::sync(db.session(), unpaid, value{1}, {});
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.code(), "E_PIVOT_CONDITION");
        EXPECT_EQ(e.kind(), error_kind::unsupported);
        EXPECT_EQ(e.relation(), "unpaid_firms");
    }
    EXPECT_EQ(code_of([&] { engine::attach(db.session(), unpaid, value{1}, {}); }), "E_PIVOT_CONDITION");
}

TEST_F(links_rules, sync_ignores_rows_with_a_null_far_key)
{
    db.run("insert into jobs(user_id, firm_id) values (1, null), (1, 1)");
    EXPECT_TRUE(engine::sync(db.session(), firms, value{1}, ids({1})).detached.empty());
    EXPECT_EQ(jobs(), (texts{"'1:-:-'", "'1:1:-'"}));
}

TEST_F(links_rules, sync_works_on_a_pivot_without_rowid)
{
    db.run("drop table skill_user; create table skill_user(user_id, skill_id, level, note, primary key(user_id, "
           "skill_id)) without rowid;"
           "insert into skill_user(user_id, skill_id) values (1, 1), (1, 2)");
    const auto c = engine::sync(db.session(), skills, value{1}, ids({2, 3}));
    EXPECT_EQ(c.detached, (std::vector{value{1}}));
    EXPECT_EQ(rows(), (texts{"'1:2:-'", "'1:3:-'"}));
}

TEST_F(links_rules, duplicate_rows_of_a_pivot_that_is_a_model_are_told_apart_by_its_key)
{
    db.run("drop table jobs; create table jobs(id integer not null, user_id, firm_id, kind, level real, primary "
           "key(id)) without rowid;"
           "insert into jobs(id, user_id, firm_id, level) values (9, 1, 1, 1), (4, 1, 1, 2), (5, 1, 1, 3)");
    const auto c = engine::sync(db.session(), firms, value{1}, {with(1, "level", value{2})});
    EXPECT_EQ(c.detached.size(), 2U);
    EXPECT_TRUE(c.updated.empty()) << "the row that stays has that level";
    EXPECT_EQ(db.column("select id from jobs"), (texts{"4"}));
}

TEST_F(links_rules, what_tells_equal_rows_apart_is_asked_only_where_there_are_some)
{
    engine::attach(db.session(), skills, value{1}, ids({1, 2}));
    db.statements();
    engine::sync(db.session(), skills, value{1}, ids({1, 2}));
    EXPECT_EQ(db.statements().size(), 1U);
    db.run("insert into skill_user(user_id, skill_id) values (1, 2)");
    db.statements();
    engine::sync(db.session(), skills, value{1}, ids({1, 2}));
    EXPECT_EQ(db.statements().size(), 3U) << "two looks and a delete";
    EXPECT_EQ(rows(), (texts{"'1:1:-'", "'1:2:-'"}));
}

TEST_F(links_rules, reals_that_differ_in_their_last_digits_are_updated_apart)
{
    const double a = 0.12345671, b = 0.12345672;
    db.run("insert into jobs(user_id, firm_id, level) values (1, 1, 0), (1, 2, 0)");
    engine::sync(db.session(), firms, value{1}, {with(1, "level", value{a}), with(2, "level", value{b})});
    EXPECT_EQ(db.column("select level from jobs order by id"), (texts{to_display(value{a}), to_display(value{b})}));
}

TEST_F(links_rules, attributes_whose_values_look_alike_when_joined_are_updated_apart)
{
    engine::attach(db.session(), skills, value{1}, {with(1, "note", value{"x"}), with(2, "note", value{"x"})});
    const std::string split{"a\0level\0i7", 10};
    engine::sync(db.session(), skills, value{1},
                 {{value{1}, {{"note", value{split}}}}, {value{2}, {{"note", value{"a"}}, {"level", value{7}}}}});
    EXPECT_EQ(rows(), (texts{"'1:1:-'", "'1:2:7'"}));
}

TEST_F(links_rules, a_uuid_key_in_another_spelling_is_the_same_key)
{
    const auto& tags = db.relation("User", "tags");
    const std::string stored = "0a1b2c3d-0000-4000-8000-00000000abcd";
    db.run("insert into tags(id) values ('" + stored + "')");
    EXPECT_EQ(
        engine::attach(db.session(), tags, value{1}, {{value{"0A1B2C3D-0000-4000-8000-00000000ABCD"}, {}}}).attached,
        (std::vector{value{stored}}));
    EXPECT_EQ(
        engine::attach(db.session(), tags, value{1}, {{value{"0A1B2C3D-0000-4000-8000-00000000ABCD"}, {}}}).skipped,
        (std::vector{value{stored}}));
    EXPECT_EQ(db.column("select count(*) from tag_user"), (texts{"1"}));
}

TEST_F(links_rules, any_number_of_links_without_attributes_is_one_insert_of_one_text)
{
    std::vector<link> many;
    for (std::int64_t i = 10; i < 260; ++i)
        many.push_back({value{i}, {}});
    db.run("with recursive n(i) as (select 10 union all select i + 1 from n where i < 259) insert into skills(id, "
           "name) select i, 'x' from n");
    db.statements();
    engine::attach(db.session(), skills, value{1}, many);
    const auto first = db.statements();
    EXPECT_EQ(first.size(), 2U) << "one look, one insert";
    EXPECT_EQ(
        db.column("select count(*), group_concat(skill_id) from (select skill_id from skill_user order by rowid)"),
        (texts{"250"}));
    EXPECT_EQ(db.column("select skill_id from skill_user order by rowid limit 2"), (texts{"10", "11"}));
    const auto twice = engine::attach(db.session(), skills, value{2}, ids({1, 1}), {.duplicates = true});
    EXPECT_EQ(twice.attached.size(), 2U);
    EXPECT_EQ(db.column("select count(*) from skill_user where user_id = 2"), (texts{"2"}));
}

} // namespace
} // namespace ginnel::test
