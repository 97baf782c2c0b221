// Rows saved, updated, removed and read again, as objects and by query.
#include "seeds/watched_database.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>

namespace row_writing {

struct Post;
struct Tag;
struct User {
    std::int64_t id{};
    std::string name{};
    std::optional<std::string> email{};
    ginnel::has_many<Post> posts{};
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    std::int32_t views{};
    ginnel::many_to_many<Tag> tags{};
};
struct Tag {
    std::int64_t id{};
    std::string name{};
};
struct Draft {
    std::int64_t id{};
    std::string title{};
    std::string body{};
    ginnel::row_state state{};
};
struct Token {
    std::string id{};
    std::int64_t uses{};
};
using moment = std::chrono::sys_seconds;
struct Note {
    std::int64_t id{};
    std::string text{};
    std::optional<moment> deleted_at{};
    static void describe(ginnel::model<Note>& note) { note.soft_delete(&Note::deleted_at); }
};
struct Page {
    std::int64_t id{};
    std::string text{};
    std::int64_t version{};
    moment created_at{};
    std::optional<moment> updated_at{};
    static void describe(ginnel::model<Page>& page)
    {
        page.version(&Page::version).timestamps(&Page::created_at, &Page::updated_at);
    }
};

namespace {

using seeds::list;

class row_writes : public testing::Test {
protected:
    row_writes()
    {
        db.create_tables<User, Post, Tag, Draft, Token, Note, Page>();
        asha = db.create(User{.name = "Asha", .email = "a@x"});
        bala = db.create(User{.name = "Bala"});
    }
    template <typename F>
    std::size_t count(F&& work)
    {
        return db.statements_of(std::forward<F>(work)).size();
    }
    template <typename F>
    std::string code_of(F&& work)
    {
        try {
            work();
        } catch (const ginnel::error& e) {
            kind = e.kind();
            model = e.model();
            return std::string{e.code()};
        }
        return "no error";
    }
    list names() { return db.rows("select name, email from users order by id"); }

