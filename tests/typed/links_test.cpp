#include <ginnel/ginnel.hpp>
#include <ginnel/value/uuid.hpp>

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

struct Page;
struct Label;
struct Book {
    ginnel::uuid id{};
    std::string title{};
    ginnel::has_many<Page> pages{};
    ginnel::many_to_many<Label> labels{};

    static void describe(ginnel::model<Book>& book);
};
struct Page {
    std::int64_t id{};
    ginnel::uuid book_id{};
};
struct Label {
    std::int64_t id{};
    ginnel::extras extras{};
};

void Book::describe(ginnel::model<Book>& book)
{
    book.relation(&Book::labels).pivot_column<std::int64_t>("weight");
}

template <typename F>
std::string refusal(F&& f)
{
    try {
        f();
    } catch (const ginnel::error& e) {
        return std::string{e.code()} + " " + e.what();
    }
    return "nothing";
}

TEST(TypedLinks, AParentWithANilUuidIsRefusedAndToldHowToGetAKey)
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Book, Page, Label>();
    const Book none{};
    const auto remedy = "give it a key: .id = ginnel::uuid::time_ordered()";
    for (const std::string& said : {refusal([&] { db.related(none, &Book::pages).create({}); }),
                                    refusal([&] { db.related(none, &Book::labels).attach({1}); }),
                                    refusal([&] { db.related(none, &Book::labels).sync({1}); })}) {
        EXPECT_NE(said.find("E_UNSAVED_PARENT"), std::string::npos) << said;
        EXPECT_NE(said.find(remedy), std::string::npos) << said;
    }
    const Book saved = db.create(Book{.id = ginnel::uuid::time_ordered(), .title = "Tides"});
    EXPECT_EQ(db.related(saved, &Book::pages).create({}).book_id, saved.id);
}

TEST(TypedLinks, AValueOfAnotherKindThanThePivotColumnsIsRefused)
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Book, Page, Label>();
    const Book book = db.create(Book{.id = ginnel::uuid::time_ordered()});
    const Label label = db.create(Label{});
    const auto labels = db.related(book, &Book::labels);
    const auto said = refusal([&] { labels.attach({{label.id, {{"weight", "heavy"}}}}); });
    EXPECT_NE(said.find("E_COLUMN_TYPE"), std::string::npos) << said;
    EXPECT_NE(said.find("Book.labels"), std::string::npos) << said;
    EXPECT_EQ(refusal([&] { labels.attach({{label.id, {{"weight", 3}}}}); }), "nothing");
}

TEST(TypedLinks, AnUnknownColumnOfThePivotIsToldHowToBeDeclared)
{
    ginnel::database db{"sqlite::memory:"};
    const auto said = refusal([&] { db.query<Book>().preload(&Book::labels, [](auto& q) { q.where_pivot("wight", 3); }); });
    EXPECT_NE(said.find("E_UNKNOWN_COLUMN"), std::string::npos) << said;
    EXPECT_NE(said.find("declare it with pivot_column<T>(\"wight\")"), std::string::npos) << said;
    EXPECT_NE(said.find("\"weight\""), std::string::npos) << said;
}

struct Keyless {
    std::string code{};
};

TEST(TypedLinks, AModelWithoutAPrimaryKeyIsToldHowToNameOne)
{
    ginnel::database db{"sqlite::memory:"};
    const auto said = refusal([&] { db.find<Keyless>("x"); });
    EXPECT_NE(said.find("E_NO_PRIMARY_KEY"), std::string::npos) << said;
    EXPECT_NE(said.find("write primary_key(&Keyless::code) in describe"), std::string::npos) << said;
    EXPECT_EQ(refusal([&] { db.query<Keyless>().find("x"); }), said);
}

} // namespace typed_links
