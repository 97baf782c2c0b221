#include "relations_asked/world.hpp"

#include <gtest/gtest.h>

using namespace asked;

namespace {

const auto published = [](auto& posts) { posts.where(&Post::is_published, true); };

TEST(PreloadOnce, KeepsWhatWasSaidBefore)
{
    world w;
    auto users = w.db.query<User>().preload(&User::posts, published).preload_once(&User::posts).all();
    EXPECT_EQ(users[0].posts.size(), 2U);
    users = w.db.query<User>().preload_once(&User::posts, published).all();
    EXPECT_EQ(users[0].posts.size(), 2U);
    const auto countries = w.db.query<Country>()
                               .preload(&Country::users, &User::posts, published)
                               .preload_once(&Country::users, &User::posts)
                               .preload_once(&Country::users, &User::skills)
                               .all();
    EXPECT_EQ(countries[0].users[0].posts.size(), 2U);
    EXPECT_TRUE(countries[0].users[0].skills.loaded());
}

TEST(Loads, TakeSeveralRelationsAndSendOneStatementForEach)
{
    world w;
    auto users = w.db.query<User>().all();
    EXPECT_EQ(w.sent_by([&] { w.db.load(users, ginnel::relations(&User::posts, &User::skills)); }), 2U);
    EXPECT_EQ(users[0].posts.size(), 3U);
    EXPECT_TRUE(users[0].skills.empty());
    EXPECT_EQ(w.sent_by([&] {
        w.db.load(users, [](auto& l) { l.preload(&User::posts, published).preload(&User::country); });
    }),
              2U);
    EXPECT_EQ(users[0].posts.size(), 2U);
    EXPECT_EQ(users[0].country->name, "India");
}

TEST(Loads, TakeOneRowAnOptionalPointersAndRowsInsideARelation)
{
    world w;
    auto asha = w.db.query<User>().where(&User::name, "Asha").first();
    EXPECT_EQ(w.sent_by([&] { w.db.load(asha, &User::posts); }), 1U);
    EXPECT_EQ(w.sent_by([&] { w.db.load(asha->posts, &Post::comments); }), 1U);
    EXPECT_EQ(asha->posts[0].comments.size(), 2U);
    w.db.load(asha->posts, &Post::user);
    EXPECT_EQ(asha->posts[2].user->name, "Asha");
    std::vector<User*> pointers{&*asha, nullptr};
    w.db.load(pointers, &User::country);
    EXPECT_EQ(asha->country->name, "India");
    std::optional<User> no_one;
    std::vector<User> none;
    EXPECT_EQ(w.sent_by([&] {
        w.db.load(no_one, &User::posts);
        w.db.load(none, &User::posts);
        w.db.load_count(none, &User::posts);
    }),
              0U);
}

TEST(Loads, OfMissingRelationsLeaveWhatIsThere)
{
    world w;
    auto users = w.db.query<User>().order_by(&User::id).all();
    w.db.load(users[0], &User::posts, published);
    EXPECT_EQ(w.sent_by([&] { w.db.load_missing(users, &User::posts); }), 1U);
    EXPECT_EQ(users[0].posts.size(), 2U); // partial is loaded
    EXPECT_EQ(users[1].posts.size(), 1U);
    EXPECT_EQ(w.sent_by([&] { w.db.load_missing(users, &User::posts); }), 0U);
}

TEST(Loads, OfMissingStepsOfAPathCostOneStatementForEachRelation)
{
    world w;
    auto users = w.db.query<User>().order_by(&User::id).all();
    w.db.load(users[0], &User::posts, published);
    EXPECT_EQ(w.sent_by([&] { w.db.load_missing(users, &User::posts, &Post::comments); }), 2U);
    EXPECT_EQ(users[0].posts.size(), 2U);
    EXPECT_EQ(users[0].posts[0].comments.size(), 2U);
    EXPECT_EQ(users[1].posts[0].comments.size(), 1U);
    auto others = w.db.query<User>().all();
    EXPECT_EQ(w.sent_by([&] { w.db.load_missing(others, &User::posts, &Post::comments); }), 2U);
    // Behind rows that to-one members share.
    auto posts = w.db.query<Post>().preload(&Post::user).all();
    EXPECT_EQ(w.sent_by([&] { w.db.load_missing(posts, &Post::user, &User::country); }), 1U);
    EXPECT_EQ(posts[1].user->country->name, "India");
}

TEST(Loads, OnceLookAtTheFirstRelationOnly)
{
    world w;
    auto users = w.db.query<User>().order_by(&User::id).all();
    w.db.load(users[0], &User::posts);
    EXPECT_EQ(w.sent_by([&] { w.db.load_once(users, &User::posts, &Post::comments); }), 2U);
    EXPECT_FALSE(users[0].posts[0].comments.loaded());
    EXPECT_TRUE(users[1].posts[0].comments.loaded());
    EXPECT_EQ(w.sent_by([&] { w.db.load_once(users[0], &User::posts, &Post::comments); }), 0U);
    EXPECT_EQ(w.sent_by([&] { w.db.load_once(users, ginnel::relations(&User::skills, &User::country)); }), 2U);
}

TEST(Loads, OfCountsAndOtherValuesArriveInRowsThatExist)
{
    world w;
    auto users = w.db.query<User>().with_count(&User::skills, "skills").order_by(&User::id).all();
    EXPECT_EQ(w.sent_by([&] { w.db.load_count(users, &User::posts); }), 1U);
    EXPECT_EQ(users[0].posts.count(), 3);
    EXPECT_EQ(users[2].posts.count(), 0);
    EXPECT_FALSE(users[0].posts.loaded());
    w.db.load_count(users, &User::posts, published, "published");
    w.db.load_sum(users, &User::posts, &Post::score, "score");
    w.db.load_max(users, &User::posts, &Post::written, "newest");
    w.db.load_min(users, &User::posts, &Post::title, "least");
    w.db.load_avg(users, &User::posts, &Post::score, published, "avg");
    w.db.load_exists(users, &User::posts, "writes");
    w.db.load_count_distinct(users, &User::posts, &Post::title, "titles");
    const auto& e = users[0].extras;
    EXPECT_EQ(e.get<std::int64_t>("skills"), 0);
    EXPECT_EQ(e.get<std::int64_t>("published"), 2);
    EXPECT_EQ(e.get<double>("score"), 7);
    EXPECT_EQ(e.get<std::chrono::sys_days>("newest"), day(9));
    EXPECT_EQ(e.get<std::string>("least"), "Monsoon");
    EXPECT_EQ(e.get<double>("avg"), 3);
    EXPECT_TRUE(e.get<bool>("writes"));
    EXPECT_EQ(e.get<std::int64_t>("titles"), 2);
    EXPECT_TRUE(users[2].extras.get("score").is_null());
    EXPECT_FALSE(users[2].extras.get<bool>("writes"));
    w.db.load_count(users, &User::posts, "published"); // asked again, it is replaced
    EXPECT_EQ(users[0].extras.get<std::int64_t>("published"), 3);
    EXPECT_EQ(users[0].extras.size(), 8U);
}

TEST(Loads, OfValuesForRowsThatAreGoneOrStandTwice)
{
    world w;
    std::vector<User> users{w.asha, w.luz, w.asha};
    w.db.run("delete from users where name = 'Luz'");
    w.db.load_count(users, &User::posts);
    w.db.load_exists(users, &User::posts, "writes");
    EXPECT_EQ(users[2].posts.count(), 3);
    EXPECT_EQ(users[1].posts.count(), 0);
    EXPECT_FALSE(users[1].extras.get<bool>("writes"));
    Country india = w.india;
    w.db.load_count(india, &Country::users, &User::posts, "posts");
    EXPECT_EQ(india.extras.get<std::int64_t>("posts"), 4);
}

TEST(Likeness, IsOneRelationTwiceUnderDifferentConditions)
{
    world w;
    std::vector<User> users;
    EXPECT_EQ(w.sent_by([&] {
        users = w.db.query<User>()
                    .preload(&User::posts, published)
                    .preload(&User::drafts, [](auto& p) { p.where_null(&Post::is_published); })
                    .order_by(&User::id)
                    .all();
    }),
              3U);
    EXPECT_EQ(users[0].posts.size(), 2U);
    EXPECT_EQ(users[0].drafts.size(), 1U);
    EXPECT_EQ(w.db.related(w.asha, &User::drafts).query().count(), 3);
    // By the other's name (belongs_to), and over its pivot table.
    const auto asha = w.db.query<User>().preload(&User::homeland).first();
    EXPECT_EQ(asha->homeland->name, "India");
    const auto cooking = w.db.create(Skill{.name = "Cooking"});
    w.db.related(w.asha, &User::skills).attach({cooking.id});
    EXPECT_EQ(w.db.related(w.asha, &User::crafts).query().count(), 1);
    EXPECT_EQ(w.db.query<Country>().with_count(&Country::adults).first()->adults.count(), 1);
    EXPECT_EQ(w.db.query<Country>().with_count(&Country::users).first()->users.count(), 2);
}

struct Leaf {
    std::int64_t id{};
    std::int64_t tree_id{};
};
struct Tree {
    std::int64_t id{};
    ginnel::has_many<Leaf> leaves{};
    ginnel::has_many<Leaf> green{};

