#include "blog.hpp"

#include <gtest/gtest.h>

namespace typed_describe {

// Another struct of a name that typed_blog has: models of other groups do not disturb.
struct Country {
    std::string code{};
    std::string name{};
    int area{};

    static void describe(ginnel::model<Country>& country)
    {
        country.table("lands").primary_key(&Country::code);
        country.column(&Country::name).named("land_name").serialize_as("label").unique();
        country.column(&Country::area).hidden();
    }
};

class Account {
public:
    Account() = default;
    explicit Account(std::string owner) : owner_(std::move(owner)) {}
    std::int64_t id() const { return id_; }
    const std::string& owner() const { return owner_; }

    static void describe(ginnel::model<Account>& account)
    {
        account.columns<&Account::id_, &Account::owner_>().primary_key(&Account::id_);
    }

private:
    std::int64_t id_{};
    std::string owner_{};
};

struct foreign {
    std::int64_t id{};
    std::string text{};
};

struct Author;
struct Book {
    std::int64_t id{};
    std::int64_t written_by{};
    bool printed{};
    ginnel::belongs_to<Author> author{};
    static void describe(ginnel::model<Book>& book);
};
struct Shelf;
struct Author {
    std::int64_t id{};
    std::optional<std::int64_t> shelf_id{};
    ginnel::has_many<Book> books{};
    ginnel::has_many<Book> written{};
    ginnel::belongs_to<Shelf> shelf{};
    static void describe(ginnel::model<Author>& author)
    {
        author.relation(&Author::written).foreign_key(&Book::written_by);
        author.relation(&Author::books).foreign_key(&Book::written_by).serialize_as("works").on_query([](auto& books) {
            books.where(&Book::printed, true);
        });
    }
};
struct Shelf {
    std::int64_t id{};
    ginnel::has_many<Author> authors{};
    ginnel::has_many_through<Book> books{};
    static void describe(ginnel::model<Shelf>& shelf)
    {
        shelf.relation(&Shelf::books).via(&Shelf::authors, &Author::written);
    }
};
inline void Book::describe(ginnel::model<Book>& book)
{
    book.relation(&Book::author).foreign_key(&Book::written_by);
}

struct Orphan {
    std::int64_t id{};
    std::int64_t owner{};
};
struct Broken {
    std::int64_t id{};
    ginnel::has_many<Orphan> orphans{};
    ginnel::has_one<Orphan> orphan{};
};

} // namespace typed_describe

template <>
inline constexpr auto ginnel::describe<typed_describe::foreign> =
    [](ginnel::model<typed_describe::foreign>& m) { m.table("strangers"); };

namespace typed_describe {
namespace {

TEST(Describe, TablesColumnsAndKeys)
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Country>();
    db.create(Country{.code = "IN", .name = "India", .area = 3});
    EXPECT_EQ(db.find<Country>("IN")->name, "India");
    EXPECT_EQ(ginnel::to_json(*db.find<Country>("IN")), R"({"code":"IN","label":"India"})");
    db.run("insert into lands (code, land_name, area) values ('PE', 'Peru', 1)");
    EXPECT_EQ(db.query<Country>().where(&Country::name, "Peru").count(), 1);
    EXPECT_EQ(ginnel::model_of<Country>().table(), "lands");
    EXPECT_THROW(db.create(Country{.code = "X", .name = "Peru"}), ginnel::error);
}

TEST(Describe, ClassesListTheirColumns)
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Account>();
    EXPECT_EQ(db.create(Account{"Ann"}).id(), 1);
    EXPECT_EQ(db.query<Account>().where("owner_", "Ann").first()->owner(), "Ann");
}

TEST(Describe, StructsOfOthers)
{
    EXPECT_EQ(ginnel::model_of<foreign>().table(), "strangers");
}

TEST(Describe, KeysPathsAndHooks)
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Shelf, Author, Book>();
    const Shelf shelf = db.create(Shelf{});
    const Author author = db.related(shelf, &Shelf::authors).create({});
    db.related(author, &Author::books).create_many({{.printed = true}, {.printed = false}});
    const auto found = db.query<Author>().preload(&Author::books).with_count(&Author::books).first_or_fail();
    EXPECT_EQ(found.books.size(), 1U);
    EXPECT_EQ(found.books.count(), 1);
    EXPECT_EQ(db.query<Book>().preload(&Book::author).all().size(), 2U);
    EXPECT_EQ(db.related(shelf, &Shelf::books).query().count(), 2);
    EXPECT_EQ(ginnel::to_json(found), R"({"id":1,"shelf_id":1,"works":[{"id":1,"written_by":1,"printed":true}]})");
}

TEST(Describe, MistakesAreToldTogetherAndSpoilNothingElse)
{
    ginnel::database db{"sqlite::memory:"};
    const std::string said = typed_blog::message_of([&] { db.check<Broken>(); });
    EXPECT_NE(said.find("orphans"), std::string::npos) << said;
    EXPECT_NE(said.find("Broken.orphan:"), std::string::npos) << said;
    EXPECT_EQ(typed_blog::message_of([&] { (void)db.query<Broken>(); }), said);
    EXPECT_NO_THROW((db.check<typed_blog::User, Orphan>()));
}

} // namespace
} // namespace typed_describe
