#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The far row of a path, written with the row between named.

namespace {

struct User;
struct Post;
struct Comment;
struct Note;
struct Badge;

struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<User> users{};
    ginnel::has_many_through<Post, User> posts{};
    ginnel::has_many_through<Comment, User, Post> comments{};
    ginnel::has_many_through<Note> notes{}; // polymorphic, by relations
    ginnel::has_many_through<Post> open_posts{};
    ginnel::has_one_through<Post, User> newest{};
    ginnel::has_many_through<Badge> badges{}; // by a link at its end
    static void describe(ginnel::model<Country>& country);
};

struct User {
    std::int64_t id{};
    std::int64_t country_id{};
    std::string name{};
    bool open{};
    std::optional<std::int64_t> deleted_at{};
    ginnel::has_many<Post> posts{};
    ginnel::morph_many<Note> notes{};
    ginnel::many_to_many<Badge> badges{};
    static void describe(ginnel::model<User>& user);
};

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    ginnel::row_state state{};
    static void describe(ginnel::model<Post>& post) { post.track_changes(); }
};

struct Comment {
    std::int64_t id{};
    std::int64_t post_id{};
    std::string body{};
};

struct Note {
    std::int64_t id{};
    std::int64_t notable_id{};
    std::string notable_type{};
    std::string text{};
};

struct Badge {
    std::int64_t id{};
    std::string name{};
};

void Country::describe(ginnel::model<Country>& country)
{
    country.relation(&Country::notes).via(&Country::users, &User::notes);
    country.relation(&Country::open_posts).via(&Country::users, &User::posts);
    country.relation(&Country::users).on_query([](auto& users) { users.where(&User::open, true); });
    country.relation(&Country::badges).via(&Country::users, &User::badges);
}
void User::describe(ginnel::model<User>& user)
{
    user.soft_delete(&User::deleted_at);
    user.relation(&User::notes).morph_name("notable");
}

struct world {
    ginnel::database db{"sqlite::memory:"};
    std::vector<std::string> sent{};
    Country india{}, peru{};
    User asha{}, ben{};

    world()
    {
        db.create_tables<Country, User, Post, Comment, Note, Badge>();
        india = db.create(Country{.name = "India"});
        peru = db.create(Country{.name = "Peru"});
        asha = db.create(User{.country_id = india.id, .name = "Asha", .open = true});
        ben = db.create(User{.country_id = peru.id, .name = "Ben"});
        db.log([this](std::string_view sql) { sent.emplace_back(sql); });
    }
};

template <typename F>
std::string refusal(const F& work)
{
    try {
        work();
    } catch (const ginnel::error& e) {
        return std::string{e.code()} + ": " + e.what();
    }
    return {};
}

TEST(rows_via, create_writes_the_far_row_under_the_row_between_in_two_statements_of_one_transaction)
{
    world w;
    const Post post = w.db.related(w.india, &Country::posts).via(w.asha).create({.title = "Rain"});
    EXPECT_EQ(post.user_id, w.asha.id);
    EXPECT_TRUE(post.state.stored());
    ASSERT_EQ(w.sent.size(), 4U); // begin, select, insert, commit
    EXPECT_EQ(w.sent[1].rfind("select", 0), 0U);
    EXPECT_EQ(w.sent[2].rfind("insert", 0), 0U);
    EXPECT_EQ(w.db.related(w.india, &Country::posts).query().count(), 1);
}

TEST(rows_via, create_many_inserts_in_one_statement_and_no_rows_cost_none)
{
    world w;
    const auto via = w.db.related(w.india, &Country::posts).via(w.asha);
    EXPECT_TRUE(via.create_many({}).empty());
    EXPECT_TRUE(w.sent.empty());
    const auto posts = via.create_many({{.title = "a"}, {.title = "b"}});
    EXPECT_EQ(w.sent.size(), 4U);
    EXPECT_EQ(posts[1].user_id, w.asha.id);
    EXPECT_NE(posts[1].id, 0);
}

TEST(rows_via, a_row_between_that_is_of_another_parent_is_refused_and_nothing_is_written)
{
    world w;
    Post post{.title = "Rain"};
    const auto said = refusal([&] { w.db.related(w.peru, &Country::posts).via(w.asha).save(post); });
    EXPECT_NE(said.find("E_MIDDLE_OF_ANOTHER"), std::string::npos) << said;
    EXPECT_NE(said.find("the User with id 1 is not one of the Country with id 2"), std::string::npos) << said;
    EXPECT_EQ(post.user_id, 0);
    EXPECT_EQ(post.id, 0);
    EXPECT_FALSE(post.state.stored());
    EXPECT_EQ(w.db.query<Post>().count(), 0);
}

