// Detach, toggle and new attributes of links, and links that go over a model as has-many-through.
#include "blog.hpp"
#include "engine/links.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

namespace ginnel::test {
namespace {

using engine::link;
using texts = std::vector<std::string>;
using keys = std::vector<value>;

class link_writes : public testing::Test {
protected:
    link_writes()
    {
        db.run("insert into users(id, name) values (1, 'Asha'), (2, 'Ben');"
               "insert into skills(id, name) values (1, 'Sailing'), (2, 'Cooking'), (3, 'Chess');"
               "insert into firms(id, name) values (1, 'North'), (2, 'South'), (3, 'West');"
               "insert into skill_user(user_id, skill_id, level) values (1, 1, 5), (1, 2, 6), (2, 1, 7)");
        db.statements();
    }
    texts rows()
    {
        return db.column("select user_id || ':' || skill_id || ':' || coalesce(level, '-') from skill_user order by "
                         "user_id, skill_id, rowid");
    }
    texts jobs()
    {
        return db.column("select user_id || ':' || coalesce(firm_id, '-') || ':' || coalesce(kind, '-') || ':' || "
                         "coalesce(level, '-') from jobs order by id");
    }
    template <typename F>
    static error refusal(F&& f)
    {
        try {
            f();
        } catch (const error& e) {
            return e;
        }
        return error{error_kind::usage, "NONE", "nothing was refused"};
    }
    static link with(std::int64_t key, const char* column, value v) { return {value{key}, {{column, std::move(v)}}}; }

