// The relation object of has-many-through (HasManyThrough, as Lucid's reference documents it): each block, named after
// its heading and numbered where a heading has several. Headings without a block have a test where they promise
// something.
#include "seeds/watched_database.hpp"

#include <ginnel/ginnel.hpp>
#include <ginnel/value/chrono.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

namespace seeds::through_class {

using ginnel::model_of;

struct Comment;
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
    bool is_published{};
    std::chrono::sys_seconds created_at{};
    ginnel::has_many<Comment> comments{};
    ginnel::extras extras{};
};

struct Comment {
    std::int64_t id{};
    std::int64_t post_id{};
    std::string text{};
};

/// Country 1 has the users 1 and 2, country 2 the user 3, country 3 none. Posts 1 and 2 are of user 1, 3 of user 2, 4
/// of user 3; the even ones are published, and have a comment each.
struct blog : watched_database {
    blog()
    {
        create_tables<Country, User, Post, Comment>();
        create_many<Country>({{.id = 1, .name = "India"}, {.id = 2, .name = "France"}, {.id = 3, .name = "Malta"}});
        create_many<User>({{.id = 1, .country_id = 1}, {.id = 2, .country_id = 1}, {.id = 3, .country_id = 2}});
        create_many<Post>({{.id = 1, .user_id = 1},
                           {.id = 2, .user_id = 1, .is_published = true},
                           {.id = 3, .user_id = 2},
                           {.id = 4, .user_id = 3, .is_published = true}});
        create_many<Comment>({{.id = 1, .post_id = 2, .text = "ah"}, {.id = 2, .post_id = 4, .text = "oh"}});
    }
};

// "Has many through": the declaration, and the object by which it is known, by member and by name.
TEST(has_many_through_class, has_many_through)
{
    blog db;
    EXPECT_EQ(db.relation(&Country::posts).name(), "posts");
    EXPECT_EQ(db.relation(&Country::posts).type(), "hasManyThrough");
    EXPECT_EQ(db.relation(&Country::posts).related_model().name(), "Post");

    const auto posts = model_of<Country>().relation("posts");
    EXPECT_EQ(posts.name(), "posts");
    EXPECT_EQ(posts.type(), "hasManyThrough");
    EXPECT_EQ(posts.related_model(), "Post");
}

TEST(has_many_through_class, type)
{
    blog db;
    EXPECT_EQ(db.relation(&Country::posts).type(), "hasManyThrough");
    EXPECT_EQ(model_of<Country>().relation("posts").type(), "hasManyThrough");
}

TEST(has_many_through_class, relation_name)
{
    blog db;
    EXPECT_EQ(db.relation(&Country::posts).name(), "posts");
    EXPECT_EQ(model_of<Country>().relations(), std::vector<std::string_view>{"posts"});
}

namespace titled {
struct Country {
    std::int64_t id{};
    ginnel::has_many_through<Post, User> posts{};
    static void describe(ginnel::model<Country>& country)
    {
        country.relation(&Country::posts).serialize_as("articles");
    }
};
} // namespace titled

TEST(has_many_through_class, serialize_as)
{
    blog db;
    EXPECT_EQ(db.relation(&Country::posts).serialize_as(), "posts");
    EXPECT_EQ(db.relation(&titled::Country::posts).serialize_as(), "articles");
    EXPECT_EQ(db.relation(&titled::Country::posts).name(), "posts");

    titled::Country country{.id = 3};
    db.load(country, &titled::Country::posts);
    EXPECT_EQ(ginnel::to_json(country), R"({"id":3,"articles":[]})");
}

namespace unbooted {
struct Country {
    std::int64_t id{};
    ginnel::has_many_through<Post, User> posts{};
};
} // namespace unbooted

TEST(has_many_through_class, booted)
{
    blog db;
    EXPECT_TRUE(db.relation(&Country::posts).booted()) << "create_tables boots what it is given";
    // That `booted` asks without booting shows in the next test: there the model is met for the first time.
}

TEST(has_many_through_class, boot)
{
    blog db;
    const auto posts = db.relation(&unbooted::Country::posts);
    EXPECT_FALSE(posts.booted());
    EXPECT_FALSE(posts.booted());
    const auto sent = db.statements_of([&] { posts.boot(); });
    EXPECT_TRUE(posts.booted());
    EXPECT_EQ(sent, list{});
    posts.boot();
    EXPECT_TRUE(posts.booted());
}