    static void describe(ginnel::model<Tree>& tree)
    {
        tree.relation(&Tree::leaves).like(&Tree::green);
        tree.relation(&Tree::green).like(&Tree::leaves);
    }
};

TEST(Likeness, InACircleIsRefused)
{
    world w;
    const auto [code, message] = error_of([&] { w.db.check<Tree>(); });
    EXPECT_EQ(code, "E_RELATION_DECLARATION");
    EXPECT_NE(message.find("leave like() out of one"), std::string::npos) << message;
}

struct clinic : world {
    Physician grey, house;

    clinic()
    {
        grey = db.create(Physician{.name = "Grey"});
        house = db.create(Physician{.name = "House"});
        const auto ann = db.create(Patient{.name = "Ann"});
        const auto bob = db.create(Patient{.name = "Bob"});
        for (const auto& [who, whom, room] :
             {std::tuple{grey, ann, "1"}, {grey, bob, "2"}, {house, ann, "3"}, {grey, ann, "4"}})
            db.create(Appointment{.physician_id = who.id, .patient_id = whom.id, .room = room});
    }
};

TEST(ThroughRows, StandBesideEachTargetWhereAskedFor)
{
    clinic c;
    std::vector<Physician> all;
    const auto ask = [&] {
        all = c.db.query<Physician>()
                  .preload(&Physician::patients,
                           [](auto& q) { q.with_through().order_by(&Patient::name).order_by(&Appointment::id); })
                  .order_by(&Physician::id)
                  .all();
    };
    EXPECT_EQ(c.sent_by(ask), 2U);
    names met;
    for (auto [patient, appointment] : all[0].patients.with_through())
        met.push_back(patient.name + appointment.room);
    EXPECT_EQ(met, (names{"Ann1", "Ann4", "Bob2"}));
    EXPECT_EQ(all[1].patients.through(0).room, "3");
    EXPECT_EQ(all[1].patients.through(0).physician_id, c.house.id);
    const auto copy = all;
    all.clear();
    EXPECT_EQ(copy[0].patients.through(2).room, "2");
    EXPECT_EQ(error_of([&] { (void)copy[1].patients.through(1); }).first, "E_OUT_OF_RANGE");
}

TEST(ThroughRows, KeepPaceWithALimitPerParentAndWithLoading)
{
    clinic c;
    std::vector<Physician> both{c.grey, c.house};
    c.db.load(both, &Physician::patients,
              [](auto& q) { q.with_through().group_limit(1).group_order_by(&Appointment::id, ginnel::desc); });
    ASSERT_EQ(both[0].patients.size(), 1U);
    EXPECT_EQ(both[0].patients.through(0).room, "4");
    Physician idle = c.db.create(Physician{.name = "Idle"});
    c.db.load(idle, &Physician::patients, [](auto& q) { q.with_through(); });
    EXPECT_TRUE(idle.patients.has_through());
    EXPECT_EQ(idle.patients.with_through().size(), 0U);
    c.db.load(both, &Physician::patients);
    EXPECT_FALSE(both[0].patients.has_through());
}

TEST(ThroughRows, NotAskedForSayWhatToWrite)
{
    clinic c;
    const auto all = c.db.query<Physician>().preload(&Physician::patients).all();
    const auto [code, message] = error_of([&] { (void)all[0].patients.through(0); });
    EXPECT_EQ(code, "E_THROUGH_ROWS");
    EXPECT_NE(message.find(".preload(&Physician::patients, [](auto& q) { q.with_through(); })"), std::string::npos)
        << message;
    EXPECT_EQ(error_of([&] { (void)c.grey.patients.with_through(); }).first, "E_RELATION_NOT_LOADED");
    EXPECT_EQ(error_of([&] { c.db.related(c.grey, &Physician::patients).query().with_through().all(); }).first,
              "E_THROUGH_ROWS");
}

} // namespace