TEST(rows_via, save_moves_a_stored_row_and_writes_its_key_alone)
{
    world w;
    const User carl = w.db.create(User{.country_id = w.india.id, .name = "Carl", .open = true});
    const auto posts = w.db.related(w.india, &Country::posts);
    Post post = posts.via(w.asha).create({.title = "Rain"});
    w.sent.clear();
    posts.via(carl).save(post);
    EXPECT_EQ(post.user_id, carl.id);
    ASSERT_EQ(w.sent.size(), 4U);
    EXPECT_EQ(w.sent[2], R"(update "posts" set "user_id" = ?1 where "id" = ?2)");
    w.sent.clear();
    posts.via(carl).save(post);
    EXPECT_EQ(w.sent.size(), 3U) << "nothing differs";
}

TEST(rows_via, save_many_writes_new_rows_and_stored_ones)
{
    world w;
    const auto posts = w.db.related(w.india, &Country::posts);
    std::vector<Post> rows{posts.via(w.asha).create({.title = "a"}), Post{.title = "b"}};
    rows[0].title = "A";
    posts.via(w.asha).save_many(rows);
    EXPECT_EQ(w.db.query<Post>().count(), 2);
    EXPECT_EQ(w.db.find<Post>(rows[0].id).value().title, "A");
    EXPECT_EQ(rows[1].user_id, w.asha.id);
}

TEST(rows_via, a_longer_path_is_checked_in_one_statement)
{
    world w;
    const Post post = w.db.related(w.india, &Country::posts).via(w.asha).create({.title = "Rain"});
    w.sent.clear();
    const Comment comment = w.db.related(w.india, &Country::comments).via(post).create({.body = "Wet"});
    EXPECT_EQ(comment.post_id, post.id);
    EXPECT_EQ(w.sent.size(), 4U);
    const auto said = refusal([&] { w.db.related(w.peru, &Country::comments).via(post).create({.body = "x"}); });
    EXPECT_NE(said.find("E_MIDDLE_OF_ANOTHER"), std::string::npos) << said;
}

TEST(rows_via, a_polymorphic_last_hop_gets_its_type_and_what_a_relation_passed_declares_holds_for_the_row_between)
{
    world w;
    const Note note = w.db.related(w.india, &Country::notes).via(w.asha).create({.text = "x"});
    EXPECT_EQ(note.notable_id, w.asha.id);
    EXPECT_EQ(w.db.related(w.india, &Country::notes).query().count(), 1);
    const auto closed = refusal([&] { w.db.related(w.peru, &Country::open_posts).via(w.ben).create({}); });
    EXPECT_NE(closed.find("E_MIDDLE_OF_ANOTHER"), std::string::npos) << closed;
    EXPECT_EQ(w.db.related(w.peru, &Country::posts).via(w.ben).create({}).user_id, w.ben.id) << "passes no relation";
}

TEST(rows_via, a_row_between_that_was_softly_deleted_is_not_behind_the_parent)
{
    world w;
    w.db.remove(w.asha);
    const auto said = refusal([&] { w.db.related(w.india, &Country::posts).via(w.asha).create({}); });
    EXPECT_NE(said.find("E_MIDDLE_OF_ANOTHER"), std::string::npos) << said;
}

TEST(rows_via, a_has_one_through_is_created_and_saved)
{
    world w;
    Post post{.title = "Rain"};
    w.db.related(w.india, &Country::newest).via(w.asha).save(post);
    EXPECT_EQ(w.db.related(w.india, &Country::newest).query().first().value().id, post.id);
}

TEST(rows_via, rows_that_were_not_saved_are_refused_before_anything_is_sent)
{
    world w;
    for (const auto& said : {refusal([&] { w.db.related(Country{}, &Country::posts).via(w.asha); }),
                             refusal([&] { w.db.related(w.india, &Country::posts).via(User{}); })})
        EXPECT_NE(said.find("E_UNSAVED_PARENT"), std::string::npos) << said;
    EXPECT_TRUE(w.sent.empty());
}

TEST(rows_via, a_row_of_a_model_that_the_path_does_not_pass_last_and_a_path_without_one_are_refused)
{
    world w;
    const auto wrong = refusal([&] { w.db.related(w.india, &Country::open_posts).via(Post{.id = 1}); });
    EXPECT_NE(wrong.find("E_WRONG_MIDDLE"), std::string::npos) << wrong;
    const auto linked = refusal([&] { w.db.related(w.india, &Country::badges).via(w.asha); });
    EXPECT_NE(linked.find("E_NO_MIDDLE"), std::string::npos) << linked;
    EXPECT_TRUE(w.sent.empty());
}

TEST(rows_via, inside_a_transaction_it_is_a_part_of_it)
{
    world w;
    w.db.transaction([&](auto& trx) {
        trx.related(w.india, &Country::posts).via(w.asha).create({.title = "Rain"});
        trx.rollback();
    });
    EXPECT_EQ(w.db.query<Post>().count(), 0);
}

} // namespace