TEST(has_many_through_class, model)
{
    blog db;
    EXPECT_EQ(db.relation(&Country::posts).model().name(), "Country");
    EXPECT_EQ(db.relation(&Country::posts).model().table(), "countries");
    EXPECT_EQ(model_of<Country>().relation("posts").model(), "Country");
}

TEST(has_many_through_class, related_model)
{
    blog db;
    EXPECT_EQ(db.relation(&Country::posts).related_model().name(), "Post");
    EXPECT_EQ(db.relation(&Country::posts).related_model().table(), "posts");
}

TEST(has_many_through_class, through_model)
{
    blog db;
    EXPECT_EQ(db.relation(&Country::posts).through_model(), "User");
    EXPECT_EQ(model_of<Country>().relation("posts").through_model(), "User");
}

// A model per key: the key said, and of the model that the document says; the column's name in the table is another.
namespace keyed {
struct Post;
struct User;
struct Country {
    std::int64_t id{};
    std::int64_t number{};
    ginnel::has_many_through<Post, User> by_id{};
    ginnel::has_many_through<Post, User> by_number{};
    static void describe(ginnel::model<Country>&);
};
struct User {
    std::int64_t id{};
    std::int64_t pass{};
    std::int64_t country_id{};
    std::int64_t origin_id{};
    static void describe(ginnel::model<User>& user) { user.column(&User::origin_id).named("COUNTRY_OF_ORIGIN"); }
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::int64_t author_pass{};
};
void Country::describe(ginnel::model<Country>& country)
{
    country.column(&Country::number).named("NR").unique();
    country.relation(&Country::by_id)
        .local_key(&Country::id)
        .foreign_key(&User::country_id)
        .through_local_key(&User::id)
        .through_foreign_key(&Post::user_id);
    country.relation(&Country::by_number)
        .local_key(&Country::number)
        .foreign_key(&User::origin_id)
        .through_local_key(&User::pass)
        .through_foreign_key(&Post::author_pass);
}

/// The two relations of country 1 lead to different posts: 1 by the ids, 2 by the other keys.
struct world : watched_database {
    world()
    {
        create_tables<Country, User, Post>();
        create_many<Country>({{.id = 1, .number = 91}, {.id = 2, .number = 92}});
        create_many<User>({{.id = 1, .pass = 501, .country_id = 1, .origin_id = 92},
                           {.id = 2, .pass = 502, .country_id = 2, .origin_id = 91}});
        create_many<Post>({{.id = 1, .user_id = 1, .author_pass = 501}, {.id = 2, .user_id = 2, .author_pass = 502}});
    }
    ids posts_by(ginnel::has_many_through<Post, User> Country::*relation)
    {
        Country country = find_or_fail<Country>(1);
        load(country, relation);
        return each(country.*relation, &Post::id);
    }
};
} // namespace keyed

TEST(has_many_through_class, local_key)
{
    keyed::world db;
    EXPECT_EQ(db.relation(&Country::posts).local_key(), "id") << "by convention the primary key";
    EXPECT_EQ(db.relation(&keyed::Country::by_id).local_key(), "id");
    EXPECT_EQ(db.relation(&keyed::Country::by_number).local_key(), "number") << "the property, not the column";
    EXPECT_EQ(db.relation(&keyed::Country::by_number).local_key_column(), "NR");
    EXPECT_EQ(db.posts_by(&keyed::Country::by_id), (ids{1}));
    EXPECT_EQ(db.posts_by(&keyed::Country::by_number), (ids{2}));
}

TEST(has_many_through_class, foreign_key)
{
    keyed::world db;
    EXPECT_EQ(db.relation(&Country::posts).foreign_key(), "country_id") << "of the through model";
    EXPECT_EQ(db.relation(&keyed::Country::by_id).foreign_key(), "country_id");
    EXPECT_EQ(db.relation(&keyed::Country::by_number).foreign_key(), "origin_id");
    EXPECT_EQ(db.relation(&keyed::Country::by_number).foreign_key_column(), "COUNTRY_OF_ORIGIN");
    EXPECT_EQ(db.posts_by(&keyed::Country::by_number), (ids{2}));
}

