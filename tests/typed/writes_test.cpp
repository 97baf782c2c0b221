#include "blog.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace typed_blog {
namespace {

using names = std::vector<std::string>;
using keys = std::vector<ginnel::value>;

struct Proficiency {
    std::string level{};
    std::optional<std::int64_t> years{};
};
struct Tool {
    std::int64_t id{};
    std::string name{};
};
struct Worker {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<Tool, Proficiency> tools{};
};

TEST(Writes, CreateGivesKeys)
{
    blog b;
    const auto made = b.db.create_many(std::vector<Skill>{{.name = "A"}, {.name = "B"}});
    EXPECT_EQ(made[0].id, b.chess.id + 1);
    EXPECT_EQ(made[1].id, b.chess.id + 2);
    std::vector<Skill> rows(205);
    b.sent.clear();
    b.db.insert(rows);
    EXPECT_EQ(rows.back().id, made[1].id + 205);
    EXPECT_LE(b.sent.size(), 5U);
    EXPECT_TRUE(b.db.create_many(std::vector<Skill>{}).empty());
}

TEST(Writes, FindByKey)
{
    blog b;
    EXPECT_EQ(b.db.find<User>(b.asha.id)->name, "Asha");
    EXPECT_FALSE(b.db.find<User>(99));
    EXPECT_EQ(b.db.find_or_fail<User>(b.ravi.id).name, "Ravi");
    EXPECT_EQ(message_of([&] { b.db.find_or_fail<User>(99); }), "there is no User with the key 99");
    EXPECT_EQ(code_of([&] { b.db.find<User>("1"); }), "E_VALUE_TYPE");
    EXPECT_EQ(b.sent.size(), 4U);
}

TEST(Writes, UnsavedParentsAreRefused)
{
    blog b;
    const User nobody{.name = "x"};
    EXPECT_EQ(code_of([&] { b.db.related(nobody, &User::posts).create({.title = "x"}); }), "E_UNSAVED_PARENT");
    EXPECT_EQ(code_of([&] { b.db.related(nobody, &User::skills).attach({1}); }), "E_UNSAVED_PARENT");
    EXPECT_EQ(code_of([&] { b.db.related(nobody, &User::skills).sync({1}); }), "E_UNSAVED_PARENT");
    EXPECT_TRUE(b.db.related(nobody, &User::posts).query().all().empty());
    EXPECT_EQ(b.db.related(nobody, &User::posts).query().count(), 0);
    EXPECT_FALSE(b.db.related(nobody, &User::posts).query().exists());
    EXPECT_TRUE(b.sent.empty());
}

TEST(Writes, RelatedQueries)
{
    blog b;
    EXPECT_EQ(b.db.related(b.asha, &User::posts).query().where(&Post::is_published, true).first()->title, "Monsoon");
    EXPECT_EQ(b.db.related(b.india, &Country::posts).query().count(), 3);
    EXPECT_EQ(b.db.related(b.india, &Country::posts).query().where(&User::name, "Ravi").all().size(), 1U);
    EXPECT_EQ(b.db.related(b.asha, &User::country).query().first()->name, "India");
    EXPECT_EQ(b.db.related(b.asha, &User::skills).query().where_pivot("proficiency", "master").pluck(&Skill::name),
              (names{"Cooking"}));
    EXPECT_EQ(b.db.related(b.asha, &User::skills).query().where_null_pivot("proficiency").pluck(&Skill::name),
              (names{"Sailing"}));
    EXPECT_EQ(b.db.related(b.asha, &User::skills).query().where_in_pivot("proficiency", {"master", "x"}).count(), 1);
    EXPECT_EQ(
        b.db.related(b.asha, &User::skills).query().find(b.cooking.id)->extras.get<std::string>("pivot_proficiency"),
        "master");
    EXPECT_FALSE(b.db.related(b.asha, &User::skills).query().find(b.chess.id));
}

TEST(Writes, ConditionsOnThePivotHaveTheStandardTerms)
{
    blog b;
    const auto skills = [&](auto&& say) {
        auto q = b.db.related(b.asha, &User::skills).query();
        say(q);
        return q.order_by(&Skill::name).pluck(&Skill::name);
    };
    EXPECT_EQ(skills([](auto& q) { q.where_not_null_pivot("proficiency"); }), (names{"Cooking"}));
    EXPECT_EQ(skills([](auto& q) { q.where_not_in_pivot("proficiency", {"novice"}); }), (names{"Cooking"}));
    EXPECT_EQ(skills([](auto& q) { q.where_not_pivot("proficiency", "=", "master"); }), names{});
    EXPECT_EQ(skills([](auto& q) { q.where_null_pivot("proficiency").or_where_in_pivot("proficiency", {"master"}); }),
              (names{"Cooking", "Sailing"}));
    EXPECT_EQ(skills([](auto& q) { q.where_null_pivot("proficiency").or_where_not_in_pivot("proficiency", {"x"}); }),
              (names{"Cooking", "Sailing"}));
    EXPECT_EQ(skills([](auto& q) { q.where_null_pivot("proficiency").or_where_not_null_pivot("proficiency"); }),
              (names{"Cooking", "Sailing"}));
    EXPECT_EQ(skills([](auto& q) { q.where_pivot("proficiency", "x").or_where_null_pivot("proficiency"); }),
              (names{"Sailing"}));
    EXPECT_EQ(skills([](auto& q) { q.where_pivot("proficiency", "x").or_where_not_pivot("proficiency", "like", "x"); }),
              (names{"Cooking"}));
}

TEST(Writes, FindOverADuplicatedLinkReadsOneRow)
{
    blog b;
    const auto skills = b.db.related(b.asha, &User::skills);
    skills.attach({b.cooking.id}, {.duplicates = true});
    const auto found = skills.query().find(b.cooking.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name, "Cooking");
    EXPECT_NE(b.sent.back().find("limit"), std::string::npos) << b.sent.back();
    EXPECT_TRUE(skills.query().offset(5).limit(1).find(b.cooking.id)) << "limits and offset do not count";
}

TEST(Writes, AttachSkipsWhatIsLinked)
{
    blog b;
    auto skills = b.db.related(b.asha, &User::skills);
    const auto done = skills.attach({b.cooking.id, b.chess.id});
    EXPECT_EQ(done.attached, (keys{b.chess.id}));
    EXPECT_EQ(done.skipped, (keys{b.cooking.id}));
    EXPECT_EQ(skills.attach({b.chess.id}, {.duplicates = true}).attached, (keys{b.chess.id}));
    EXPECT_EQ(skills.query().count(), 4);
    const std::vector<std::int64_t> ids{b.cooking.id};
    EXPECT_TRUE(skills.attach(ids).attached.empty());
}

TEST(Writes, SyncMakesLinksEqual)
{
    blog b;
    auto skills = b.db.related(b.asha, &User::skills);
    auto changes = skills.sync({{b.cooking.id, {{"proficiency", "novice"}}}, {b.chess.id, {}}});
    EXPECT_EQ(changes.attached, (keys{b.chess.id}));
    EXPECT_EQ(changes.detached, (keys{b.sailing.id}));
    EXPECT_EQ(changes.updated, (keys{b.cooking.id}));
    changes = skills.sync({b.cooking.id}, {.detach = false});
    EXPECT_TRUE(changes.detached.empty());
    EXPECT_EQ(skills.query().count(), 2);
}

TEST(Writes, CreateOverAPivotLinks)
{
    blog b;
    const Skill made = b.db.related(b.ravi, &User::skills).create({.name = "Juggling"});
    EXPECT_GT(made.id, 0);
    EXPECT_EQ(b.db.related(b.ravi, &User::skills).query().pluck(&Skill::name), (names{"Juggling"}));
    EXPECT_EQ(b.sent.front().substr(0, 5), "begin");
    b.db.transaction([&](ginnel::transaction& tx) {
        tx.related(b.ravi, &User::skills).create_many({{.name = "A"}, {.name = "B"}});
    });
    EXPECT_EQ(b.db.related(b.ravi, &User::skills).query().count(), 3);
}

TEST(Writes, ACreationThatFailsInATransactionTakesItselfBackAndItsSavepointAway)
{
    blog b;
    b.db.transaction([&](ginnel::transaction& tx) {
        const auto skills = tx.related(b.ravi, &User::skills);
        b.sent.clear();
        EXPECT_EQ(code_of([&] { skills.create_many({{.name = "New"}, {.id = b.chess.id, .name = "Taken"}}); }),
                  "E_UNIQUE");
        EXPECT_EQ(b.sent.back().substr(0, 7), "release") << b.sent.back();
        skills.create({.name = "Juggling"});
    });
    EXPECT_EQ(b.db.related(b.ravi, &User::skills).query().pluck(&Skill::name), (names{"Juggling"}));
    EXPECT_EQ(b.db.query<Skill>().where(&Skill::name, "New").count(), 0);
}

TEST(Writes, TypedPivotsAreWrittenAndRead)
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Worker, Tool>();
    const Worker ann = db.create(Worker{.name = "Ann"});
    const Tool saw = db.create(Tool{.name = "Saw"}), axe = db.create(Tool{.name = "Axe"});
    db.related(ann, &Worker::tools).attach({{saw.id, {.level = "master", .years = 3}}, {axe.id, {.level = "novice"}}});
    auto found = db.query<Worker>().preload(&Worker::tools, [](auto& t) { t.order_by(&Tool::id); }).first_or_fail();
    EXPECT_EQ(found.tools.pivot(0).level, "master");
    EXPECT_EQ(found.tools.pivot(0).years, 3);
    EXPECT_EQ(found.tools.pivot(1).years, std::nullopt);
    names seen;
    for (auto [tool, proficiency] : found.tools.with_pivots())
        seen.push_back(tool.name + ' ' + proficiency.level);
    EXPECT_EQ(seen, (names{"Saw master", "Axe novice"}));
    seen.clear();
    for (auto [tool, proficiency] : std::as_const(found).tools.with_pivots())
        seen.push_back(proficiency.level + ' ' + tool.name);
    EXPECT_EQ(seen, (names{"master Saw", "novice Axe"}));
    EXPECT_EQ(code_of([&] { (void)found.tools.pivot(2); }), "E_OUT_OF_RANGE");
    EXPECT_EQ(db.related(ann, &Worker::tools).query().where(&Proficiency::level, "novice").pluck(&Tool::name),
              (names{"Axe"}));
    const auto changes = db.related(ann, &Worker::tools).sync({{saw.id, {.level = "master", .years = 4}}});
    EXPECT_EQ(changes.updated, (keys{saw.id}));
    EXPECT_EQ(changes.detached, (keys{axe.id}));
}

