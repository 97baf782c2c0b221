// guides/model-relations/has-many-through: each block of the guide, named after its heading and numbered where a
// heading has several. Headings without a block have a test where they promise something.
#include "seeds/watched_database.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace seeds::through_guide {

struct Post;
struct User;

struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many_through<Post, User> posts{};
};

struct User {
    std::int64_t id{};
    std::int64_t country_id{};
    ginnel::has_many<Post> posts{};
};

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
};

/// Two countries with two users and one, a third without; users 1 and 3 wrote two posts each, user 2 one.
struct blog : watched_database {
    blog()
    {
        create_tables<Country, User, Post>();
        create_many<Country>({{.id = 1, .name = "India"}, {.id = 2, .name = "France"}, {.id = 3, .name = "Malta"}});
        create_many<User>({{.id = 1, .country_id = 1}, {.id = 2, .country_id = 1}, {.id = 3, .country_id = 2}});
        create_many<Post>({{.id = 1, .user_id = 1, .title = "a"},
                           {.id = 2, .user_id = 1, .title = "b"},
                           {.id = 3, .user_id = 2, .title = "c"},
                           {.id = 4, .user_id = 3, .title = "d"},
                           {.id = 5, .user_id = 3, .title = "e"}});
    }
};

// "Relationship models", block 1: Country declares the posts through User. The first type is what is fetched, the
// second the bridge.
TEST(has_many_through_guide, relationship_models_1)
{
    blog db;
    const auto posts = db.relation(&Country::posts);
    EXPECT_EQ(posts.related_model().name(), "Post");
    EXPECT_EQ(posts.through_model(), "User");

    const auto india = db.find_or_fail<Country>(1);
    EXPECT_EQ(each(db.related(india, &Country::posts).query().order_by(&Post::id).all(), &Post::id), (ids{1, 2, 3}));
}

namespace user_without_key {
struct Post;
struct User;
struct Country {
    std::int64_t id{};
    ginnel::has_many_through<Post, User> posts{};
};
struct User {
    std::int64_t id{};
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
};
} // namespace user_without_key

namespace post_without_key {
struct Post;
struct User;
struct Country {
    std::int64_t id{};
    ginnel::has_many_through<Post, User> posts{};
};
struct User {
    std::int64_t id{};
    std::int64_t country_id{};
};
struct Post {
    std::int64_t id{};
};
} // namespace post_without_key

/// What the start-up check says of a model.
template <typename Model>
std::string mistakes()
{
    try {
        (void)ginnel::model_of<Model>();
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.kind(), ginnel::error_kind::schema);
        return e.what();
    }
    return {};
}

// "Relationship models", block 2: the User must have the foreign key of the country.
TEST(has_many_through_guide, relationship_models_2)
{
    const blog db;
    EXPECT_EQ(ginnel::model_of<Country>().relation("posts").foreign_key(), "country_id");
    EXPECT_EQ(mistakes<Country>(), "");
    const auto said = mistakes<user_without_key::Country>();
    EXPECT_NE(said.find("Country.posts"), std::string::npos) << said;
    EXPECT_NE(said.find("country_id"), std::string::npos) << said;
    EXPECT_NE(said.find("User"), std::string::npos) << said;
}

// "Relationship models", block 3: the Post must have the foreign key of the user.
TEST(has_many_through_guide, relationship_models_3)
{
    const blog db;
    EXPECT_EQ(ginnel::model_of<Country>().relation("posts").through_foreign_key(), "user_id");
    const auto said = mistakes<post_without_key::Country>();
    EXPECT_NE(said.find("Country.posts"), std::string::npos) << said;
    EXPECT_NE(said.find("user_id"), std::string::npos) << said;
    EXPECT_NE(said.find("Post"), std::string::npos) << said;
}

namespace keys_said {
struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many_through<Post, User> posts{};
    static void describe(ginnel::model<Country>& country)
    {
        country.relation(&Country::posts)
            .local_key(&Country::id)
            .foreign_key(&User::country_id)
            .through_local_key(&User::id)
            .through_foreign_key(&Post::user_id);
    }
};
} // namespace keys_said

