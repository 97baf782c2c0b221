#include "seeds/watched_database.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

// on_delete rules that no foreign key can say, and what the database does on the way to them.

namespace delete_rules {

struct Post;
struct Comment;
struct Like;
struct Tag;
struct Patient;
struct Appointment;
struct Stamp;
struct Seal;

struct User {
    std::int64_t id{};
    ginnel::has_many<Post> posts{};
    static void describe(ginnel::model<User>& user);
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    ginnel::morph_many<Comment> comments{};
    ginnel::morph_many<Like> likes{};
    ginnel::morph_to_many<Tag> tags{};
    static void describe(ginnel::model<Post>& post);
};
struct Comment { // of posts, and of comments
    std::int64_t id{};
    std::int64_t commentable_id{};
    std::string commentable_type{};
    ginnel::morph_many<Comment> answers{};
    static void describe(ginnel::model<Comment>& comment);
};
struct Like {
    std::int64_t id{};
    std::optional<std::int64_t> likeable_id{};
    std::optional<std::string> likeable_type{};
};
struct Tag {
    std::int64_t id{};
};
struct Physician {
    std::int64_t id{};
    ginnel::has_many_through<Patient, Appointment> patients{};
    static void describe(ginnel::model<Physician>& physician);
};
struct Appointment {
    std::int64_t id{};
    std::int64_t physician_id{};
    std::int64_t patient_id{};
};
struct Patient {
    std::int64_t id{};
};
struct Letter { // is removed softly
    std::int64_t id{};
    std::optional<std::int64_t> deleted_at{};
    ginnel::morph_many<Stamp> stamps{};
    ginnel::morph_one<Seal> seal{};
    static void describe(ginnel::model<Letter>& letter);
};
struct Stamp {
    std::int64_t id{};
    std::int64_t stampable_id{};
    std::string stampable_type{};
};
struct Seal {
    std::int64_t id{};
    std::int64_t sealable_id{};
    std::string sealable_type{};
};

void User::describe(ginnel::model<User>& user)
{
    user.relation(&User::posts).on_delete(ginnel::on_delete::cascade);
}
void Post::describe(ginnel::model<Post>& post)
{
    post.relation(&Post::comments).morph_name("commentable").on_delete(ginnel::on_delete::cascade);
    post.relation(&Post::likes).morph_name("likeable").on_delete(ginnel::on_delete::set_null);
    post.relation(&Post::tags).morph_name("taggable").on_delete(ginnel::on_delete::detach);
}
void Comment::describe(ginnel::model<Comment>& comment)
{
    comment.relation(&Comment::answers).morph_name("commentable").on_delete(ginnel::on_delete::cascade);
}
void Physician::describe(ginnel::model<Physician>& physician)
{
    physician.relation(&Physician::patients).on_delete(ginnel::on_delete::detach);
}
void Letter::describe(ginnel::model<Letter>& letter)
{
    letter.soft_delete(&Letter::deleted_at);
    letter.relation(&Letter::stamps).morph_name("stampable").on_delete(ginnel::on_delete::cascade);
    letter.relation(&Letter::seal).morph_name("sealable").on_delete(ginnel::on_delete::restrict);
}

namespace {

using seeds::list;

class rules_of_ours : public ::testing::Test {
protected:
    rules_of_ours()
    {
        db.create_tables<User, Post, Comment, Like, Tag, Physician, Appointment, Patient, Letter, Stamp, Seal>();
        asha = db.create(User{});
        for (int i = 0; i < 3; ++i) {
            posts.push_back(db.related(asha, &User::posts).create({}));
            const Comment comment = db.related(posts.back(), &Post::comments).create({});
            const Comment answer = db.related(comment, &Comment::answers).create({});
            db.related(answer, &Comment::answers).create({});
            db.related(posts.back(), &Post::likes).create({});
            db.related(posts.back(), &Post::tags).create({});
        }
    }
    std::string left() const
    {
        std::string out;
        for (const char* table : {"posts", "comments", "likes", "taggables", "tags"})
            out += db.rows("select count(*) from " + std::string{table})[0] + ' ';
        return out + db.rows("select count(*) from likes where likeable_id is null and likeable_type is null")[0];
    }
    seeds::watched_database db;
    User asha;
    std::vector<Post> posts;
};

TEST_F(rules_of_ours, go_down_from_the_row_removed_level_by_level)
{
    const auto sent = db.statements_of([&] { db.remove(posts[0]); });
    EXPECT_EQ(left(), "2 6 3 2 3 1");
    // comments, likes, tags of posts; three levels of answers, the last of none; three deletes of comments; the post
    EXPECT_EQ(sent.size(), 10U) << ::testing::PrintToString(sent);
}

TEST_F(rules_of_ours, cost_as_many_statements_for_many_rows_as_for_one)
{
    const auto sent = db.statements_of([&] { db.remove_many(posts); });
    EXPECT_EQ(left(), "0 0 3 0 3 3");
    EXPECT_EQ(sent.size(), 10U);
}

TEST_F(rules_of_ours, are_kept_where_rows_are_removed_by_a_query)
{
    const auto sent =
        db.statements_of([&] { EXPECT_EQ(db.query<Post>().where(&Post::id, "<", posts[2].id).remove(), 2); });
    EXPECT_EQ(left(), "1 3 3 1 3 2");
    EXPECT_EQ(sent.size(), 11U);
    EXPECT_EQ(db.query<Post>().where(&Post::id, -1).remove(), 0);
}

TEST_F(rules_of_ours, are_kept_below_rows_that_the_database_deletes)
{
    db.remove(asha);
    EXPECT_EQ(left(), "0 0 3 0 3 3");
}

TEST_F(rules_of_ours, end_where_rows_refer_to_each_other_in_a_circle)
{
    db.run("update comments set commentable_id = 3, commentable_type = 'Comment' where id = 1");
    db.run("delete from comments where id > 3");
    Comment comment = db.query<Comment>().first().value();
    db.remove(comment);
    EXPECT_EQ(db.rows("select count(*) from comments"), list{"0"});
}

TEST_F(rules_of_ours, are_kept_for_rows_that_replace_deletes)
{
    std::vector<Post> wanted{posts[0], Post{}};
    EXPECT_EQ(db.related(asha, &User::posts).replace(wanted), 2);
    EXPECT_EQ(left(), "2 3 3 1 3 2");
    EXPECT_EQ(wanted[1].user_id, asha.id);
    EXPECT_NE(wanted[1].id, 0);
}

TEST_F(rules_of_ours, are_taken_back_with_the_transaction)
{
    db.transaction([&](auto& trx) {
        trx.remove(asha);
        trx.rollback();
    });
    EXPECT_EQ(left(), "3 9 3 3 3 0");
}

TEST_F(rules_of_ours, leave_rows_of_the_other_types_alone)
{
    db.run("insert into comments (commentable_id, commentable_type) values (1, 'Other')");
    db.remove(posts[0]);
    EXPECT_EQ(db.rows("select count(*) from comments where commentable_type = 'Other'"), list{"1"});
}

TEST_F(rules_of_ours, detach_of_a_through_relation_is_said_to_the_database)
{
    Physician doctor = db.create(Physician{});
    db.related(doctor, &Physician::patients).create({});
    const auto sent = db.statements_of([&] { db.remove(doctor); });
    // What a foreign key does SQLite reports under the text of the statement that it does it for.
    EXPECT_EQ(std::set(sent.begin(), sent.end()).size(), 1U) << ::testing::PrintToString(sent);
    EXPECT_EQ(db.rows("select count(*) from appointments"), list{"0"});
    EXPECT_EQ(db.rows("select count(*) from patients"), list{"1"});
}

TEST_F(rules_of_ours, do_not_run_where_a_row_is_removed_softly)
{
    Letter letter = db.create(Letter{});
    db.related(letter, &Letter::stamps).create({});
    EXPECT_EQ(db.statements_of([&] { db.remove(letter); }).size(), 1U);
    EXPECT_EQ(db.rows("select count(*) from stamps"), list{"1"});
    db.force_remove(letter);
    EXPECT_EQ(db.rows("select count(*) from stamps"), list{"0"});
    EXPECT_EQ(db.rows("select count(*) from letters"), list{"0"});
}

TEST_F(rules_of_ours, that_restrict_refuse_and_leave_all_as_it_was)
{
    Letter letter = db.create(Letter{});
    db.related(letter, &Letter::stamps).create({});
    db.related(letter, &Letter::seal).create({});
    try {
        db.force_remove(letter);
        FAIL() << "nothing was thrown";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.kind(), ginnel::error_kind::foreign_key);
        EXPECT_EQ(e.code(), "E_ON_DELETE_RESTRICT");
        EXPECT_EQ(e.relation(), "seal");
    }
    EXPECT_EQ(db.rows("select count(*) from stamps"), list{"1"});
    EXPECT_EQ(db.rows("select count(*) from letters"), list{"1"});
}

struct Page;
struct Book {
    std::int64_t id{};
    ginnel::has_many<Page> pages{};
    static void describe(ginnel::model<Book>& book)
    {
        book.relation(&Book::pages).on_delete(ginnel::on_delete::detach);
    }
};
struct Page {
    std::int64_t id{};
    std::int64_t book_id{};
};
struct Line;
struct Part {
    std::int64_t id{};
    std::int64_t play_id{};
    ginnel::has_many<Line> lines{};
};
struct Play {
    std::int64_t id{};
    ginnel::has_many_through<Line, Part> lines{};
    static void describe(ginnel::model<Play>& play)
    {
        play.relation(&Play::lines).on_delete(ginnel::on_delete::cascade);
    }
};
struct Line {
    std::int64_t id{};
    std::int64_t part_id{};
};
struct Mark;
struct Map {
    std::int64_t id{};
    ginnel::morph_many<Mark> marks{};
    static void describe(ginnel::model<Map>& map)
    {
        map.relation(&Map::marks).morph_name("markable").on_delete(ginnel::on_delete::set_null);
    }
};
struct Mark {
    std::int64_t id{};
    std::int64_t markable_id{};
    std::string markable_type{};
};

template <typename... Models>
std::string refusal()
{
    ginnel::database db{"sqlite::memory:"};
    try {
        db.create_tables<Models...>();
    } catch (const ginnel::error& e) {
        return std::string{e.code()} + ' ' + e.what();
    }
    return {};
}

TEST(delete_rule_mistakes, rules_that_a_relation_cannot_have_are_told_when_the_models_boot)
{
    const auto no_links = refusal<Book, Page>();
    EXPECT_NE(no_links.find("E_ON_DELETE"), std::string::npos) << no_links;
    EXPECT_NE(no_links.find("has no links that could be detached"), std::string::npos) << no_links;
    const auto through = refusal<Play, Part, Line>();
    EXPECT_NE(through.find("owns no rows"), std::string::npos) << through;
    const auto not_null = refusal<Map, Mark>();
    EXPECT_NE(not_null.find("that column cannot be null"), std::string::npos) << not_null;
}

} // namespace

} // namespace delete_rules
