// Rows that one hop ties to a parent: saved, found, replaced, associated, and what is refused.
#include "finding/finding.hpp"

#include <gtest/gtest.h>

namespace finding {
namespace {

struct Task;
/// Tasks hold the address of their member, which may have none.
struct Member {
    std::int64_t id{};
    std::optional<std::string> email{};
    ginnel::has_many<Task> tasks{};
    static void describe(ginnel::model<Member>& member);
};
struct Task {
    std::int64_t id{};
    std::optional<std::string> member_email{};
};
void Member::describe(ginnel::model<Member>& member)
{
    member.column(&Member::email).unique();
    member.relation(&Member::tasks).local_key(&Member::email).foreign_key(&Task::member_email);
}

class related_writes : public testing::Test {
protected:
    related_writes() { db.make(); }

    list posts_of(const User& user)
    {
        list titles;
        for (const Post& p : db.related(user, &User::posts).query().order_by(&Post::title).all())
            titles.push_back(p.title);
        return titles;
    }
    template <typename F>
    static std::string code_of(F&& work)
    {
        try {
            work();
        } catch (const ginnel::error& e) {
            return std::string{e.code()};
        }
        return "none";
    }

    watched_database db;
};

TEST_F(related_writes, save_inserts_a_new_row_and_updates_a_saved_one)
{
    Post p{.title = "one"};
    EXPECT_EQ(db.statements_of([&] { db.related(db.ann, &User::posts).save(p); }), list{"insert"});
    EXPECT_EQ(p.user_id, db.ann.id);
    EXPECT_NE(p.id, 0);
    p.title = "two";
    EXPECT_EQ(db.statements_of([&] { db.related(db.bob, &User::posts).save(p); }), list{"update"});
    EXPECT_EQ(p.user_id, db.bob.id);
    EXPECT_EQ(posts_of(db.bob), list{"two"});
    EXPECT_EQ(posts_of(db.ann), list{});
}

TEST_F(related_writes, a_saved_row_that_is_gone_is_an_error)
{
    Post p{.id = 99, .title = "gone"};
    EXPECT_EQ(code_of([&] { db.related(db.ann, &User::posts).save(p); }), "E_ROW_NOT_FOUND");
    EXPECT_FALSE(p.user_id) << "a failure leaves the object as it was";
}

TEST_F(related_writes, save_many_is_one_unit)
{
    std::vector<Post> rows{{.title = "a"}, {.title = "b"}};
    EXPECT_EQ(db.statements_of([&] { db.related(db.ann, &User::posts).save_many(rows); }), list{"insert"});
    rows.push_back({.title = "c"});
    rows.push_back({.id = 99});
    EXPECT_EQ(code_of([&] { db.related(db.bob, &User::posts).save_many(rows); }), "E_ROW_NOT_FOUND");
    EXPECT_EQ(posts_of(db.ann), (list{"a", "b"}));
    EXPECT_EQ(db.query<Post>().count(), 2);
}

TEST_F(related_writes, rows_are_found_or_made_among_the_parents)
{
    db.related(db.bob, &User::posts).create({.title = "x", .score = 1});
    Post p;
    EXPECT_EQ(db.statements_of([&] {
        p = db.related(db.ann, &User::posts).first_or_create({{&Post::title, "x"}}, {{&Post::score, 2}});
    }),
              (list{"select", "insert"}));
    EXPECT_EQ(p.user_id, db.ann.id);
    EXPECT_EQ(p.score, 2);
    EXPECT_EQ(db.statements_of([&] {
        p = db.related(db.ann, &User::posts).update_or_create({{&Post::title, "x"}}, {{&Post::score, 3}});
    }),
              (list{"select", "update"}));
    EXPECT_EQ(db.find_or_fail<Post>(p.id).score, 3);
    EXPECT_EQ(db.find_or_fail<Post>(p.id).user_id, db.ann.id);

    std::vector<Post> rows;
    EXPECT_EQ(db.statements_of([&] {
        rows = db.related(db.ann, &User::posts)
                   .update_or_create_many(&Post::title,
                                          std::vector<Post>{{.title = "y", .score = 1}, {.title = "x", .score = 9}});
    }),
              (list{"select", "update", "insert"}));
    EXPECT_EQ(rows[1].id, p.id);
    EXPECT_EQ(rows[1].user_id, db.ann.id);
    EXPECT_EQ(rows[0].user_id, db.ann.id);
    EXPECT_EQ(db.related(db.ann, &User::posts).first_or_new({{&Post::title, "z"}}).user_id, db.ann.id);
    EXPECT_EQ(posts_of(db.ann), (list{"x", "y"}));
    EXPECT_EQ(posts_of(db.bob), list{"x"});
}

TEST_F(related_writes, a_has_one_is_found_without_a_search)
{
    const auto first = db.related(db.ann, &User::profile).update_or_create({}, {{&Profile::bio, "one"}});
    const auto second = db.related(db.ann, &User::profile).update_or_create({}, {{&Profile::bio, "two"}});
    EXPECT_EQ(first.id, second.id);
    EXPECT_EQ(db.find_or_fail<Profile>(first.id).bio, "two");
    EXPECT_EQ(code_of([&] { db.related(db.ann, &User::posts).first_or_create({}); }), "E_NO_SEARCH");
}

TEST_F(related_writes, a_second_has_one_is_refused_by_its_unique_index_and_replace_wins)
{
    auto profile = db.related(db.ann, &User::profile).create({.bio = "one"});
    try {
        db.related(db.ann, &User::profile).create({.bio = "two"});
        FAIL() << "there is one already";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.kind(), ginnel::error_kind::unique);
    }
    Profile other{.bio = "three"};
    EXPECT_EQ(db.statements_of([&] { EXPECT_EQ(db.related(db.ann, &User::profile).replace(other), 1); }),
              (list{"select", "delete", "insert"}));
    EXPECT_FALSE(db.find<Profile>(profile.id)) << "its key takes no null";
    EXPECT_EQ(db.related(db.ann, &User::profile).query().first()->bio, "three");
    EXPECT_EQ(db.statements_of([&] { EXPECT_EQ(db.related(db.ann, &User::profile).replace(other), 0); }),
              list{"select"});
}

TEST_F(related_writes, replace_makes_the_rows_exactly_these)
{
    auto rows = db.related(db.ann, &User::posts).create_many({{.title = "a"}, {.title = "b"}, {.title = "c"}});
    auto theirs = db.related(db.bob, &User::posts).create({.title = "d"});
    std::vector<Post> wanted{rows[1], theirs, {.title = "e"}};
    EXPECT_EQ(db.statements_of([&] { EXPECT_EQ(db.related(db.ann, &User::posts).replace(wanted), 2); }),
              (list{"select", "update", "update", "insert"}));
    EXPECT_EQ(posts_of(db.ann), (list{"b", "d", "e"}));
    EXPECT_EQ(posts_of(db.bob), list{});
    EXPECT_EQ(wanted[1].user_id, db.ann.id);
    EXPECT_FALSE(db.find_or_fail<Post>(rows[0].id).user_id);
    std::vector<Post> gone{{.id = 99}};
    EXPECT_EQ(code_of([&] { db.related(db.ann, &User::posts).replace(gone); }), "E_ROW_NOT_FOUND");
    EXPECT_EQ(posts_of(db.ann), (list{"b", "d", "e"}));
    std::vector<Post> none;
    EXPECT_EQ(db.related(db.ann, &User::posts).replace(none), 3);
    EXPECT_EQ(posts_of(db.ann), list{});
}

TEST_F(related_writes, dissociated_rows_stay_without_a_parent)
{
    auto rows = db.related(db.ann, &User::posts).create_many({{.title = "a"}, {.title = "b"}});
    auto theirs = db.related(db.bob, &User::posts).create({.title = "c"});
    std::vector<Post> some{rows[0], theirs};
    EXPECT_EQ(db.statements_of([&] { db.related(db.ann, &User::posts).dissociate(some); }), list{"update"});
    EXPECT_FALSE(some[0].user_id);
    EXPECT_EQ(some[1].user_id, db.bob.id) << "another parent's";
    EXPECT_EQ(posts_of(db.ann), list{"b"});
    EXPECT_EQ(posts_of(db.bob), list{"c"});

    Profile profile = db.related(db.ann, &User::profile).create({.bio = "x"});
    EXPECT_EQ(code_of([&] { db.related(db.ann, &User::profile).dissociate(profile); }), "E_KEY_NOT_NULLABLE");
    Post fresh;
    EXPECT_EQ(code_of([&] { db.related(db.ann, &User::posts).dissociate(fresh); }), "E_UNSAVED_ROW");
}

TEST_F(related_writes, associate_writes_the_key_into_table_and_object)
{
    Post p = db.create(Post{.title = "a"});
    EXPECT_EQ(db.statements_of([&] { db.related(p, &Post::user).associate(db.bob); }), list{"update"});
    EXPECT_EQ(p.user_id, db.bob.id);
    EXPECT_EQ(posts_of(db.bob), list{"a"});
    EXPECT_EQ(db.statements_of([&] { db.related(p, &Post::user).dissociate(); }), list{"update"});
    EXPECT_FALSE(p.user_id);
    EXPECT_EQ(posts_of(db.bob), list{});

    EXPECT_EQ(code_of([&] { db.related(p, &Post::user).associate(User{}); }), "E_UNSAVED_PARENT");
    Post fresh;
    EXPECT_EQ(code_of([&] { db.related(fresh, &Post::user).associate(db.bob); }), "E_UNSAVED_PARENT");
    Line line = db.create(Line{.id = ginnel::uuid::time_ordered(), .user_id = db.ann.id});
    EXPECT_EQ(code_of([&] { db.related(line, &Line::user).dissociate(); }), "E_KEY_NOT_NULLABLE");
    db.related(line, &Line::user).associate(db.bob);
    EXPECT_EQ(db.find_or_fail<Line>(line.id).user_id, db.bob.id);
}

TEST_F(related_writes, polymorphic_relations_write_their_type_too)
{
    Post p = db.create(Post{.title = "a"});
    Comment c{.body = "hi"};
    db.related(p, &Post::comments).save(c);
    EXPECT_EQ(db.related(p, &Post::comments).query().count(), 1);
    EXPECT_EQ(db.statements_of([&] { db.related(c, &Comment::commentable).associate(db.ann); }), list{"update"});
    EXPECT_EQ(c.commentable_id, db.ann.id);
    EXPECT_EQ(db.related(p, &Post::comments).query().count(), 0);
    EXPECT_EQ(db.related(db.ann, &User::comments).query().count(), 1);
    EXPECT_EQ(db.related(db.ann, &User::comments).first_or_create({{&Comment::body, "hi"}}).id, c.id);
    db.related(c, &Comment::commentable).dissociate();
    EXPECT_FALSE(c.commentable_id);
    EXPECT_FALSE(db.find_or_fail<Comment>(c.id).commentable_type);
}

TEST_F(related_writes, an_unsaved_parent_is_refused_by_each)
{
    User fresh;
    Post p;
    std::vector<Post> rows(1);
    auto posts = db.related(fresh, &User::posts);
    EXPECT_EQ(code_of([&] { posts.save(p); }), "E_UNSAVED_PARENT");
    EXPECT_EQ(code_of([&] { posts.save_many(rows); }), "E_UNSAVED_PARENT");
    EXPECT_EQ(code_of([&] { posts.replace(rows); }), "E_UNSAVED_PARENT");
    EXPECT_EQ(code_of([&] { posts.dissociate(rows); }), "E_UNSAVED_PARENT");
    EXPECT_EQ(code_of([&] { posts.first_or_create({{&Post::title, "x"}}); }), "E_UNSAVED_PARENT");
    EXPECT_EQ(code_of([&] { posts.fetch_or_create_many(&Post::title, rows); }), "E_UNSAVED_PARENT");
    EXPECT_EQ(db.query<Post>().count(), 0);
}

TEST_F(related_writes, a_saved_parent_whose_key_is_null_is_told_so)
{
    db.create_tables<Member, Task>();
    const Member member = db.create(Member{});
    const auto tasks = db.related(member, &Member::tasks);
    Task task;
    EXPECT_EQ(code_of([&] { tasks.create({}); }), "E_NULL_KEY");
    EXPECT_EQ(code_of([&] { tasks.save(task); }), "E_NULL_KEY");
    EXPECT_EQ(code_of([&] { tasks.first_or_create({{&Task::id, 1}}); }), "E_NULL_KEY");
    EXPECT_EQ(db.query<Task>().count(), 0);
    EXPECT_TRUE(tasks.query().all().empty());
}

} // namespace
} // namespace finding