namespace other_keys {
struct Post;
struct User;
struct Country {
    std::int64_t id{};
    std::string code{};
    ginnel::has_many_through<Post, User> posts{};
    static void describe(ginnel::model<Country>&);
};
struct User {
    std::int64_t id{};
    std::string home{};
    std::int64_t number{};
};
struct Post {
    std::int64_t id{};
    std::int64_t written_by{};
};
void Country::describe(ginnel::model<Country>& country)
{
    country.column(&Country::code).unique();
    country.relation(&Country::posts)
        .local_key(&Country::code)
        .foreign_key(&User::home)
        .through_local_key(&User::number)
        .through_foreign_key(&Post::written_by);
}
} // namespace other_keys

// "throughForeignKey", its block: all four keys said. With those of the conventions the relation is the same; others
// are followed.
TEST(has_many_through_guide, through_foreign_key)
{
    blog db;
    const auto by_convention = db.relation(&Country::posts);
    const auto said = db.relation(&keys_said::Country::posts);
    EXPECT_EQ(said.local_key(), "id");
    EXPECT_EQ(said.foreign_key(), "country_id");
    EXPECT_EQ(said.through_local_key(), "id");
    EXPECT_EQ(said.through_foreign_key(), "user_id");
    for (const auto key : {&ginnel::relation_info::local_key, &ginnel::relation_info::foreign_key,
                           &ginnel::relation_info::through_local_key, &ginnel::relation_info::through_foreign_key})
        EXPECT_EQ((said.info().*key)(), (by_convention.info().*key)());
    const auto countries = db.query<keys_said::Country>().preload(&keys_said::Country::posts).order_by("id").all();
    EXPECT_EQ(each(countries.at(0).posts, &Post::id), (ids{1, 2, 3}));

    watched_database other;
    other.create_tables<other_keys::Country, other_keys::User, other_keys::Post>();
    other.create_many<other_keys::Country>({{.id = 7, .code = "IN"}, {.id = 8, .code = "FR"}});
    other.create_many<other_keys::User>({{.id = 1, .home = "FR", .number = 50}, {.id = 2, .home = "IN", .number = 60}});
    other.create_many<other_keys::Post>(
        {{.id = 1, .written_by = 50}, {.id = 2, .written_by = 60}, {.id = 3, .written_by = 1}});
    const auto found = other.query<other_keys::Country>().preload(&other_keys::Country::posts).order_by("id").all();
    EXPECT_EQ(each(found.at(0).posts, &other_keys::Post::id), (ids{2}));
    EXPECT_EQ(each(found.at(1).posts, &other_keys::Post::id), (ids{1}));
}

// "Table Structure": no direct tie between countries and posts; the users' table is the bridge.
TEST(has_many_through_guide, table_structure)
{
    const blog db;
    EXPECT_EQ(db.rows("select name from pragma_table_info('countries')"), (list{"id", "name"}));
    EXPECT_EQ(db.rows("select name from pragma_table_info('users')"), (list{"id", "country_id"}));
    EXPECT_EQ(db.rows("select name from pragma_table_info('posts')"), (list{"id", "user_id", "title"}));
}

// "Preloading relationship": as other relations are preloaded; one statement for the posts of all countries.
TEST(has_many_through_guide, preloading_relationship)
{
    blog db;
    std::vector<Country> countries;
    const auto sent = db.statements_of(
        [&] { countries = db.query<Country>().preload(&Country::posts).order_by(&Country::id).all(); });
    EXPECT_EQ(sent.size(), 2U);
    EXPECT_EQ(each(countries.at(0).posts, &Post::id), (ids{1, 2, 3}));
    EXPECT_EQ(each(countries.at(1).posts, &Post::id), (ids{4, 5}));
    EXPECT_TRUE(countries.at(2).posts.loaded());
    EXPECT_TRUE(countries.at(2).posts.empty());
}

// "Persisting relationship": rows are written by the direct relations, and found through the indirect one. (That
// creation through it does not compile is a case of tests/must_not_compile.)
TEST(has_many_through_guide, persisting_relationship)
{
    blog db;
    const auto malta = db.find_or_fail<Country>(3);
    const auto user = db.create(User{.country_id = malta.id});
    const auto post = db.related(user, &User::posts).create({.title = "f"});
    EXPECT_EQ(each(db.related(malta, &Country::posts).query().all(), &Post::id), (ids{post.id}));
}

} // namespace seeds::through_guide