TEST(has_many_through_class, through_local_key)
{
    keyed::world db;
    EXPECT_EQ(db.relation(&Country::posts).through_local_key(), "id");
    EXPECT_EQ(db.relation(&keyed::Country::by_id).through_local_key(), "id");
    EXPECT_EQ(db.relation(&keyed::Country::by_number).through_local_key(), "pass");
    EXPECT_EQ(db.posts_by(&keyed::Country::by_number), (ids{2}));
}

TEST(has_many_through_class, through_foreign_key)
{
    keyed::world db;
    EXPECT_EQ(db.relation(&Country::posts).through_foreign_key(), "user_id");
    EXPECT_EQ(db.relation(&keyed::Country::by_id).through_foreign_key(), "user_id");
    EXPECT_EQ(db.relation(&keyed::Country::by_number).through_foreign_key(), "author_pass");
    EXPECT_EQ(db.posts_by(&keyed::Country::by_number), (ids{2}));
}

namespace published {
struct Country {
    std::int64_t id{};
    ginnel::has_many_through<Post, User> posts{};
    static void describe(ginnel::model<Country>& country)
    {
        country.relation(&Country::posts).on_query([](auto& posts) { posts.where(&Post::is_published, true); });
    }
};
} // namespace published

// "onQuery", block 1: the condition holds in every query of the relation: preload, related query, and inside other
// queries.
TEST(has_many_through_class, on_query_1)
{
    using published::Country;
    blog db;
    const auto countries =
        db.query<Country>().preload(&Country::posts).with_count(&Country::posts).order_by(&Country::id).all();
    EXPECT_EQ(each(countries.at(0).posts, &Post::id), (ids{2}));
    EXPECT_EQ(each(countries.at(1).posts, &Post::id), (ids{4}));
    EXPECT_EQ(countries.at(0).posts.count(), 1);
    EXPECT_EQ(each(db.related(countries.at(0), &Country::posts).query().all(), &Post::id), (ids{2}));
    // What the program adds cannot lead outside of it.
    EXPECT_EQ(db.related(countries.at(0), &Country::posts).query().where(&Post::id, 1).or_where(&Post::id, 2).count(),
              1);
    EXPECT_EQ(each(db.query<Country>().where_has(&Country::posts, [](auto& posts) { posts.where(&Post::id, 1); }).all(),
                   &Country::id),
              ids{});
}

namespace commented {
struct Country {
    std::int64_t id{};
    ginnel::has_many_through<Post, User> posts{};
    static void describe(ginnel::model<Country>& country)
    {
        country.relation(&Country::posts).on_query([](auto& posts) {
            if (!posts.is_sub_query())
                posts.preload(&Post::comments);
        });
    }
};
} // namespace commented

// "onQuery", block 2: a nested preload, where the query is one that runs; sub-queries stay as they are.
TEST(has_many_through_class, on_query_2)
{
    using commented::Country;
    blog db;
    std::vector<Country> countries;
    auto sent = db.statements_of(
        [&] { countries = db.query<Country>().preload(&Country::posts).order_by(&Country::id).all(); });
    EXPECT_EQ(sent.size(), 3U);
    EXPECT_EQ(each(countries.at(1).posts.at(0).comments, &Comment::text), (list{"oh"}));

    std::vector<Post> posts;
    sent = db.statements_of([&] { posts = db.related(countries.at(1), &Country::posts).query().all(); });
    EXPECT_EQ(sent.size(), 2U);
    EXPECT_EQ(each(posts.at(0).comments, &Comment::text), (list{"oh"}));

    sent = db.statements_of(
        [&] { countries = db.query<Country>().where_has(&Country::posts).with_count(&Country::posts).all(); });
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].find("comments"), std::string::npos) << sent[0];
    EXPECT_EQ(countries.size(), 2U);
    EXPECT_FALSE(countries.at(0).posts.loaded());
}

