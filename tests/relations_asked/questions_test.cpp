#include "relations_asked/world.hpp"

#include <gtest/gtest.h>

using namespace asked;

namespace {

const auto published = [](auto& posts) { posts.where(&Post::is_published, true); };

TEST(PathCounts, CountTheRowsAtTheEndOfAllWaysTogether)
{
    world w;
    const auto countries = [&](std::int64_t n) {
        return each(w.db.query<Country>().has(&Country::users, &User::posts, ">=", n).all(), &Country::name);
    };
    EXPECT_EQ(countries(4), names{"India"}); // three of Asha, one of Ravi: no user has four
    EXPECT_EQ(countries(5), names{});
    EXPECT_EQ(countries(0), (names{"India", "Peru", "Chad"}));
    EXPECT_EQ(
        each(w.db.query<Country>().has(&Country::users, &User::posts, &Post::comments, "=", 3).all(), &Country::name),
        names{"India"});
}

TEST(PathCounts, HoldTheClosuresConditionsAndNegateAndJoin)
{
    world w;
    const auto q = [&] { return w.db.query<Country>(); };
    EXPECT_EQ(each(q().where_has(&Country::users, &User::posts, published, "=", 3).all(), &Country::name),
              names{"India"});
    EXPECT_EQ(each(q().doesnt_have(&Country::users, &User::posts, ">=", 1).all(), &Country::name),
              (names{"Peru", "Chad"}));
    EXPECT_EQ(each(q().where_doesnt_have(&Country::users, &User::posts, published, ">", 2).all(), &Country::name),
              (names{"Peru", "Chad"}));
    EXPECT_EQ(
        each(q().where(&Country::name, "Chad").or_has(&Country::users, &User::posts, ">", 3).all(), &Country::name),
        (names{"India", "Chad"}));
    EXPECT_EQ(
        each(q().where(&Country::name, "Chad").or_where_has(&Country::users, &User::posts, published, ">", 2).all(),
             &Country::name),
        (names{"India", "Chad"}));
    EXPECT_EQ(each(q().where(&Country::name, "Chad").or_doesnt_have(&Country::users, "=", 2).all(), &Country::name),
              (names{"Peru", "Chad"}));
    EXPECT_EQ(each(q().doesnt_have(&Country::users, ">=", 2).all(), &Country::name), (names{"Peru", "Chad"}));
}

TEST(PathCounts, HoldWhatTheRelationsPassedDeclare)
{
    world w;
    // adults() leaves Ravi out, and so his post.
    EXPECT_TRUE(w.db.query<Country>().has(&Country::adults, &User::posts, ">=", 4).all().empty());
    EXPECT_EQ(w.db.query<Country>().has(&Country::adults, &User::posts, "=", 3).count(), 1);
    const auto row = w.db.query<Country>()
                         .with_count(&Country::adults, &User::posts, "written")
                         .with_max(&Country::adults, &User::posts, &Post::written, "newest")
                         .first();
    EXPECT_EQ(row->extras.get<std::int64_t>("written"), 3);
    EXPECT_EQ(row->extras.get<std::chrono::sys_days>("newest"), day(9));
}

TEST(PathCounts, RefuseALimitThatWouldSayNothing)
{
    world w;
    const auto [code, message] = error_of([&] {
        w.db.query<Country>()
            .where_has(
                &Country::users, &User::posts, [](auto& posts) { posts.limit(2); }, ">", 1)
            .all();
    });
    EXPECT_EQ(code, "E_LIMIT_IN_SUB_QUERY");
    EXPECT_NE(message.find("User.posts"), std::string::npos) << message;
}

TEST(PathCounts, OfPathsThatMeetATableAgainKeepItsRowsApart)
{
    world w;
    EXPECT_EQ(each(w.db.query<User>()
                       .has(&User::country, &Country::users, ">=", 2)
                       .has(&User::posts, &Post::user, &User::posts, ">=", 9)
                       .all(),
                   &User::name),
              names{"Asha"}); // three posts, of whose author there are three
}

TEST(Quantifiers, EveryIsTrueOfNoRowsAndFalseWhereAnAnswerIsMissing)
{
    world w;
    const auto every = w.db.query<User>().where_every(&User::posts, published).all();
    EXPECT_EQ(each(every, &User::name), (names{"Ravi", "Luz"})); // Asha has a post with null, Omar one with false
    EXPECT_EQ(each(w.db.query<User>().where_some(&User::posts, published).all(), &User::name), (names{"Asha", "Ravi"}));
    EXPECT_EQ(each(w.db.query<User>().where_none(&User::posts, published).all(), &User::name), (names{"Luz", "Omar"}));
}

TEST(Quantifiers, JoinByOrTakePathsAndGroups)
{
    world w;
    EXPECT_EQ(each(w.db.query<Country>().where_every(&Country::users, &User::posts, published).all(), &Country::name),
              (names{"Peru", "Chad"}));
    EXPECT_EQ(each(w.db.query<Country>()
                       .where_none(&Country::users, &User::posts, &Post::comments,
                                   [](auto& c) { c.where(&Comment::text, "high"); })
                       .all(),
                   &Country::name),
              (names{"Peru", "Chad"}));
    EXPECT_EQ(each(w.db.query<User>()
                       .where(&User::name, "Omar")
                       .or_where_every(&User::posts, [](auto& p) { p.where(&Post::title, "Kites"); })
                       .or_where_some(&User::posts, [](auto& p) { p.where(&Post::title, "Tea"); })
                       .all(),
                   &User::name),
              (names{"Asha", "Ravi", "Luz", "Omar"}));
    EXPECT_EQ(
        each(w.db.query<User>()
                 .where_every(&User::posts, [](auto& p) { p.where(&Post::score, ">", 1).or_where_null(&Post::score); })
                 .all(),
             &User::name),
        (names{"Ravi", "Luz", "Omar"}));
    EXPECT_EQ(each(w.db.query<User>()
                       .where(&User::name, "Asha")
                       .or_where_none(&User::posts, [](auto& p) { p.where(&Post::score, ">", 0); })
                       .all(),
                   &User::name),
              (names{"Asha", "Ravi", "Luz"}));
    // What a relation declares says which rows are asked of: of Indians only the adult.
    EXPECT_EQ(
        w.db.query<Country>().where_every(&Country::adults, [](auto& u) { u.where(&User::age, ">", 20); }).count(), 3);
}

TEST(WithWhereHas, FiltersAndLoadsByTheSameCondition)
{
    world w;
    std::vector<User> users;
    EXPECT_EQ(w.sent_by([&] { users = w.db.query<User>().with_where_has(&User::posts, published).all(); }), 2U);
    ASSERT_EQ(each(users, &User::name), (names{"Asha", "Ravi"}));
    EXPECT_EQ(each(users[0].posts, &Post::title), (names{"Monsoon", "Tea"}));
    EXPECT_TRUE(users[0].posts.partial());
    users = w.db.query<User>().with_where_has(&User::posts, published, ">=", 2).all();
    EXPECT_EQ(each(users, &User::name), names{"Asha"});
    const auto countries = w.db.query<Country>().with_where_has(&Country::users, &User::posts, published, ">", 2).all();
    ASSERT_EQ(each(countries, &Country::name), names{"India"});
    EXPECT_EQ(countries[0].users.size(), 2U); // a step passed is loaded whole
    EXPECT_EQ(countries[0].users[0].posts.size(), 2U);
}

TEST(Aggregates, StandBesideEachOtherUnderTheirNames)
{
    world w;
    std::vector<User> users;
    const auto ask = [&] {
        users = w.db.query<User>()
                    .with_count(&User::posts)
                    .with_count(&User::posts, published, "published")
                    .with_count(
                        &User::posts, [](auto& p) { p.where(&Post::title, "Tea"); }, "teas")
                    .with_count_distinct(&User::posts, &Post::title, "titles")
                    .with_exists(&User::posts, "writes")
                    .with_exists(&User::posts, published, "publishes")
                    .with_sum(&User::posts, &Post::score, published, "sum")
                    .with_avg(&User::posts, &Post::score, "avg")
                    .with_min(&User::posts, &Post::title, "first_title")
                    .with_max(&User::posts, &Post::written, "newest")
                    .order_by(&User::id)
                    .all();
    };
    EXPECT_EQ(w.sent_by(ask), 1U);
    const auto& asha = users[0];
    EXPECT_EQ(asha.posts.count(), 3);
    EXPECT_EQ(asha.extras.get<std::int64_t>("published"), 2);
    EXPECT_EQ(asha.extras.get<std::int64_t>("teas"), 2);
    EXPECT_EQ(asha.extras.get<std::int64_t>("titles"), 2);
    EXPECT_EQ(asha.extras.get("writes").type(), ginnel::kind::boolean);
    EXPECT_TRUE(asha.extras.get<bool>("writes"));
    EXPECT_EQ(asha.extras.get<double>("sum"), 6);
    EXPECT_NEAR(asha.extras.get<double>("avg"), 7.0 / 3, 1e-9);
    EXPECT_EQ(asha.extras.get<std::string>("first_title"), "Monsoon");
    EXPECT_EQ(asha.extras.get<std::chrono::sys_days>("newest"), day(9));
    const auto& luz = users[2];
    EXPECT_FALSE(luz.extras.get<bool>("writes"));
    EXPECT_TRUE(luz.extras.get("sum").is_null());
    EXPECT_FALSE(users[3].extras.get<bool>("publishes"));
}

TEST(Aggregates, OverPathsTakeAllRowsAtTheEnd)
{
    world w;
    const auto india = w.db.query<Country>()
                           .with_count(&Country::users, &User::posts, "posts")
                           .with_count(&Country::users, &User::posts, published, "published")
                           .with_sum(&Country::users, &User::posts, &Post::score, "score")
                           .with_min(&Country::users, &User::posts, &Post::title, "least")
                           .with_exists(&Country::users, &User::posts, &Post::comments, "discussed")
                           .with_count_distinct(&Country::users, &User::posts, &Post::title, "titles")
                           .first();
    EXPECT_EQ(india->extras.get<std::int64_t>("posts"), 4);
    EXPECT_EQ(india->extras.get<std::int64_t>("published"), 3);
    EXPECT_EQ(india->extras.get<double>("score"), 7);
    EXPECT_EQ(india->extras.get<std::string>("least"), "Kites");
    EXPECT_TRUE(india->extras.get<bool>("discussed"));
    EXPECT_EQ(india->extras.get<std::int64_t>("titles"), 3);
}

TEST(Aggregates, OfADistinctPathTakeARowOnceHoweverManyWaysLeadToIt)
{
    world w;
    const auto cooking = w.db.create(Skill{.name = "Cooking"});
    w.db.related(w.asha, &User::skills).attach({cooking.id});
    w.db.related(w.ravi, &User::skills).attach({cooking.id});
    const auto india = w.db.query<Country>()
                           .with_count(&Country::users, &User::skills, "ways")
                           .with_count(
                               &Country::users, &User::skills, [](auto& s) { s.distinct(); }, "skills")
                           .first();
    EXPECT_EQ(india->extras.get<std::int64_t>("ways"), 2);
    EXPECT_EQ(india->extras.get<std::int64_t>("skills"), 1);
}

TEST(RelatedOrders, ByAToOnePathKeepEveryRootOnce)
{
    world w;
    const auto users = [&](auto... order) {
        return each(w.db.query<User>().order_by(order...).order_by(&User::id).all(), &User::name);
    };
    EXPECT_EQ(users(&User::country, &Country::name), (names{"Omar", "Asha", "Ravi", "Luz"})); // null first on SQLite
    EXPECT_EQ(users(&User::country, &Country::name, ginnel::desc), (names{"Luz", "Asha", "Ravi", "Omar"}));
    EXPECT_EQ(
        each(w.db.query<Post>().order_by(&Post::user, &User::country, &Country::name, ginnel::desc).limit(2).all(),
             &Post::title),
        (names{"Monsoon", "Tea"}));
}

TEST(RelatedOrders, ByACandidateOfHasOneTakeTheOneThatIsLoaded)
{
    world w;
    const auto users =
        w.db.query<User>().order_by(&User::latest, &Post::written, ginnel::desc).preload(&User::latest).all();
    EXPECT_EQ(each(users, &User::name), (names{"Omar", "Ravi", "Asha", "Luz"})); // days 7, 5, 1: Asha's newest by id
    EXPECT_EQ(users[2].latest->written, day(1));
}

TEST(RelatedOrders, ByAggregatesOfManyNeedNothingSelected)
{
    world w;
    const auto by = [&](auto say) {
        auto q = w.db.query<User>();
        say(q);
        return each(q.order_by(&User::id).all(), &User::name);
    };
    EXPECT_EQ(by([](auto& q) { q.order_by_max(&User::posts, &Post::written, ginnel::desc); }),
              (names{"Asha", "Omar", "Ravi", "Luz"}));
    EXPECT_EQ(by([](auto& q) { q.order_by_min(&User::posts, &Post::written, ginnel::desc); }),
              (names{"Omar", "Ravi", "Asha", "Luz"}));
    EXPECT_EQ(by([](auto& q) { q.order_by_count(&User::posts, published, ginnel::desc); }),
              (names{"Asha", "Ravi", "Luz", "Omar"}));
    EXPECT_EQ(by([](auto& q) { q.order_by_sum(&User::posts, &Post::score, ginnel::desc); }),
              (names{"Omar", "Asha", "Ravi", "Luz"}));
    EXPECT_EQ(by([](auto& q) { q.order_by_avg(&User::posts, &Post::score, published, ginnel::desc); }).front(), "Asha");
    EXPECT_EQ(each(w.db.query<Country>().order_by_count(&Country::users, &User::posts, ginnel::desc).limit(1).all(),
                   &Country::name),
              names{"India"});
}

TEST(RelatedOrders, AWithCountThatStandsBeforeIsWhatACountOrdersBy)
{
    world w;
    const auto teas = [](auto& p) { p.where(&Post::title, "Dunes"); };
    const auto users =
        w.db.query<User>().with_count(&User::posts, teas, "dunes").order_by_count(&User::posts, ginnel::desc).all();
    EXPECT_EQ(users[0].name, "Omar");
}

TEST(RelatedOrders, WorkUnderALimitPerParent)
{
    world w;
    const auto countries =
        w.db.query<Country>()
            .preload(&Country::users,
                     [](auto& u) { u.order_by_max(&User::posts, &Post::written, ginnel::desc).limit(1); })
            .order_by(&Country::id)
            .all();
    EXPECT_EQ(each(countries[0].users, &User::name), names{"Asha"});
    EXPECT_EQ(each(countries[1].users, &User::name), names{"Luz"});
}

} // namespace