    seeds::watched_database db;
    User asha, bala;
    ginnel::error_kind kind{};
    std::string model;
};

TEST_F(row_writes, save_inserts_a_row_without_a_generated_key_and_updates_any_other)
{
    User chitra{.name = "Chitra"};
    EXPECT_EQ(count([&] { db.save(chitra); }), 1U);
    EXPECT_EQ(chitra.id, 3);
    chitra.email = "c@x";
    EXPECT_EQ(count([&] { db.save(chitra); }), 1U);
    EXPECT_EQ(names(), (list{"Asha|a@x", "Bala|", "Chitra|c@x"}));
}

TEST_F(row_writes, an_update_that_finds_no_row_is_an_error_that_names_model_and_key)
{
    User gone{.id = 77, .name = "Gone"};
    EXPECT_EQ(code_of([&] { db.save(gone); }), "E_ROW_NOT_FOUND");
    EXPECT_EQ(kind, ginnel::error_kind::not_found);
    EXPECT_EQ(model, "User");
    EXPECT_EQ(names().size(), 2U);
}

TEST_F(row_writes, update_writes_the_named_columns_alone)
{
    asha.name = "A";
    asha.email = std::nullopt;
    EXPECT_EQ(count([&] { db.update(asha, &User::email); }), 1U);
    EXPECT_EQ(names()[0], "Asha|");
    db.update(asha);
    EXPECT_EQ(names()[0], "A|");
}

TEST_F(row_writes, a_row_without_a_key_is_not_updated_nor_removed)
{
    User fresh{.name = "x"};
    EXPECT_EQ(count([&] {
                  EXPECT_EQ(code_of([&] { db.update(fresh); }), "E_NOT_PERSISTED");
                  EXPECT_EQ(code_of([&] { db.remove(fresh); }), "E_NOT_PERSISTED");
                  EXPECT_EQ(code_of([&] { db.refresh(fresh); }), "E_NOT_PERSISTED");
              }),
              0U);
}

TEST_F(row_writes, many_rows_are_updated_whole_or_not_at_all)
{
    std::vector<User> users{asha, bala, User{.id = 99}};
    users[0].name = "A";
    EXPECT_EQ(code_of([&] { db.update_many(users); }), "E_ROW_NOT_FOUND");
    EXPECT_EQ(names()[0], "Asha|a@x");
    users.pop_back();
    const auto sent = db.statements_of([&] { db.update_many(users, &User::name); });
    EXPECT_EQ(sent.size(), 2U);
    EXPECT_EQ(names()[0], "A|a@x");
    users.clear();
    EXPECT_EQ(count([&] { db.update_many(users); }), 0U);
}

TEST_F(row_writes, save_many_inserts_new_rows_in_one_statement)
{
    std::vector<User> users{User{.name = "c"}, asha, User{.name = "d"}};
    users[1].name = "A";
    EXPECT_EQ(count([&] { db.save_many(users); }), 2U);
    EXPECT_EQ(users[2].id, 4);
    EXPECT_EQ(names(), (list{"A|a@x", "Bala|", "c|", "d|"}));
}

TEST_F(row_writes, a_failed_save_many_leaves_rows_and_table_as_they_were)
{
    std::vector<User> users{User{.name = "c"}, User{.id = 99}};
    EXPECT_EQ(code_of([&] { db.save_many(users); }), "E_ROW_NOT_FOUND");
    EXPECT_EQ(users[0].id, 0);
    EXPECT_EQ(names().size(), 2U);
}

TEST_F(row_writes, many_rows_are_removed_in_one_statement)
{
    std::vector<User> users{asha, bala};
    std::int64_t removed = 0;
    EXPECT_EQ(count([&] { removed = db.remove_many(users); }), 1U);
    EXPECT_EQ(removed, 2);
    EXPECT_FALSE(db.remove(asha));
    EXPECT_EQ(names().size(), 0U);
}

TEST_F(row_writes, refresh_reads_the_row_again)
{
    db.run("update users set name = 'Other'");
    EXPECT_EQ(count([&] { db.refresh(asha); }), 1U);
    EXPECT_EQ(asha.name, "Other");
    db.run("delete from users");
    EXPECT_EQ(code_of([&] { db.refresh(asha); }), "E_ROW_NOT_FOUND");
    EXPECT_EQ(asha.name, "Other");
}

TEST_F(row_writes, a_row_selected_in_part_writes_what_was_selected)
{
    db.create(Draft{.title = "t", .body = "b"});
    Draft part = db.query<Draft>().select(&Draft::title).first_or_fail();
    part.title = "new";
    db.save(part);
    EXPECT_EQ(db.rows("select title, body from drafts"), (list{"new|b"}));
    EXPECT_EQ(code_of([&] { db.update(part, &Draft::body); }), "E_MISSING_MODEL_ATTRIBUTE");
}

TEST_F(row_writes, a_row_state_says_whether_a_row_is_stored)
{
    Draft given{.id = 7, .title = "t"};
    db.save(given);
    EXPECT_TRUE(given.state.stored());
    given.body = "b";
    db.save(given);
    EXPECT_EQ(db.rows("select id, body from drafts"), (list{"7|b"}));
    db.remove(given);
    EXPECT_FALSE(given.state.stored());
    db.save(given);
    EXPECT_EQ(db.rows("select id, body from drafts"), (list{"7|b"}));
}

TEST_F(row_writes, save_refuses_a_row_that_does_not_show_whether_it_is_new)
{
    Token t{.id = "a"};
    EXPECT_EQ(code_of([&] { db.save(t); }), "E_SAVE_UNDECIDED");
    db.create(t);
    t.uses = 1;
    db.update(t);
    EXPECT_EQ(db.rows("select id, uses from tokens"), (list{"a|1"}));
}

TEST_F(row_writes, a_query_updates_the_rows_it_means)
{
    db.related(asha, &User::posts).create_many({{.title = "a"}, {.title = "b"}, {.title = "c"}});
    db.related(bala, &User::posts).create({.title = "d"});
    std::int64_t n = 0;
    EXPECT_EQ(count([&] {
                  n = db.query<Post>()
                          .where(&Post::title, "a")
                          .or_where(&Post::title, "d")
                          .update({{&Post::title, "x"}, {&Post::views, 5}});
              }),
              1U);
    EXPECT_EQ(n, 2);
    EXPECT_EQ(
        db.related(asha, &User::posts).query().where(&Post::views, 0).or_where(&Post::views, 5).increment(&Post::views),
        3);
    EXPECT_EQ(db.related(bala, &User::posts).query().decrement(&Post::views, 2), 1);
    EXPECT_EQ(db.rows("select title, views from posts order by id"), (list{"x|6", "b|1", "c|1", "x|3"}));
    EXPECT_EQ(db.query<User>().where_has(&User::posts).update(&User::email, std::nullopt), 2);
    EXPECT_EQ(db.query<User>().update({{&User::email, std::optional<std::string>{"e"}}}), 2);
}

TEST_F(row_writes, a_limit_and_its_order_choose_the_rows_that_are_written)
{
    db.related(asha, &User::posts).create_many({{.title = "a"}, {.title = "b"}, {.title = "c"}});
    EXPECT_EQ(db.query<Post>().order_by(&Post::title, ginnel::desc).limit(2).update(&Post::views, 9), 2);
    EXPECT_EQ(db.rows("select title, views from posts order by id"), (list{"a|0", "b|9", "c|9"}));
    EXPECT_EQ(count([&] { EXPECT_EQ(db.query<Post>().order_by(&Post::id).limit(1).remove(), 1); }), 1U);
    EXPECT_EQ(db.rows("select title from posts order by id"), (list{"b", "c"}));
}

TEST_F(row_writes, a_query_over_a_pivot_writes_related_rows)
{
    Post post = db.related(asha, &User::posts).create({.title = "a"});
    db.related(post, &Post::tags).create_many({{.name = "x"}, {.name = "y"}});
    db.create(Tag{.name = "z"});
    EXPECT_EQ(db.related(post, &Post::tags).query().where(&Tag::name, "x").update(&Tag::name, "X"), 1);
    EXPECT_EQ(db.related(post, &Post::tags).query().update(&Tag::name, "t"), 2);
    EXPECT_EQ(db.rows("select name from tags order by id"), (list{"t", "t", "z"}));
}

TEST_F(row_writes, an_update_that_says_nothing_or_what_does_not_fit_sends_nothing)
{
    EXPECT_EQ(count([&] {
                  EXPECT_EQ(code_of([&] { db.query<Post>().update({}); }), "E_NO_VALUES");
                  EXPECT_EQ(code_of([&] { db.query<Post>().update(&Post::views, 5'000'000'000); }), "E_COLUMN_TYPE");
              }),
              0U);
}

TEST_F(row_writes, a_soft_delete_sets_the_time_and_is_taken_back)
{
    std::vector<Note> notes = db.create_many<Note>({{.text = "a"}, {.text = "b"}, {.text = "c"}});
    EXPECT_TRUE(db.remove(notes[0]));
    ASSERT_TRUE(notes[0].deleted_at);
    EXPECT_FALSE(db.remove(notes[0])) << "it was deleted already";
    EXPECT_EQ(db.query<Note>().count(), 2);
    EXPECT_EQ(db.query<Note>().where(&Note::text, "b").remove(), 1);
    EXPECT_EQ(db.query<Note>().only_trashed().count(), 2);
    db.refresh(notes[1]);
    EXPECT_TRUE(notes[1].deleted_at);
    EXPECT_TRUE(db.restore(notes[0]));
    EXPECT_FALSE(notes[0].deleted_at);
    EXPECT_EQ(db.query<Note>().restore(), 1);
    EXPECT_EQ(db.query<Note>().count(), 3);
    EXPECT_TRUE(db.force_remove(notes[0]));
    EXPECT_EQ(db.query<Note>().where(&Note::text, "b").force_remove(), 1);
    EXPECT_EQ(db.rows("select text from notes"), (list{"c"}));
    EXPECT_EQ(code_of([&] { db.restore(asha); }), "E_NO_SOFT_DELETE");
}

TEST_F(row_writes, timestamps_and_versions_are_kept_and_come_back)
{
    Page page = db.create(Page{.text = "a"});
    EXPECT_EQ(page.version, 1);
    EXPECT_GT(page.created_at, moment{});
    EXPECT_EQ(page.updated_at, page.created_at);
    EXPECT_EQ(db.query<Page>().where(&Page::created_at, page.created_at).count(), 1);

    db.run("update pages set updated_at = '2001-01-01 00:00:00'");
    Page mine = db.find_or_fail<Page>(page.id), other = mine;
    mine.text = "mine";
    EXPECT_EQ(count([&] { db.save(mine); }), 1U);
    EXPECT_EQ(mine.version, 2);
    EXPECT_GE(mine.updated_at, page.updated_at);

    other.text = "other";
    EXPECT_EQ(code_of([&] { db.save(other); }), "E_STALE_ROW");
    EXPECT_EQ(kind, ginnel::error_kind::conflict);
    EXPECT_EQ(other.version, 1);
    db.query<Page>().update(&Page::text, "all");
    EXPECT_EQ(code_of([&] { db.save(mine); }), "E_STALE_ROW");
    EXPECT_EQ(db.rows("select text, version from pages"), (list{"all|3"}));

    const Page old = db.create(Page{.text = "old", .created_at = moment{std::chrono::seconds{1'000'000'000}}});
    EXPECT_EQ(old.created_at, moment{std::chrono::seconds{1'000'000'000}});
    EXPECT_GT(old.updated_at, old.created_at);
}

} // namespace
} // namespace row_writing
