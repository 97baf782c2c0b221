// What exists already is not written again, and uses up no generated key.
#include "seeds/watched_database.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace what_exists {
namespace {

struct Tag {
    std::int64_t id{};
    std::string name{};
};
/// A pivot whose rows have a generated key: each that is made shows.
struct Labelling {
    std::int64_t id{}, post_id{}, tag_id{};
    std::string level{};
};
struct Rating {
    std::int64_t id{}, post_id{}, reader_id{}, stars{};
};
struct Reader {
    std::int64_t id{};
    std::string name{};
};
struct Cover {
    std::int64_t id{}, post_id{};
    std::string path{};
};
struct Comment {
    std::int64_t id{}, post_id{};
    std::string body{};
    std::int64_t likes{};
};
struct Note {
    std::int64_t id{};
    std::optional<std::int64_t> notable_id{};
    std::optional<std::string> notable_type{};
    std::string text{};
};
struct Subject {
    std::int64_t id{};
    std::string name{};
};
struct Post {
    std::int64_t id{};
    std::string title{};
    std::int64_t score{};
    ginnel::many_to_many<Tag> tags{};
    ginnel::many_to_many<Tag, Labelling> labels{};
    ginnel::morph_to_many<Subject> subjects{};
    ginnel::has_many_through<Reader, Rating> readers{};
    ginnel::has_one<Cover> cover{};
    ginnel::has_many<Comment> comments{};
    ginnel::morph_many<Note> notes{};
    static void describe(ginnel::model<Post>& post)
    {
        post.column(&Post::title).unique();
        post.relation(&Post::tags).pivot_column<std::optional<std::string>>("level").pivot_timestamps();
        post.relation(&Post::labels).pivot_table("labellings");
        post.relation(&Post::subjects).morph_name("subjectable");
        post.relation(&Post::notes).morph_name("notable");
    }
};

using keys = std::vector<ginnel::value>;
using seeds::list;

/// Posts 1 and 2; the first has two rows of each relation, by the keys 1 and 2, and one cover.
class what_exists_already : public testing::Test {
protected:
    what_exists_already()
    {
        // Tables of links have no key of their own, unless they are made by hand.
        db.run(
            "create table post_tag (id integer primary key autoincrement, post_id bigint, tag_id bigint, level text, "
            "created_at text, updated_at text);"
            "create table subjectables (id integer primary key autoincrement, subject_id bigint, "
            "subjectable_id bigint, subjectable_type text)");
        db.create_tables<Tag, Labelling, Rating, Reader, Cover, Comment, Note, Subject, Post>();
        first = db.create(Post{.title = "first", .score = 1});
        second = db.create(Post{.title = "second", .score = 2});
        tags = db.create_many<Tag>({{.name = "a"}, {.name = "b"}});
        db.create_many<Subject>({{.name = "a"}, {.name = "b"}});
        db.create_many<Reader>({{.name = "a"}, {.name = "b"}});
        db.related(first, &Post::tags).attach({{1, {{"level", "low"}}}, {2, {{"level", "high"}}}});
        db.related(second, &Post::tags).attach({1});
        db.related(first, &Post::labels).attach({{1, {.level = "low"}}, {2, {.level = "high"}}});
        db.related(first, &Post::subjects).attach({1, 2});
        db.related(first, &Post::readers).attach({{1, {{"stars", 3}}}, {2, {{"stars", 5}}}});
        cover = db.related(first, &Post::cover).create({.path = "x.png"});
        comments = db.related(first, &Post::comments).create_many({{.body = "one", .likes = 1}, {.body = "two"}});
        db.related(first, &Post::notes).create({.text = "n"});
    }

    /// The call sends these statements, changes no row, and leaves the next key of each table as it was.
    template <typename F>
    void writes_nothing(const char* call, const list& wanted, F&& work)
    {
        const auto before = db.rows("select name, seq from sqlite_sequence order by name");
        const int changes = db.changes();
        list verbs;
        for (const std::string& sql : db.statements_of(work))
            verbs.push_back(sql.substr(0, sql.find(' ')));
        EXPECT_EQ(verbs, wanted) << call;
        EXPECT_EQ(db.changes(), changes) << call;
        EXPECT_EQ(db.rows("select name, seq from sqlite_sequence order by name"), before) << call;
    }

