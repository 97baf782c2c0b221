#include "blog.hpp"

#include <gtest/gtest.h>

namespace typed_blog {
namespace {

using names = std::vector<std::string>;

static_assert(sizeof(ginnel::has_many<Post>) <= 48 && sizeof(ginnel::belongs_to<Post>) <= 40);
static_assert(std::is_nothrow_move_constructible_v<ginnel::many_to_many<Skill>> &&
              std::is_nothrow_move_constructible_v<User>);

TEST(Relations, PreloadsAreOneStatementEach)
{
    blog b;
    const auto countries =
        b.db.query<Country>().order_by(&Country::id).preload(&Country::users).preload(&Country::posts).all();
    EXPECT_EQ(b.sent.size(), 3U);
    ASSERT_EQ(countries.size(), 2U);
    EXPECT_EQ(each(countries[0].users, &User::name), (names{"Asha", "Ravi"}));
    EXPECT_EQ(countries[0].posts.size(), 3U);
    EXPECT_TRUE(countries[1].users.loaded());
    EXPECT_TRUE(countries[1].users.empty());
    EXPECT_FALSE(countries[0].users.partial());
}

TEST(Relations, PathsAndClosures)
{
    blog b;
    const auto countries =
        b.db.query<Country>()
            .preload(&Country::users, [](auto& users) { users.order_by(&User::name, ginnel::desc); })
            .preload(&Country::users, &User::posts, [](auto& posts) { posts.where(&Post::is_published, true); })
            .preload(&Country::users, &User::skills)
            .order_by(&Country::id)
            .all();
    const auto& users = countries[0].users;
    ASSERT_EQ(each(users, &User::name), (names{"Ravi", "Asha"}));
    EXPECT_EQ(each(users[1].posts, &Post::title), (names{"Monsoon"}));
    EXPECT_TRUE(users[1].posts.partial());
    EXPECT_EQ(users[1].skills.size(), 2U);
    EXPECT_EQ(users[0].skills.size(), 0U);
    EXPECT_EQ(b.sent.size(), 4U);
}

TEST(Relations, PivotColumnsArriveInExtras)
{
    blog b;
    auto asha = b.db.query<User>().preload(&User::skills, [](auto& q) { q.order_by(&Skill::name); }).find(b.asha.id);
    ASSERT_EQ(asha->skills.size(), 2U);
    const Skill& cooking = asha->skills[0];
    EXPECT_EQ(cooking.extras.get<std::string>("pivot_proficiency"), "master");
    EXPECT_EQ(cooking.extras.get<std::int64_t>("pivot_user_id"), b.asha.id);
    EXPECT_EQ(asha->skills[1].extras.get<std::optional<std::string>>("pivot_proficiency"), std::nullopt);
    EXPECT_TRUE(cooking.extras.has("pivot_skill_id"));
    EXPECT_FALSE(cooking.extras.has("pivot_skill"));
    EXPECT_NE(message_of([&] { cooking.extras.get("pivot_proficency"); }).find("pivot_proficiency"), std::string::npos);
    EXPECT_EQ(code_of([&] { (void)cooking.extras.get<std::int64_t>("pivot_proficiency"); }), "E_VALUE_TYPE");
}

TEST(Relations, ToOneRowsAreShared)
{
    blog b;
    const auto users = b.db.query<User>().order_by(&User::id).preload(&User::country).preload(&User::profile).all();
    EXPECT_EQ(users[0].country->name, "India");
    EXPECT_EQ(users[0].country.get(), users[1].country.get());
    EXPECT_FALSE(users[2].country);
    EXPECT_EQ(users[0].profile->motto, "onwards");
    EXPECT_FALSE(users[1].profile);
    EXPECT_EQ(code_of([&] { (void)users[2].country->name; }), "E_RELATION_EMPTY");
    EXPECT_NE(message_of([&] { (void)*users[2].country; }).find("User.country"), std::string::npos);
}

TEST(Relations, NothingIsRelatedToARowThatWasNotSaved)
{
    blog b;
    User made{.name = "nobody"};
    b.db.load(made, &User::posts);
    EXPECT_TRUE(b.sent.empty());
    EXPECT_TRUE(made.posts.loaded());
    EXPECT_TRUE(made.posts.empty());
}

TEST(Relations, ReadingWhatWasNotLoadedNamesThePreload)
{
    blog b;
    const auto country = b.db.query<Country>().first_or_fail();
    EXPECT_EQ(code_of([&] { (void)country.posts.size(); }), "E_RELATION_NOT_LOADED");
    EXPECT_EQ(
        message_of([&] {
            for (const auto& post : country.posts)
                (void)post;
        }),
        "Country.posts was not loaded: write .preload(&Country::posts) in the query, or db.load(row, &Country::posts)");
    EXPECT_EQ(message_of([&] { (void)country.users.count(); }),
              "Country.users was not counted: write .with_count(&Country::users) in the query");
    const User by_hand{.name = "x"};
    EXPECT_EQ(message_of([&] { (void)by_hand.posts[0]; }),
              "a to-many relation to Post was not loaded: write .preload(&Model::relation) in the query, or "
              "db.load(row, &Model::relation)");
    EXPECT_EQ(message_of([&] { (void)by_hand.country->name; }).substr(0, 30), "a to-one relation to Country w");
    const auto copy = country;
    EXPECT_NE(message_of([&] { (void)copy.posts.size(); }).find("Country.posts"), std::string::npos);
}

TEST(Relations, ElementsOutsideAreErrors)
{
    blog b;
    const auto peru = b.db.query<Country>().preload(&Country::users).find(b.peru.id);
    EXPECT_EQ(code_of([&] { (void)peru->users.front(); }), "E_OUT_OF_RANGE");
    EXPECT_EQ(code_of([&] { (void)peru->users.back(); }), "E_OUT_OF_RANGE");
    EXPECT_NE(message_of([&] { (void)peru->users.at(3); }).find("Country.users has 0 rows"), std::string::npos);
}

TEST(Relations, CountsAndAggregates)
{
    blog b;
    auto countries = b.db.query<Country>()
                         .with_count(&Country::users)
                         .with_count(
                             &Country::posts, [](auto& q) { q.where(&Post::is_published, true); }, "published")
                         .with_sum(&Country::posts, &Post::score, "score")
                         .order_by("published", ginnel::desc)
                         .all();
    EXPECT_EQ(b.sent.size(), 1U);
    EXPECT_EQ(countries[0].name, "India");
    EXPECT_EQ(countries[0].users.count(), 2);
    EXPECT_EQ(countries[1].users.count(), 0);
    EXPECT_EQ(countries[0].extras.get<std::int64_t>("published"), 2);
    EXPECT_EQ(countries[0].extras.get<double>("score"), 9.0);
    EXPECT_TRUE(countries[1].extras.get("score").is_null());
    EXPECT_EQ(code_of([&] { (void)countries[0].users.size(); }), "E_RELATION_NOT_LOADED");
    // A count that stands stays when the relation is loaded later.
    b.db.load(countries, &Country::users);
    EXPECT_EQ(countries[0].users.count(), 2);
    EXPECT_EQ(countries[0].users.size(), 2U);
    const auto ordered = b.db.query<Country>().with_count(&Country::users).order_by("users_count").all();
    EXPECT_EQ(ordered[0].name, "Peru");
}

TEST(Relations, RowsAreOrderedByACountThatTheQuerySelects)
{
    blog b;
    auto ordered = b.db.query<Country>().with_count(&Country::users).order_by_count(&Country::users).all();
    EXPECT_EQ(each(ordered, &Country::name), (names{"Peru", "India"}));
    ordered = b.db.query<Country>()
                  .with_count(&Country::posts, "published")
                  .order_by_count(&Country::posts, ginnel::desc)
                  .all();
    EXPECT_EQ(each(ordered, &Country::name), (names{"India", "Peru"}));
    b.sent.clear();
    ordered = b.db.query<Country>().order_by_count(&Country::posts, ginnel::desc).all();
    EXPECT_EQ(each(ordered, &Country::name), (names{"India", "Peru"}));
    EXPECT_EQ(b.sent.size(), 1U);
    EXPECT_EQ(code_of([&] { return ordered[0].posts.count(); }), "E_RELATION_NOT_COUNTED");
}

TEST(Relations, SelectRefusesColumnsOfTheTablesPassed)
{
    blog b;
    b.sent.clear();
    const auto named = [&] { b.db.related(b.india, &Country::posts).query().select("title", "users.name"); };
    EXPECT_EQ(code_of(named), "E_UNKNOWN_COLUMN");
    EXPECT_NE(message_of(named).find("pivot_columns({\"name\"})"), std::string::npos) << message_of(named);
    EXPECT_EQ(code_of([&] { b.db.related(b.india, &Country::posts).query().select(&User::name); }), "E_UNKNOWN_COLUMN");
    const auto posts =
        b.db.related(b.india, &Country::posts).query().select(&Post::title).pivot_columns({"name"}).order_by("id").all();
    EXPECT_EQ(posts.at(0).extras.get<std::string>("through_name"), "Asha");
}

TEST(Relations, ConditionsOnRelatedRows)
{
    blog b;
    auto users = [&](auto&& say) {
        auto q = b.db.query<User>();
        say(q);
        return each(q.order_by(&User::name).all(), &User::name);
    };
    EXPECT_EQ(users([](auto& q) { q.has(&User::posts); }), (names{"Asha", "Ravi"}));
    EXPECT_EQ(users([](auto& q) { q.doesnt_have(&User::posts); }), (names{"Luz"}));
    EXPECT_EQ(users([](auto& q) { q.has(&User::posts, ">=", 2); }), (names{"Asha"}));
    EXPECT_EQ(users([](auto& q) {
                  q.where_has(
                      &User::posts, [](auto& p) { p.where(&Post::is_published, true); }, "<", 1);
              }),
              (names{"Luz"}));
    EXPECT_EQ(users([](auto& q) { q.where_has(&User::country, [](auto& c) { c.where(&Country::name, "India"); }); }),
              (names{"Asha", "Ravi"}));
    EXPECT_EQ(
        users([](auto& q) { q.where_doesnt_have(&User::country, [](auto& c) { c.where(&Country::name, "India"); }); }),
        (names{"Luz"}));
    EXPECT_EQ(users([](auto& q) { q.where(&User::name, "Luz").or_where_has(&User::skills); }), (names{"Asha", "Luz"}));
    EXPECT_EQ(users([](auto& q) { q.where(&User::name, "Asha").or_doesnt_have(&User::posts); }),
              (names{"Asha", "Luz"}));
    EXPECT_EQ(
        users([](auto& q) { q.where_has(&User::skills, [](auto& s) { s.where_pivot("proficiency", "master"); }); }),
        (names{"Asha"}));
    EXPECT_EQ(b.db.query<Country>()
                  .where_has(&Country::users, &User::posts, [](auto& p) { p.where(&Post::title, "Draft"); })
                  .count(),
              1);
    EXPECT_EQ(b.db.query<Country>().has(&Country::users, &User::posts).count(), 1);
    EXPECT_EQ(b.db.query<Country>().has(&Country::posts, ">", 2).count(), 1);
}

TEST(Relations, GroupLimitsAndThroughConditions)
{
    blog b;
    const auto india =
        b.db.query<Country>()
            .preload(
                &Country::posts,
                [](auto& p) { p.group_limit(2).group_order_by(&Post::score, ginnel::desc).where(&Post::id, ">", 0); })
            .find(b.india.id);
    EXPECT_EQ(each(india->posts, &Post::title), (names{"Monsoon", "Monsoon again"}));
    EXPECT_TRUE(india->posts.partial());
    const auto of_asha =
        b.db.query<Country>().preload(&Country::posts, [](auto& p) { p.where(&User::name, "Asha"); }).find(b.india.id);
    EXPECT_EQ(of_asha->posts.size(), 2U);
    EXPECT_EQ(code_of([&] { b.db.query<User>().preload(&User::posts, [](auto& p) { p.where_pivot("x", 1); }); }),
              "E_NO_LINK_TABLE");
    EXPECT_EQ(code_of([&] { b.db.query<User>().preload(&User::posts, [](auto& p) { (void)p.all(); }); }),
              "E_QUERY_NOT_RUN");
}

TEST(Relations, LoadIntoRowsThatExist)
{
    blog b;
    auto users = b.db.query<User>().order_by(&User::id).all();
    b.sent.clear();
    b.db.load(users, &User::posts, [](auto& p) { p.order_by(&Post::id, ginnel::desc); });
    EXPECT_EQ(b.sent.size(), 1U);
    EXPECT_EQ(each(users[0].posts, &Post::title), (names{"Draft", "Monsoon"}));
    EXPECT_NE(message_of([&] { (void)users[0].skills.size(); }).find("User.skills"), std::string::npos);
    Country india = b.india;
    b.db.load(india, &Country::users, &User::profile);
    EXPECT_EQ(india.users[0].profile->motto, "onwards");
    std::vector<User> none;
    b.sent.clear();
    b.db.load(none, &User::posts);
    EXPECT_TRUE(b.sent.empty());
}

TEST(Relations, RowsSetByHandCountAsLoaded)
{
    Country country{.name = "Chile"};
    country.users.push_related({.name = "Ana"});
    country.users.push_related({.name = "Bea"});
    EXPECT_EQ(country.users.size(), 2U);
    country.users.set_related({});
    EXPECT_TRUE(country.users.empty());
    User user;
    user.country.set_related(country);
    EXPECT_EQ(user.country->name, "Chile");
    user.country.set_related(nullptr);
    EXPECT_TRUE(user.country.loaded());
    EXPECT_FALSE(user.country);
}

} // namespace
} // namespace typed_blog
