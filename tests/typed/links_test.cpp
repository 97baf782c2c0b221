#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

// A pivot's struct that is a model of its own, with the keys of the link in it.
namespace typed_links {

struct Craft;
struct Mastery {
    std::int64_t id{};
    std::int64_t artisan_id{};
    std::int64_t craft_id{};
    std::string level{};
};
struct Artisan {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<Craft, Mastery> crafts{};

    static void describe(ginnel::model<Artisan>& artisan);
};
struct Craft {
    std::int64_t id{};
    std::string name{};
};

void Artisan::describe(ginnel::model<Artisan>& artisan)
{
    artisan.relation(&Artisan::crafts).pivot_table("masteries");
}

TEST(TypedLinks, AttachAndSyncLeaveOutTheKeysOfThePivotsStruct)
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Artisan, Craft, Mastery>();
    const Artisan ann = db.create(Artisan{.name = "Ann"});
    const Craft saw = db.create(Craft{.name = "Sawing"}), glue = db.create(Craft{.name = "Gluing"});
    const auto crafts = db.related(ann, &Artisan::crafts);
    crafts.attach({{saw.id, {.level = "low"}}, {glue.id, {.id = 77, .artisan_id = 99, .craft_id = 99, .level = "high"}}});
    const auto before = db.query<Mastery>().order_by(&Mastery::id).all();
    ASSERT_EQ(before.size(), 2U);
    EXPECT_EQ(before[0].id, 1);
    EXPECT_EQ(before[1].id, 2);
    EXPECT_EQ(before[1].artisan_id, ann.id);
    EXPECT_EQ(before[1].craft_id, glue.id);

    const auto changes = crafts.sync({{saw.id, {.level = "master"}}, {glue.id, {.level = "high"}}});
    EXPECT_EQ(changes.updated, (std::vector{ginnel::value{saw.id}}));
    EXPECT_TRUE(changes.attached.empty() && changes.detached.empty());
    const auto after = db.query<Mastery>().order_by(&Mastery::id).all();
    ASSERT_EQ(after.size(), 2U);
    EXPECT_EQ(after[0].id, 1);
    EXPECT_EQ(after[0].artisan_id, ann.id);
    EXPECT_EQ(after[0].craft_id, saw.id);
    EXPECT_EQ(after[0].level, "master");
}

} // namespace typed_links