TEST(has_many_through_class, set_related)
{
    blog db;
    Country country;
    Post post;
    EXPECT_FALSE(country.posts.loaded());
    const auto sent = db.statements_of([&] { db.relation(&Country::posts).set_related(country, {post}); });
    EXPECT_EQ(sent, list{}) << "by hand, and nothing is written";
    EXPECT_EQ(country.posts.size(), 1U);
    db.relation(&Country::posts).set_related(country, std::vector<Post>{});
    EXPECT_TRUE(country.posts.empty()) << "replaces what was there";
}

TEST(has_many_through_class, push_related)
{
    blog db;
    Country country;
    db.relation(&Country::posts).push_related(country, Post{});
    db.relation(&Country::posts).push_related(country, Post{});
    db.relation(&Country::posts).push_related(country, Post{});
    EXPECT_EQ(country.posts.size(), 3U);
}

TEST(has_many_through_class, set_related_for_many)
{
    blog db;
    std::vector<Country> countries{{.id = 1}, {.id = 2}, {.id = 3}, {.id = 4}};
    std::vector<Post> posts{{.id = 1}, {.id = 2}, {.id = 3}, {.id = 4}};
    posts[0].extras.set("through_country_id", 1);
    posts[1].extras.set("through_country_id", 1);
    posts[2].extras.set("through_country_id", 2);
    posts[3].extras.set("through_country_id", 3);
    const auto sent = db.statements_of([&] { db.relation(&Country::posts).set_related_for_many(countries, posts); });
    EXPECT_EQ(sent, list{});
    EXPECT_EQ(each(countries[0].posts, &Post::id), (ids{1, 2}));
    EXPECT_EQ(each(countries[1].posts, &Post::id), (ids{3}));
    EXPECT_EQ(each(countries[2].posts, &Post::id), (ids{4}));
    EXPECT_TRUE(countries[3].posts.loaded());
    EXPECT_TRUE(countries[3].posts.empty());

    // A preload leaves the same extras in its rows, so that its rows can be given again.
    Country india = db.find_or_fail<Country>(1);
    const auto found = db.related(india, &Country::posts).query().order_by(&Post::id).all();
    EXPECT_EQ(found.at(0).extras.get<std::int64_t>("through_country_id"), 1);
    db.relation(&Country::posts).set_related_for_many(countries, found);
    EXPECT_EQ(each(countries[0].posts, &Post::id), (ids{1, 2, 3}));
    EXPECT_TRUE(countries[1].posts.empty());
}

TEST(has_many_through_class, client)
{
    blog db;
    const auto country = db.find_or_fail<Country>(1);
    const auto client = db.relation(&Country::posts).client(country);
    EXPECT_TRUE((std::is_same_v<decltype(client), decltype(db.related(country, &Country::posts)) const>));
    EXPECT_EQ(each(client.query().order_by(&Post::id).all(), &Post::id), (ids{1, 2, 3}));
}

TEST(has_many_through_class, eager_query)
{
    blog db;
    auto countries = db.query<Country>().order_by(&Country::id).all();
    auto eager = db.relation(&Country::posts).eager_query(countries);
    EXPECT_FALSE(eager.query().is_sub_query());
    eager.with([](auto& posts) { posts.where(&Post::is_published, true); });
    EXPECT_FALSE(countries.at(0).posts.loaded());
    const auto sent = db.statements_of([&] { eager.load(); });
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_EQ(each(countries.at(0).posts, &Post::id), (ids{2}));
    EXPECT_EQ(each(countries.at(1).posts, &Post::id), (ids{4}));
    EXPECT_TRUE(countries.at(2).posts.empty());
}

TEST(has_many_through_class, sub_query)
{
    blog db;
    auto posts = db.relation(&Country::posts).sub_query();
    EXPECT_TRUE(posts.is_sub_query());
    posts.where(&Post::is_published, true);
    const auto sent = db.statements_of([&] { EXPECT_THROW((void)posts.all(), ginnel::error); });
    EXPECT_EQ(sent, list{}) << "it is a part of other queries, and not run itself";
}

// "Query client": sends nothing itself.
TEST(has_many_through_class, query_client)
{
    blog db;
    const auto country = db.find<Country>(1);
    ASSERT_TRUE(country);
    const auto sent = db.statements_of([&] { (void)db.related(*country, &Country::posts); });
    EXPECT_EQ(sent, list{});
    // The closest relation is the one that writes.
    const auto user = db.find_or_fail<User>(2);
    const auto post = db.related(user, &User::posts).create({.is_published = true});
    EXPECT_EQ(post.user_id, 2);
    EXPECT_TRUE(db.related(*country, &Country::posts).query().find(post.id));
}

