#include "blog.hpp"

#include <ginnel/schema/model.hpp>

#include <gtest/gtest.h>

namespace typed_blog {
namespace {

using names = std::vector<std::string>;

TEST(Query, ConditionsAreJoinedByAndOrAndNot)
{
    blog b;
    auto titles = [&](auto&& say) {
        auto q = b.db.query<Post>();
        say(q);
        return each(q.order_by(&Post::id).all(), &Post::title);
    };
    EXPECT_EQ(titles([](auto& q) { q.where(&Post::title, "like", "Mon%"); }), (names{"Monsoon", "Monsoon again"}));
    EXPECT_EQ(titles([](auto& q) { q.where(&Post::is_published, true).where(&Post::score, ">", 4); }),
              (names{"Monsoon"}));
    EXPECT_EQ(titles([](auto& q) { q.where(&Post::title, "Draft").or_where(&Post::score, 4.5); }),
              (names{"Monsoon", "Draft"}));
    EXPECT_EQ(titles([](auto& q) { q.where_not(&Post::title, "Draft"); }), (names{"Monsoon", "Monsoon again"}));
    EXPECT_EQ(titles([](auto& q) { q.where(&Post::title, "Draft").or_where_not(&Post::score, "<", 4); }),
              (names{"Monsoon", "Draft"}));
    EXPECT_EQ(titles([](auto& q) {
                  q.where(&Post::is_published, true).where([](auto& g) {
                      g.where(&Post::score, 3).or_where(&Post::title, "Draft");
                  });
              }),
              (names{"Monsoon again"}));
    EXPECT_EQ(titles([](auto& q) { q.where(&Post::id, -1).or_where([](auto& g) { g.where(&Post::title, "Draft"); }); }),
              (names{"Draft"}));
    EXPECT_EQ(
        titles([](auto& q) { q.where_not([](auto& g) { g.where(&Post::score, 3).or_where(&Post::title, "Draft"); }); }),
        (names{"Monsoon"}));
    EXPECT_EQ(titles([](auto& q) { q.where([](auto&) {}); }).size(), 3U);
}

TEST(Query, ListsRangesAndNulls)
{
    blog b;
    auto found = [&](auto&& say) {
        auto q = b.db.query<User>();
        say(q);
        return each(q.order_by(&User::name).all(), &User::name);
    };
    EXPECT_EQ(found([](auto& q) { q.where_in(&User::name, {"Asha", "Luz"}); }), (names{"Asha", "Luz"}));
    const std::vector<std::int64_t> ids{b.ravi.id};
    EXPECT_EQ(found([&](auto& q) { q.where_in(&User::id, ids); }), (names{"Ravi"}));
    EXPECT_EQ(found([&](auto& q) { q.where_not_in(&User::id, ids); }), (names{"Asha", "Luz"}));
    EXPECT_EQ(found([&](auto& q) { q.where_in(&User::id, std::vector<std::int64_t>{}); }), names{});
    EXPECT_EQ(found([&](auto& q) { q.where_not_in(&User::id, std::vector<std::int64_t>{}); }).size(), 3U);
    EXPECT_EQ(found([&](auto& q) { q.where(&User::name, "Luz").or_where_in(&User::id, ids); }), (names{"Luz", "Ravi"}));
    EXPECT_EQ(found([](auto& q) { q.where_null(&User::country_id); }), (names{"Luz"}));
    EXPECT_EQ(found([](auto& q) { q.where_not_null(&User::country_id); }), (names{"Asha", "Ravi"}));
    EXPECT_EQ(found([](auto& q) { q.where(&User::name, "Ravi").or_where_null(&User::country_id); }),
              (names{"Luz", "Ravi"}));
    EXPECT_EQ(found([](auto& q) { q.where_between(&User::name, "B", "M"); }), (names{"Luz"}));
    EXPECT_EQ(found([](auto& q) { q.where_not_between(&User::name, "B", "M"); }), (names{"Asha", "Ravi"}));
}

TEST(Query, RunTimeNamesAreCheckedWhenTheyAreSaid)
{
    blog b;
    EXPECT_EQ(b.db.query<Post>().where("title", "Draft").count(), 1);
    EXPECT_EQ(b.db.query<Post>().where("posts.title", "like", "Mon%").count(), 2);
    EXPECT_EQ(b.db.query<Post>().where("score", ">", 4).count(), 1);
    b.sent.clear();
    EXPECT_EQ(code_of([&] { b.db.query<Post>().where("titel", "x"); }), "E_UNKNOWN_COLUMN");
    EXPECT_NE(message_of([&] { b.db.query<Post>().where("titel", "x"); }).find("title"), std::string::npos);
    EXPECT_EQ(code_of([&] { b.db.query<Post>().where("title", 3); }), "E_VALUE_TYPE");
    EXPECT_EQ(code_of([&] { b.db.query<Post>().where("is_published", 1); }), "E_VALUE_TYPE");
    EXPECT_EQ(code_of([&] { b.db.query<Post>().where_in("user_id", {1.5}); }), "E_VALUE_TYPE");
    EXPECT_EQ(code_of([&] { b.db.query<Post>().order_by("nothing"); }), "E_UNKNOWN_COLUMN");
    EXPECT_TRUE(b.sent.empty());
}

TEST(Query, OrderLimitOffsetFirstFindCountExistsPluck)
{
    blog b;
    EXPECT_EQ(each(b.db.query<Post>().order_by(&Post::score, ginnel::desc).limit(2).all(), &Post::title),
              (names{"Monsoon", "Monsoon again"}));
    EXPECT_EQ(each(b.db.query<Post>().order_by(&Post::score).offset(1).limit(1).all(), &Post::title),
              (names{"Monsoon again"}));
    EXPECT_EQ(b.db.query<Post>().order_by(&Post::score).first()->title, "Draft");
    EXPECT_FALSE(b.db.query<Post>().where(&Post::id, 99).first());
    EXPECT_EQ(code_of([&] { b.db.query<Post>().where(&Post::id, 99).first_or_fail(); }), "E_ROW_NOT_FOUND");
    EXPECT_EQ(b.db.query<Post>().where(&Post::is_published, true).find(1)->title, "Monsoon");
    EXPECT_FALSE(b.db.query<Post>().where(&Post::is_published, true).or_where(&Post::title, "x").find(2));
    EXPECT_EQ(b.db.query<Post>().count(), 3);
    EXPECT_TRUE(b.db.query<Post>().where(&Post::title, "Draft").exists());
    EXPECT_FALSE(b.db.query<Post>().where(&Post::title, "draft?").exists());
    EXPECT_EQ(b.db.query<Post>().order_by(&Post::id).pluck(&Post::title), (names{"Monsoon", "Draft", "Monsoon again"}));
    EXPECT_EQ(b.db.query<User>().order_by(&User::id).pluck(&User::country_id).back(), std::nullopt);
    EXPECT_EQ(b.db.query<Post>().sum(&Post::score), 9.0);
    EXPECT_EQ(b.db.query<Post>().sum(&Post::id), 6);
    EXPECT_EQ(b.db.query<Post>().min(&Post::title), "Draft");
    EXPECT_EQ(b.db.query<Post>().max(&Post::score), 4.5);
    EXPECT_EQ(b.db.query<Post>().avg(&Post::score), 3.0);
    EXPECT_FALSE(b.db.query<Post>().where(&Post::id, 99).max(&Post::score));
    EXPECT_EQ(code_of([&] { b.db.query<Post>().limit(-1); }), "E_NEGATIVE");
}

TEST(Query, SelectedColumnsOnlyAreReadAndRemembered)
{
    blog b;
    const auto posts = b.db.query<Post>().select(&Post::title).order_by(&Post::id).all();
    ASSERT_EQ(posts.size(), 3U);
    EXPECT_EQ(posts[0].title, "Monsoon");
    EXPECT_EQ(posts[0].id, 1);
    EXPECT_EQ(posts[0].score, 0);
    EXPECT_TRUE(posts[0].state.stored());
    EXPECT_TRUE(posts[0].state.partial());
    EXPECT_TRUE(posts[0].state.has(2));
    EXPECT_FALSE(posts[0].state.has(4));
    const auto whole = b.db.query<Post>().first();
    EXPECT_TRUE(whole->state.stored());
    EXPECT_FALSE(whole->state.partial());
    const ginnel::schema::model& m = ginnel::detail::schema_of<Post>();
    EXPECT_TRUE(m.ops->has(m, &posts[0], 2)) << "what the engine is told";
    EXPECT_FALSE(m.ops->has(m, &posts[0], 4));
    EXPECT_TRUE(m.ops->has(m, &*whole, 4));
    Post assigned = posts[0];
    assigned.score = 2;
    EXPECT_TRUE(m.ops->has(m, &assigned, 4));
    EXPECT_FALSE(Post{}.state.stored());
    EXPECT_TRUE(b.db.create(Post{.user_id = b.asha.id, .title = "New"}).state.stored());
}

TEST(Query, ARelationOfARowWhoseKeyWasNotSelectedIsRefused)
{
    blog b;
    auto posts = b.db.query<Post>().select(&Post::title).order_by(&Post::id).all();
    b.sent.clear();
    EXPECT_EQ(code_of([&] { (void)b.db.related(posts[0], &Post::user).query().first(); }), "E_MISSING_MODEL_ATTRIBUTE");
    EXPECT_EQ(code_of([&] { b.db.load(posts, &Post::user); }), "E_MISSING_MODEL_ATTRIBUTE");
    EXPECT_TRUE(b.sent.empty());
    posts.resize(1);
    posts[0].user_id = b.asha.id;
    b.db.load(posts, &Post::user);
    EXPECT_EQ(posts[0].user->name, "Asha");
}

TEST(Query, CopiesAreQuestionsOfTheirOwn)
{
    blog b;
    auto all = b.db.query<Post>();
    auto published = all;
    published.where(&Post::is_published, true);
    EXPECT_EQ(all.count(), 3);
    EXPECT_EQ(published.count(), 2);
    EXPECT_EQ(published.count(), 2);
    EXPECT_NE(all.to_sql().find("posts"), std::string::npos);
}

TEST(Query, AGroupThatThrowsLeavesTheQueryAsItWas)
{
    blog b;
    auto q = b.db.query<Post>();
    q.where(&Post::is_published, true);
    EXPECT_THROW(q.where([](auto& g) {
        g.where(&Post::title, "x");
        throw 1;
    }),
                 int);
    EXPECT_EQ(q.count(), 2);
}

} // namespace
} // namespace typed_blog