TEST(Writes, TransactionsEndOnce)
{
    blog b;
    {
        auto tx = b.db.begin();
        tx.create(Skill{.name = "Lost"});
        EXPECT_EQ(tx.query<Skill>().count(), 4);
    }
    EXPECT_EQ(b.db.query<Skill>().count(), 3);
    auto tx = b.db.begin();
    tx.create(Skill{.name = "Kept"});
    tx.commit();
    EXPECT_FALSE(tx.open());
    EXPECT_EQ(code_of([&] { tx.commit(); }), "E_TRANSACTION_ENDED");
    EXPECT_EQ(code_of([&] { (void)tx.find<Skill>(1); }), "E_TRANSACTION_ENDED");
}

TEST(Writes, TransactionClosuresCommitOrRollBack)
{
    blog b;
    const std::int64_t id =
        b.db.transaction([](ginnel::transaction& tx) { return tx.create(Skill{.name = "Kept"}).id; });
    EXPECT_TRUE(b.db.find<Skill>(id));
    EXPECT_THROW(b.db.transaction([](ginnel::transaction& tx) {
        tx.create(Skill{.name = "Lost"});
        throw 1;
    }),
                 int);
    EXPECT_EQ(b.db.query<Skill>().count(), 4);
    b.db.transaction([](ginnel::transaction& tx) {
        tx.create(Skill{.name = "Lost"});
        tx.rollback();
    });
    EXPECT_EQ(b.db.query<Skill>().count(), 4);
}

TEST(Writes, ReadOnlyTransactionsRefuseWrites)
{
    blog b;
    auto tx = b.db.begin(ginnel::read_only);
    EXPECT_EQ(tx.query<Skill>().count(), 3);
    try {
        tx.create(Skill{.name = "x"});
        FAIL() << "a write was taken";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.kind(), ginnel::error_kind::read_only);
    }
}

} // namespace
} // namespace typed_blog