    const list look{"select"};
    seeds::watched_database db;
    Post first{}, second{};
    std::vector<Tag> tags{};
    Cover cover{};
    std::vector<Comment> comments{};
};

TEST_F(what_exists_already, links_are_left_alone)
{
    const auto links = db.related(first, &Post::tags);
    writes_nothing("attach", look, [&] { EXPECT_EQ(links.attach({2, 1, 2}).skipped, (keys{1, 2})); });
    writes_nothing("attach with attributes", look, [&] { links.attach({{1, {{"level", "other"}}}}); });
    writes_nothing("sync", look, [&] { links.sync({2, 1}); });
    writes_nothing("sync with attributes", look, [&] {
        links.sync({{1, {{"level", "low"}}}, {2, {{"level", "high"}}}});
    });
    writes_nothing("sync_without_detaching", look, [&] { links.sync_without_detaching({2}); });
    writes_nothing("sync_many", look, [&] {
        db.relation(&Post::tags).sync_many({{first.id, {1, 2}}, {second.id, {1}}});
    });
    writes_nothing("toggle of none", {}, [&] { links.toggle({}); });
    writes_nothing("update_pivot", look, [&] { links.update_pivot({1}, {{"level", "low"}}); });
    writes_nothing("detach of none", {}, [&] { EXPECT_EQ(links.detach({}), 0); });
    writes_nothing("detach of what is not linked", {"delete"}, [&] { EXPECT_EQ(links.detach({77}), 0); });
}

TEST_F(what_exists_already, links_of_each_sort_are_left_alone)
{
    const auto labels = db.related(first, &Post::labels);
    writes_nothing("attach", look, [&] { labels.attach({1, 2}); });
    writes_nothing("sync", look, [&] { labels.sync({{1, {.level = "low"}}, {2, {.level = "high"}}}); });
    const auto subjects = db.related(first, &Post::subjects);
    writes_nothing("attach of polymorphic links", look, [&] { subjects.attach({1, 2}); });
    writes_nothing("sync of polymorphic links", look, [&] { subjects.sync({1, 2}); });
    const auto readers = db.related(first, &Post::readers);
    writes_nothing("attach through", look, [&] { readers.attach({1, 2}); });
    writes_nothing("sync through", look, [&] { readers.sync({{1, {{"stars", 3}}}, {2, {{"stars", 5}}}}); });
}

TEST_F(what_exists_already, toggle_makes_only_the_links_that_are_missing)
{
    const auto next = db.rows("select seq + 1 from sqlite_sequence where name = 'post_tag'");
    db.related(first, &Post::tags).toggle({1, 2});
    EXPECT_EQ(db.related(first, &Post::tags).toggle({1}).attached, keys{1});
    EXPECT_EQ(db.rows("select max(id) from post_tag"), next);
}

TEST_F(what_exists_already, saved_rows_are_not_linked_again)
{
    const auto links = db.related(first, &Post::tags);
    const auto before = db.rows("select * from post_tag");
    const auto next_keys = db.rows("select name, seq from sqlite_sequence order by name");
    int changes = db.changes();
    links.save(tags[0]);
    EXPECT_EQ(db.changes() - changes, 1) << "the row itself, which knows nothing of its state";
    changes = db.changes();
    links.save_many(tags);
    EXPECT_EQ(db.changes() - changes, 2);
    EXPECT_EQ(db.rows("select * from post_tag"), before);
    EXPECT_EQ(db.rows("select name, seq from sqlite_sequence order by name"), next_keys);
    Tag fresh{.name = "c"};
    links.save(fresh);
    EXPECT_EQ(fresh.id, 3);
    EXPECT_EQ(db.rows("select max(id) from post_tag"), list{"4"});
}

TEST_F(what_exists_already, rows_are_found)
{
    writes_nothing("first_or_create", look, [&] {
        EXPECT_EQ(db.first_or_create<Post>({{&Post::title, "first"}}, {{&Post::score, 9}}).score, 1);
    });
    writes_nothing("update_or_create", look, [&] {
        db.update_or_create<Post>({{&Post::title, "first"}}, {{&Post::score, 1}});
    });
    const std::vector<Post> same{{.title = "second", .score = 2}, {.title = "first", .score = 1}};
    writes_nothing("fetch_or_create_many", look, [&] { db.fetch_or_create_many(&Post::title, same); });
    writes_nothing("update_or_create_many", look, [&] { db.update_or_create_many(&Post::title, same); });
}

TEST_F(what_exists_already, rows_of_a_parent_are_found)
{
    const auto of_first = db.related(first, &Post::comments);
    writes_nothing("first_or_create", look, [&] {
        EXPECT_EQ(of_first.first_or_create({{&Comment::body, "one"}}).id, 1);
    });
    writes_nothing("update_or_create", look, [&] {
        of_first.update_or_create({{&Comment::body, "one"}}, {{&Comment::likes, 1}});
    });
    writes_nothing("fetch_or_create_many", look, [&] { of_first.fetch_or_create_many(&Comment::body, comments); });
    writes_nothing("update_or_create_many", look, [&] { of_first.update_or_create_many(&Comment::body, comments); });
    writes_nothing("replace of many", look, [&] { EXPECT_EQ(of_first.replace(comments), 0); });
    const auto its_cover = db.related(first, &Post::cover);
    writes_nothing("replace", look, [&] { EXPECT_EQ(its_cover.replace(cover), 0); });
    writes_nothing("update_or_create of one", look, [&] { its_cover.update_or_create({}, {{&Cover::path, "x.png"}}); });
    writes_nothing("first_or_create of a polymorphic parent", look, [&] {
        db.related(first, &Post::notes).first_or_create({{&Note::text, "n"}});
    });
}

TEST_F(what_exists_already, rows_that_are_missing_take_the_next_key)
{
    db.first_or_create<Post>({{&Post::title, "first"}});
    EXPECT_EQ(db.first_or_create<Post>({{&Post::title, "third"}}).id, 3);
    const auto many = db.fetch_or_create_many(
        &Post::title,
        std::vector<Post>{{.title = "first"}, {.title = "fourth"}, {.title = "second"}, {.title = "fifth"}});
    EXPECT_EQ(seeds::each(many, &Post::id), (std::vector<std::int64_t>{1, 4, 2, 5}));
    const auto links = db.related(first, &Post::tags);
    db.create(Tag{.name = "c"});
    links.attach({1, 2, 3});
    links.sync({1, 2, 3});
    EXPECT_EQ(db.rows("select max(id) from post_tag"), list{"4"});
}

} // namespace
} // namespace what_exists
