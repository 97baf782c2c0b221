// Attach and sync of one pivot: plans with a look, and no needless writes.
#include "blog.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

namespace ginnel::test {
namespace {

using engine::link;

class links : public testing::Test {
protected:
    links()
    {
        db.run("insert into users(id, name) values (1, 'Asha'), (2, 'Ben');"
               "insert into skills(id, name) values (1, 'Sailing'), (2, 'Cooking'), (3, 'Chess')");
        db.statements();
    }
    std::vector<std::string> rows()
    {
        return db.column("select user_id || ':' || skill_id || ':' || coalesce(level, '-') from skill_user order by "
                         "user_id, skill_id, rowid");
    }
    static std::vector<link> ids(std::initializer_list<std::int64_t> keys)
    {
        std::vector<link> out;
        for (const auto k : keys)
            out.push_back({value{k}, {}});
        return out;
    }
    static std::vector<std::int64_t> integers(const std::vector<value>& values)
    {
        std::vector<std::int64_t> out;
        for (const auto& v : values)
            out.push_back(v.integer());
        return out;
    }

    blog db;
    const schema::relation& skills = db.relation("User", "skills");
};

using keys = std::vector<std::int64_t>;
using texts = std::vector<std::string>;

TEST_F(links, attach_makes_the_missing_links_and_reports_those_that_exist)
{
    const auto first = engine::attach(db.session(), skills, value{1}, ids({2, 1}));
    EXPECT_EQ(integers(first.attached), (keys{1, 2}));
    db.statements();
    const auto second = engine::attach(db.session(), skills, value{1}, ids({1, 3}));
    EXPECT_EQ(db.statements().size(), 2U) << "one look, one insert";
    EXPECT_EQ(integers(second.attached), (keys{3}));
    EXPECT_EQ(integers(second.skipped), (keys{1}));
    EXPECT_EQ(rows(), (texts{"'1:1:-'", "'1:2:-'", "'1:3:-'"}));
}

TEST_F(links, attach_of_links_that_all_exist_writes_nothing)
{
    engine::attach(db.session(), skills, value{1}, ids({1, 2}));
    db.statements();
    const auto again = engine::attach(db.session(), skills, value{1}, ids({1, 2}));
    EXPECT_EQ(db.statements().size(), 1U);
    EXPECT_TRUE(again.attached.empty());
}

TEST_F(links, attach_of_nothing_runs_no_statement)
{
    engine::attach(db.session(), skills, value{1}, {});
    EXPECT_TRUE(db.statements().empty());
}

TEST_F(links, attach_keeps_the_attributes_of_the_last_of_equal_keys)
{
    engine::attach(db.session(), skills, value{1},
                   {{value{1}, {{"level", value{3}}}}, {value{1}, {{"level", value{5}}}}});
    EXPECT_EQ(rows(), (texts{"'1:1:5'"}));
}

TEST_F(links, a_link_that_leaves_out_what_another_gives_has_null_there_in_one_statement)
{
    db.statements();
    engine::attach(db.session(), skills, value{1}, {{value{1}, {{"level", value{3}}}}, {value{2}, {}}});
    EXPECT_EQ(db.statements().size(), 2U);
    EXPECT_EQ(rows(), (texts{"'1:1:3'", "'1:2:-'"}));
}

TEST_F(links, attach_makes_a_second_link_when_duplicates_are_asked_for)
{
    engine::attach(db.session(), skills, value{1}, ids({1}));
    engine::attach(db.session(), skills, value{1}, ids({1}), {.duplicates = true});
    EXPECT_EQ(rows(), (texts{"'1:1:-'", "'1:1:-'"}));
}

TEST_F(links, sync_adds_removes_and_updates_and_leaves_equal_rows_alone)
{
    engine::attach(db.session(), skills, value{1},
                   {{value{1}, {{"level", value{1}}}}, {value{2}, {{"level", value{2}}}}});
    engine::attach(db.session(), skills, value{2}, ids({1}));
    db.statements();
    const auto c = engine::sync(db.session(), skills, value{1},
                                {{value{2}, {{"level", value{9}}}}, {value{3}, {{"level", value{4}}}}});
    EXPECT_EQ(db.statements().size(), 4U) << "look, delete, update, insert";
    EXPECT_EQ(integers(c.attached), (keys{3}));
    EXPECT_EQ(integers(c.detached), (keys{1}));
    EXPECT_EQ(integers(c.updated), (keys{2}));
    EXPECT_EQ(rows(), (texts{"'1:2:9'", "'1:3:4'", "'2:1:-'"}));

    const auto same = engine::sync(db.session(), skills, value{1},
                                   {{value{2}, {{"level", value{9}}}}, {value{3}, {{"level", value{4}}}}});
    EXPECT_EQ(db.statements().size(), 1U) << "what is equal is not written";
    EXPECT_TRUE(same.updated.empty() && same.attached.empty() && same.detached.empty());
}

TEST_F(links, sync_with_ids_alone_takes_three_statements_at_most)
{
    engine::attach(db.session(), skills, value{1}, ids({1, 2}));
    db.statements();
    engine::sync(db.session(), skills, value{1}, ids({2, 3}));
    EXPECT_EQ(db.statements().size(), 3U);
    EXPECT_EQ(rows(), (texts{"'1:2:-'", "'1:3:-'"}));
}

TEST_F(links, sync_of_nothing_removes_all_links_of_this_parent_only)
{
    engine::attach(db.session(), skills, value{1}, ids({1, 2}));
    engine::attach(db.session(), skills, value{2}, ids({2}));
    engine::sync(db.session(), skills, value{1}, {});
    EXPECT_EQ(rows(), (texts{"'2:2:-'"}));
}

TEST_F(links, sync_without_detaching_keeps_the_others)
{
    engine::attach(db.session(), skills, value{1}, ids({1}));
    const auto c = engine::sync(db.session(), skills, value{1}, ids({2}), {.detach = false});
    EXPECT_TRUE(c.detached.empty());
    EXPECT_EQ(rows(), (texts{"'1:1:-'", "'1:2:-'"}));
}

TEST_F(links, sync_collapses_duplicate_rows_and_reports_them)
{
    db.run("insert into skill_user(user_id, skill_id, level) values (1, 1, 7), (1, 1, 8)");
    const auto c = engine::sync(db.session(), skills, value{1}, ids({1}));
    EXPECT_EQ(integers(c.detached), (keys{1}));
    EXPECT_EQ(rows(), (texts{"'1:1:7'"}));
}

TEST_F(links, a_failed_sync_leaves_nothing_half)
{
    engine::attach(db.session(), skills, value{1}, ids({1}));
    try {
        engine::sync(db.session(), skills, value{1}, ids({2, 99}));
        FAIL() << "skill 99 does not exist";
    } catch (const error& e) {
        EXPECT_EQ(e.kind(), error_kind::foreign_key);
    }
    EXPECT_EQ(rows(), (texts{"'1:1:-'"}));
}

TEST_F(links, an_unknown_pivot_column_is_an_error_with_the_nearest_names)
{
    try {
        engine::attach(db.session(), skills, value{1}, {{value{1}, {{"levle", value{1}}}}});
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.code(), "E_UNKNOWN_COLUMN");
        EXPECT_NE(std::string{e.what()}.find("level"), std::string::npos) << e.what();
    }
}

TEST_F(links, a_value_that_the_pivot_column_cannot_hold_is_refused_and_runs_no_statement)
{
    const auto refused = [&](const char* column, value v) {
        try {
            engine::sync(db.session(), skills, value{1}, {{value{1}, {{column, std::move(v)}}}});
            return std::string{"nothing"};
        } catch (const error& e) {
            return std::string{e.code()} + " " + e.what();
        }
    };
    db.statements();
    const auto said = refused("level", value{"high"});
    EXPECT_NE(said.find("E_COLUMN_TYPE"), std::string::npos) << said;
    for (const char* part : {"User.skills", "\"level\"", "an integer", "high"})
        EXPECT_NE(said.find(part), std::string::npos) << said;
    EXPECT_NE(refused("note", value{3}).find("E_COLUMN_TYPE"), std::string::npos);
    EXPECT_NE(refused("level", value{1.5}).find("E_COLUMN_TYPE"), std::string::npos);
    EXPECT_TRUE(db.statements().empty());
    EXPECT_EQ(refused("level", value{}), "nothing") << "the column is nullable";
}

TEST_F(links, a_parent_without_a_key_is_refused_and_runs_no_statement)
{
    try {
        engine::attach(db.session(), skills, value{}, ids({1}));
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.code(), "E_UNSAVED_PARENT");
    }
    EXPECT_TRUE(db.statements().empty());
}

} // namespace
} // namespace ginnel::test
