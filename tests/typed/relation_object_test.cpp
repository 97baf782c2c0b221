#include "blog.hpp"

#include <gtest/gtest.h>

namespace typed_blog {
namespace {

TEST(RelationObject, NamesModelsAndKeys)
{
    blog b;
    const auto posts = b.db.relation(&Country::posts);
    posts.boot();
    EXPECT_TRUE(posts.booted());
    EXPECT_EQ(posts.name(), "posts");
    EXPECT_EQ(posts.type(), "hasManyThrough");
    EXPECT_EQ(posts.model().name(), "Country");
    EXPECT_EQ(posts.related_model().name(), "Post");
    EXPECT_EQ(posts.through_model(), "User");
    EXPECT_EQ(posts.local_key(), "id");
    EXPECT_EQ(posts.foreign_key(), "country_id");
    EXPECT_EQ(posts.through_local_key(), "id");
    EXPECT_EQ(posts.through_foreign_key(), "user_id");
    EXPECT_EQ(posts.foreign_key_column(), "country_id");
    EXPECT_EQ(posts.serialize_as(), "posts");

    const auto country = ginnel::model_of<User>().relation("country");
    EXPECT_EQ(country.type(), "belongsTo");
    EXPECT_EQ(country.foreign_key(), "country_id");
    EXPECT_EQ(country.local_key(), "id");
    const auto skills = ginnel::model_of<User>().relation("skills");
    EXPECT_EQ(skills.type(), "manyToMany");
    EXPECT_EQ(skills.pivot_table(), "skill_user");
    EXPECT_EQ(skills.pivot_foreign_key(), "user_id");
    EXPECT_EQ(skills.pivot_related_foreign_key(), "skill_id");
    EXPECT_EQ(code_of([] { (void)ginnel::model_of<User>().relation("skils"); }), "E_UNDEFINED_RELATIONSHIP");
}

TEST(RelationObject, RelatedRowsSetByHand)
{
    blog b;
    const auto posts = b.db.relation(&Country::posts);
    Country country;
    posts.set_related(country, std::vector<Post>{Post{.title = "a"}});
    posts.push_related(country, Post{});
    posts.push_related(country, Post{});
    EXPECT_EQ(country.posts.size(), 3U);

    std::vector<Country> countries{{.id = 1}, {.id = 2}, {.id = 3}};
    std::vector<Post> rows(4);
    const std::int64_t owners[] = {1, 1, 2, 3};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].id = static_cast<std::int64_t>(i) + 1;
        rows[i].extras.set("through_country_id", owners[i]);
    }
    posts.set_related_for_many(countries, rows);
    EXPECT_EQ(countries[0].posts.size(), 2U);
    EXPECT_EQ(countries[2].posts[0].id, 4);

    std::vector<User> users{{.id = 1}, {.id = 2}};
    b.db.relation(&User::posts).set_related_for_many(users, {Post{.user_id = 2}});
    EXPECT_TRUE(users[0].posts.empty());
    EXPECT_EQ(users[1].posts.size(), 1U);
}

TEST(RelationObject, ClientEagerQueryAndSubQuery)
{
    blog b;
    const auto posts = b.db.relation(&Country::posts);
    EXPECT_EQ(posts.client(b.india).query().count(), 3);
    std::vector<Country> countries = b.db.query<Country>().order_by(&Country::id).all();
    b.sent.clear();
    posts.eager_query(countries).with([](auto& q) { q.where(&Post::is_published, true); }).load();
    EXPECT_EQ(b.sent.size(), 1U);
    EXPECT_EQ(countries[0].posts.size(), 2U);
    EXPECT_EQ(countries[0].posts[0].extras.get<std::int64_t>("through_country_id"), b.india.id);
    EXPECT_TRUE(posts.sub_query().is_sub_query());
}

TEST(RelationObject, QueriesWithoutAParentAreNotRun)
{
    blog b;
    const auto posts = b.db.relation(&Country::posts);
    auto countries = b.db.query<Country>().all();
    auto eager = posts.eager_query(countries);
    b.sent.clear();
    EXPECT_EQ(code_of([&] { (void)posts.sub_query().all(); }), "E_QUERY_NOT_RUN");
    EXPECT_EQ(code_of([&] { (void)posts.sub_query().count(); }), "E_QUERY_NOT_RUN");
    EXPECT_EQ(code_of([&] { (void)posts.sub_query().find(1); }), "E_QUERY_NOT_RUN");
    EXPECT_EQ(code_of([&] { (void)eager.query().first(); }), "E_QUERY_NOT_RUN");
    EXPECT_EQ(code_of([&] { (void)eager.query().pluck(&Post::title); }), "E_QUERY_NOT_RUN");
    EXPECT_TRUE(b.sent.empty());
    eager.load();
    EXPECT_EQ(b.sent.size(), 1U);
}

TEST(RelationObject, SetRelatedTakesAListInBraces)
{
    blog b;
    Country country;
    const Post post{.title = "a"};
    b.db.relation(&Country::posts).set_related(country, {post});
    EXPECT_EQ(country.posts.size(), 1U);
    b.db.relation(&Country::posts).set_related(country, {});
    EXPECT_TRUE(country.posts.empty());
    User user;
    b.db.relation(&User::profile).set_related(user, {.motto = "onwards"});
    EXPECT_EQ(user.profile->motto, "onwards");
}

} // namespace
} // namespace typed_blog