// "Query Builder": a query of posts, for one country, in one statement.
TEST(has_many_through_class, query_builder)
{
    blog db;
    const auto country = db.find<Country>(1);
    ASSERT_TRUE(country);
    std::vector<Post> posts;
    const auto sent =
        db.statements_of([&] { posts = db.related(*country, &Country::posts).query().order_by(&Post::id).all(); });
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_EQ(each(posts, &Post::id), (ids{1, 2, 3}));
    // All of a model's query, and the columns of the model passed.
    EXPECT_EQ(db.related(*country, &Country::posts).query().where(&User::id, 2).count(), 1);
    EXPECT_EQ(db.related(*country, &Country::posts).query().pluck(&Post::user_id).size(), 3U);
    // A null or missing key relates to nothing, at no cost.
    const auto none =
        db.statements_of([&] { EXPECT_TRUE(db.related(Country{}, &Country::posts).query().all().empty()); });
    EXPECT_EQ(none, list{});
}

/// Two countries with twelve posts each, over two users each; later ids are older.
struct prolific : watched_database {
    prolific()
    {
        create_tables<Country, User, Post, Comment>();
        create_many<Country>({{.id = 1}, {.id = 2}});
        create_many<User>({{.id = 1, .country_id = 1},
                           {.id = 2, .country_id = 2},
                           {.id = 3, .country_id = 1},
                           {.id = 4, .country_id = 2}});
        std::vector<Post> posts;
        for (std::int64_t i = 1; i <= 24; ++i)
            posts.push_back({.id = i,
                             .user_id = i % 4 + 1,
                             .created_at = std::chrono::sys_seconds{std::chrono::seconds{1000000 - i}}});
        insert(posts);
    }
};

// "groupLimit": the limit is per country, in the one statement of the preload.
TEST(has_many_through_class, group_limit)
{
    prolific db;
    std::vector<Country> countries;
    const auto sent = db.statements_of([&] {
        countries = db.query<Country>().preload(&Country::posts, [](auto& query) { query.group_limit(10); }).all();
    });
    EXPECT_EQ(sent.size(), 2U);
    ASSERT_EQ(countries.size(), 2U);
    for (const Country& country : countries) {
        EXPECT_EQ(country.posts.size(), 10U);
        for (const Post& post : country.posts) {
            EXPECT_EQ(post.user_id % 2, country.id % 2);
            EXPECT_EQ(post.extras.size(), 1U) << "the number of a row in its group is no extra";
        }
    }
}

// "groupOrderBy": which ten. The column as a member, or by its name as the document writes it.
TEST(has_many_through_class, group_order_by)
{
    prolific db;
    const auto by_member =
        db.query<Country>()
            .preload(&Country::posts,
                     [](auto& query) { query.group_limit(10).group_order_by(&Post::created_at, ginnel::desc); })
            .order_by(&Country::id)
            .all();
    const auto by_name =
        db.query<Country>()
            .preload(&Country::posts,
                     [](auto& query) { query.group_limit(10).group_order_by("posts.created_at", ginnel::desc); })
            .order_by(&Country::id)
            .all();
    EXPECT_EQ(each(by_member.at(0).posts, &Post::id), (ids{2, 4, 6, 8, 10, 12, 14, 16, 18, 20}));
    EXPECT_EQ(each(by_member.at(1).posts, &Post::id), (ids{1, 3, 5, 7, 9, 11, 13, 15, 17, 19}));
    for (std::size_t i = 0; i < 2; ++i)
        EXPECT_EQ(each(by_name.at(i).posts, &Post::id), each(by_member.at(i).posts, &Post::id));

    const auto oldest =
        db.query<Country>()
            .preload(&Country::posts, [](auto& query) { query.group_limit(2).group_order_by(&Post::created_at); })
            .all();
    EXPECT_EQ(each(oldest.at(0).posts, &Post::id), (ids{24, 22}));
}

} // namespace seeds::through_class