    blog db;
    const schema::relation& skills = db.relation("User", "skills");
    const schema::relation& paid = db.relation("User", "paid_firms");
    const schema::relation& employers = db.relation("User", "employers");
};

TEST_F(link_writes, detach_removes_exactly_the_links_that_are_named)
{
    EXPECT_EQ(engine::detach(db.session(), skills, value{1}, {value{2}, value{3}, value{2}}), 1);
    EXPECT_EQ(db.statements().size(), 1U);
    EXPECT_EQ(rows(), (texts{"'1:1:5'", "'2:1:7'"}));
}

TEST_F(link_writes, detach_of_an_empty_list_removes_nothing_and_runs_no_statement)
{
    EXPECT_EQ(engine::detach(db.session(), skills, value{1}, {}), 0);
    EXPECT_TRUE(db.statements().empty());
    EXPECT_EQ(rows().size(), 3U);
}

TEST_F(link_writes, detach_all_leaves_the_links_of_others)
{
    EXPECT_EQ(engine::detach_all(db.session(), skills, value{1}), 2);
    EXPECT_EQ(db.statements().size(), 1U);
    EXPECT_EQ(rows(), (texts{"'2:1:7'"}));
}

TEST_F(link_writes, detach_under_a_declared_condition_leaves_other_rows)
{
    db.run("insert into jobs(user_id, firm_id, kind) values (1, 1, 'paid'), (1, 1, 'free'), (1, 2, 'free'), (1, 3, "
           "'paid'), (1, 3, null)");
    EXPECT_EQ(engine::detach(db.session(), paid, value{1}, {value{1}, value{2}}), 1);
    EXPECT_EQ(jobs(), (texts{"'1:1:free:-'", "'1:2:free:-'", "'1:3:paid:-'", "'1:3:-:-'"}));
    EXPECT_EQ(engine::detach_all(db.session(), paid, value{1}), 1);
    EXPECT_EQ(jobs(), (texts{"'1:1:free:-'", "'1:2:free:-'", "'1:3:-:-'"}));
}

TEST_F(link_writes, relations_over_one_table_keep_their_own_conditions_whichever_wrote_first)
{
    const auto fill = [&] {
        db.run("delete from jobs; insert into jobs(user_id, firm_id, kind) values (1, 1, 'paid'), (1, 1, 'free'), "
               "(1, 2, 'paid'), (1, 2, 'free')");
    };
    fill();
    EXPECT_EQ(engine::detach(db.session(), employers, value{1}, {value{1}}), 2);
    EXPECT_EQ(engine::detach(db.session(), paid, value{1}, {value{2}}), 1);
    EXPECT_EQ(jobs(), (texts{"'1:2:free:-'"}));
    fill();
    EXPECT_EQ(engine::sync(db.session(), employers, value{2}, {link{value{3}, {}}}).attached, (keys{value{3}}));
    EXPECT_EQ(engine::sync(db.session(), paid, value{2}, {link{value{3}, {}}}).attached, (keys{value{3}}));
    EXPECT_EQ(engine::sync(db.session(), paid, value{1}, {}).detached, (keys{value{1}, value{2}}));
    EXPECT_EQ(jobs(), (texts{"'1:1:free:-'", "'1:2:free:-'", "'2:3:-:-'", "'2:3:paid:-'"}));
}

TEST_F(link_writes, toggle_removes_what_is_linked_and_links_the_rest)
{
    const auto c = engine::toggle(db.session(), skills, value{1}, {with(3, "level", value{9}), link{value{1}, {}}});
    EXPECT_EQ(db.statements().size(), 3U) << "one look, one delete, one insert";
    EXPECT_EQ(c.attached, (keys{value{3}}));
    EXPECT_EQ(c.detached, (keys{value{1}}));
    EXPECT_EQ(rows(), (texts{"'1:2:6'", "'1:3:9'", "'2:1:7'"}));
}

TEST_F(link_writes, toggle_twice_ends_as_it_began)
{
    const auto before = rows();
    engine::toggle(db.session(), skills, value{2}, {link{value{2}, {}}, link{value{3}, {}}});
    engine::toggle(db.session(), skills, value{2}, {link{value{3}, {}}, link{value{2}, {}}});
    EXPECT_EQ(rows(), before);
    db.statements();
    engine::toggle(db.session(), skills, value{2}, {});
    EXPECT_TRUE(db.statements().empty());
}

TEST_F(link_writes, toggle_under_a_declared_condition_sees_and_makes_rows_that_meet_it)
{
    db.run("insert into jobs(user_id, firm_id, kind) values (1, 1, 'free'), (1, 2, 'paid')");
    const auto c = engine::toggle(db.session(), paid, value{1}, {link{value{1}, {}}, link{value{2}, {}}});
    EXPECT_EQ(c.attached, (keys{value{1}}));
    EXPECT_EQ(c.detached, (keys{value{2}}));
    EXPECT_EQ(jobs(), (texts{"'1:1:free:-'", "'1:1:paid:-'"}));
}

TEST_F(link_writes, new_attributes_are_written_where_they_differ_and_reported)
{
    const auto updated =
        engine::update_links(db.session(), skills, value{1},
                             {with(1, "level", value{5}), with(2, "level", value{8}), with(3, "level", value{8})});
    EXPECT_EQ(db.statements().size(), 2U) << "one look, one update";
    EXPECT_EQ(updated, (keys{value{2}}));
    EXPECT_EQ(rows(), (texts{"'1:1:5'", "'1:2:8'", "'2:1:7'"})) << "no link is made";
}

TEST_F(link_writes, attributes_that_are_equal_already_are_looked_at_alone)
{
    EXPECT_TRUE(engine::update_links(db.session(), skills, value{1}, {with(1, "level", value{5})}).empty());
    EXPECT_EQ(db.statements().size(), 1U);
    EXPECT_TRUE(engine::update_links(db.session(), skills, value{1}, {link{value{1}, {}}}).empty());
    EXPECT_TRUE(db.statements().empty());
}

TEST_F(link_writes, equal_attributes_of_many_links_are_one_update)
{
    const auto updated =
        engine::update_links(db.session(), skills, value{1}, {with(1, "level", value{8}), with(2, "level", value{8})});
    EXPECT_EQ(db.statements().size(), 2U);
    EXPECT_EQ(updated, (keys{value{1}, value{2}}));
    EXPECT_EQ(rows(), (texts{"'1:1:8'", "'1:2:8'", "'2:1:7'"}));
}

TEST_F(link_writes, a_pair_that_is_linked_twice_gets_all_attributes_in_both_rows)
{
    db.run("delete from skill_user; insert into skill_user(user_id, skill_id, level, note) values (1, 1, 5, 'a'), "
           "(1, 1, 6, 'b')");
    const auto updated =
        engine::update_links(db.session(), skills, value{1}, {{value{1}, {{"level", value{5}}, {"note", value{"b"}}}}});
    EXPECT_EQ(updated, (keys{value{1}}));
    EXPECT_EQ(db.column("select level || note from skill_user"), (texts{"'5b'", "'5b'"}));
}

TEST_F(link_writes, new_attributes_under_a_declared_condition_touch_rows_that_meet_it)
{
    db.run("insert into jobs(user_id, firm_id, kind, level) values (1, 1, 'free', 1), (1, 1, 'paid', 1)");
    engine::update_links(db.session(), paid, value{1}, {with(1, "level", value{2.5})});
    EXPECT_EQ(jobs(), (texts{"'1:1:free:1.0'", "'1:1:paid:2.5'"}));
    const auto said =
        refusal([&] { engine::update_links(db.session(), paid, value{1}, {with(1, "kind", value{"x"})}); });
    EXPECT_EQ(said.code(), "E_CONDITION_ATTRIBUTE");
}

TEST_F(link_writes, a_has_many_through_whose_middle_holds_both_keys_is_written_as_links)
{
    const auto a =
        engine::attach(db.session(), employers, value{1}, {with(1, "kind", value{"paid"}), link{value{2}, {}}});
    EXPECT_EQ(a.attached, (keys{value{1}, value{2}}));
    EXPECT_EQ(engine::attach(db.session(), employers, value{1}, {link{value{1}, {}}}).skipped, (keys{value{1}}));
    EXPECT_EQ(jobs(), (texts{"'1:1:paid:-'", "'1:2:-:-'"}));
    const auto c =
        engine::sync(db.session(), employers, value{1}, {with(2, "kind", value{"free"}), link{value{3}, {}}});
    EXPECT_EQ(c.attached, (keys{value{3}}));
    EXPECT_EQ(c.detached, (keys{value{1}}));
    EXPECT_EQ(c.updated, (keys{value{2}}));
    EXPECT_EQ(engine::detach(db.session(), employers, value{1}, {value{3}}), 1);
    EXPECT_EQ(jobs(), (texts{"'1:2:free:-'"}));
}

TEST_F(link_writes, a_has_many_through_whose_target_holds_the_key_names_the_row_that_is_missing)
{
    const auto& posts = db.relation("Country", "posts");
    for (const auto& said : {refusal([&] {
                                 engine::attach(db.session(), posts, value{1}, {link{value{1}, {}}});
                             }),
                             refusal([&] { engine::detach(db.session(), posts, value{1}, {}); }),
                             refusal([&] { engine::toggle(db.session(), posts, value{1}, {}); }),
                             refusal([&] { engine::update_links(db.session(), posts, value{1}, {}); })}) {
        EXPECT_EQ(said.code(), "E_MISSING_MIDDLE");
        EXPECT_EQ(said.relation(), "posts");
        EXPECT_NE(std::string{said.what()}.find(
                      "name the row between when it is created or saved: country.related(\"posts\").via(user)"),
                  std::string::npos)
            << said.what();
    }
    EXPECT_EQ(refusal([&] { engine::detach_all(db.session(), db.relation("User", "posts"), value{1}); }).code(),
              "E_NO_LINK_TABLE");
    EXPECT_TRUE(db.statements().empty());
}

TEST_F(link_writes, a_parent_without_a_key_is_refused)
{
    EXPECT_EQ(refusal([&] { engine::detach(db.session(), skills, value{}, {}); }).code(), "E_UNSAVED_PARENT");
    EXPECT_EQ(refusal([&] { engine::detach_all(db.session(), skills, value{}); }).code(), "E_UNSAVED_PARENT");
    EXPECT_EQ(refusal([&] { engine::toggle(db.session(), skills, value{}, {}); }).code(), "E_UNSAVED_PARENT");
    EXPECT_EQ(refusal([&] { engine::update_links(db.session(), skills, value{}, {}); }).code(), "E_UNSAVED_PARENT");
}

} // namespace
} // namespace ginnel::test
