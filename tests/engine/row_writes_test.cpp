// Rows of records written by their keys, and rows of queries: statements, what is left out, and what is refused.
#include "blog.hpp"
#include "engine/query_writes.hpp"
#include "engine/row_writes.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

namespace ginnel::test {
namespace {

using texts = std::vector<std::string>;

class row_writes : public testing::Test {
protected:
    row_writes()
    {
        db.run("insert into countries(id, name) values (1, 'India'), (2, 'Nepal');"
               "insert into users(id, country_id, name) values (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c')");
        users = db.all(engine::query{db.model("User")});
        db.statements();
    }
    std::int64_t update(std::vector<engine::record*> rows, bool changed_only = true)
    {
        std::vector<void*> objects(rows.begin(), rows.end());
        return engine::update_rows(db.session(), db.model("User"), objects, {.changed_only = changed_only});
    }

    blog db;
    std::vector<engine::record> users;
};

TEST_F(row_writes, what_was_not_changed_is_not_written)
{
    EXPECT_EQ(update({&users[0], &users[1]}), 0);
    users[0].put("name", value{"a"});
    EXPECT_EQ(update({&users[0]}), 0) << "an equal value is no change";
    users[0].put("name", value{"x"});
    users[0].put("name", value{"a"});
    EXPECT_EQ(update({&users[0]}), 0) << "nor is one that was put back";
    EXPECT_EQ(db.statements().size(), 0U);

    users[0].put("name", value{"x"});
    EXPECT_EQ(update({&users[0]}), 1);
    const auto sent = db.statements();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].find("country_id"), std::string::npos);
    EXPECT_EQ(update({&users[0]}), 0) << "what was written is no longer changed";
}

TEST_F(row_writes, a_failed_update_leaves_the_change_to_be_written_again)
{
    users[0].put("name", value{"x"});
    users[2].put("name", value{"z"});
    db.run("delete from users where id = 3");
    EXPECT_THROW(update({&users[0], &users[2]}), error);
    EXPECT_EQ(db.column("select name from users where id = 1"), (texts{"'a'"}));
    EXPECT_TRUE(users[0].changed(db.model("User").column_named("name").index));
    EXPECT_EQ(update({&users[0]}), 1);
    EXPECT_EQ(db.column("select name from users where id = 1"), (texts{"'x'"}));
}

TEST_F(row_writes, an_update_of_named_columns_leaves_other_changes_to_be_written)
{
    const auto& country = db.model("User").column_named("country_id");
    users[0].put("name", value{"x"});
    users[0].put(country.index, value{2});
    const schema::column* const named[] = {&country};
    void* const object = &users[0];
    engine::update_rows(db.session(), db.model("User"), {&object, 1}, {.named = named});
    EXPECT_FALSE(users[0].changed(country.index));
    EXPECT_EQ(update({&users[0]}), 1);
    EXPECT_EQ(db.column("select name || country_id from users where id = 1"), (texts{"'x2'"}));
}

TEST_F(row_writes, a_record_that_was_inserted_has_no_changes)
{
    engine::record fresh{db.model("User")};
    fresh.put("name", value{"d"});
    void* const object = &fresh;
    engine::insert(db.session(), db.model("User"), {&object, 1});
    EXPECT_TRUE(fresh.persisted);
    EXPECT_EQ(update({&fresh}), 0);
}

TEST_F(row_writes, rows_are_removed_by_one_statement)
{
    void* const objects[] = {&users[0], &users[2]};
    EXPECT_EQ(engine::remove_rows(db.session(), db.model("User"), objects), 2);
    EXPECT_EQ(db.statements().size(), 1U);
    EXPECT_EQ(db.column("select name from users"), (texts{"'b'"}));
    EXPECT_EQ(engine::remove_rows(db.session(), db.model("User"), {}), 0);
}

TEST_F(row_writes, a_query_of_a_longer_path_writes_the_rows_at_its_end)
{
    db.run("insert into posts(id, user_id, title) values (1, 1, 'p'), (2, 2, 'q'), (3, 3, 'r')");
    const engine::query posts{db.relation("Country", "posts"), false};
    const value india{std::int64_t{1}}, nobody{};
    const engine::assignment title{&db.model("Post").column_named("title"), value{"t"}};
    db.statements();
    EXPECT_EQ(engine::update(db.session(), posts, {&title, 1}, &india), 2);
    EXPECT_EQ(engine::update(db.session(), posts, {&title, 1}, &nobody), 0);
    EXPECT_EQ(db.statements().size(), 1U) << "a null key relates to nothing";
    EXPECT_EQ(db.column("select title from posts order by id"), (texts{"'t'", "'t'", "'r'"}));
    EXPECT_EQ(engine::remove(db.session(), posts, engine::removal::declared, &india), 2);
    EXPECT_EQ(db.column("select id from posts"), (texts{"3"}));
}

TEST_F(row_writes, values_that_do_not_fit_are_refused_before_anything_is_sent)
{
    const engine::query all{db.model("User")};
    const engine::assignment text{&db.model("User").column_named("country_id"), value{"x"}},
        sum{&db.model("User").column_named("name"), value{"x"}, true};
    EXPECT_THROW(engine::update(db.session(), all, {&text, 1}), error);
    EXPECT_THROW(engine::update(db.session(), all, {&sum, 1}), error);
    EXPECT_THROW(engine::remove(db.session(), all, engine::removal::undone), error);
    EXPECT_EQ(db.statements().size(), 0U);
}

} // namespace
} // namespace ginnel::test
