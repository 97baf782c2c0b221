#include "models.hpp"
#include "seeds/watched_database.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace hooks {

struct Book;
struct Shop {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Book> books{};
    static void describe(ginnel::model<Shop>& shop);
};
struct Author {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Book> books{};
    static void describe(ginnel::model<Author>& author);
};
struct Book {
    std::int64_t id{};
    std::int64_t author_id{};
    std::int64_t shop_id{};
    std::string title{};
    bool hidden{};
    ginnel::belongs_to<Author> author{};
    static void describe(ginnel::model<Book>& book);
};

namespace {

/// What the hooks were called with, in turn.
std::vector<std::string> calls;
bool refuse = false;

std::vector<std::string> taken()
{
    return std::exchange(calls, {});
}

using list = std::vector<std::string>;

struct shop_database : seeds::watched_database {
    shop_database()
    {
        create_tables<Shop, Author, Book>();
        run("insert into shops (id, name) values (1, 'Old'), (2, 'New');"
            "insert into authors (id, name) values (1, 'Jane'), (2, 'Mark');"
            "insert into books (id, author_id, shop_id, title, hidden) values (1, 1, 1, 'Emma', 0), "
            "(2, 1, 1, 'Sanditon', 1), (3, 2, 2, 'Tom', 0)");
        calls.clear();
        refuse = false;
    }
};

TEST(read_hooks, run_for_find_first_and_fetch)
{
    shop_database db;
    (void)db.find<Author>(1);
    EXPECT_EQ(taken(), (list{"before_find", "load Jane", "find Jane"}));
    (void)db.query<Author>().order_by(&Author::id, ginnel::desc).first();
    EXPECT_EQ(taken(), (list{"before_find", "load Mark", "find Mark"}));
    (void)db.query<Author>().find(2);
    EXPECT_EQ(taken(), (list{"before_find", "load Mark", "find Mark"}));
    (void)db.query<Author>().order_by(&Author::id).all();
    EXPECT_EQ(taken(), (list{"before_fetch", "load Jane", "load Mark", "fetch 2"}));
    EXPECT_FALSE(db.find<Author>(9));
    EXPECT_EQ(taken(), (list{"before_find"}));
    (void)db.query<Author>().count();
    (void)db.query<Author>().exists();
    (void)db.query<Author>().pluck(&Author::name);
    EXPECT_EQ(taken(), list{});
}

TEST(read_hooks, run_for_each_batch_of_a_stream)
{
    shop_database db;
    for (const Author& author : db.query<Author>().order_by(&Author::id).stream(1))
        calls.push_back("got " + author.name);
    EXPECT_EQ(taken(), (list{"before_fetch", "load Jane", "fetch 1", "got Jane", "load Mark", "fetch 1", "got Mark"}));
}

TEST(read_hooks, explain_asks_about_the_statement_that_is_sent)
{
    shop_database db;
    (void)db.query<Author>().explain();
    EXPECT_EQ(taken(), (list{"before_fetch"}));
}

TEST(read_hooks, change_rows_and_queries_without_a_statement_more)
{
    shop_database db;
    std::vector<Book> books;
    EXPECT_EQ(db.statements_of([&] { books = db.query<Book>().all(); }).size(), 1U);
    EXPECT_EQ(seeds::each(books, &Book::title), (list{"Emma!", "Tom!"})) << "a hook hides one and changes the others";
    books = db.query<Book>().where(&Book::id, 3).or_where(&Book::id, 2).all();
    EXPECT_EQ(seeds::each(books, &Book::title), (list{"Tom!"})) << "an or does not reach out of the hook's condition";
    EXPECT_TRUE(db.find<Book>(2)) << "only before_fetch hides";
    EXPECT_EQ(db.statements_of([&] { (void)db.find<Author>(1); }).size(), 1U);
}

TEST(read_hooks, run_for_rows_of_relations_from_the_deepest_up)
{
    shop_database db;
    std::vector<Shop> shops;
    const auto sent = db.statements_of(
        [&] { shops = db.query<Shop>().preload(&Shop::books, &Book::author).order_by(&Shop::id).all(); });
    EXPECT_EQ(sent.size(), 3U);
    EXPECT_EQ(taken(), (list{"before_fetch", "load Jane", "load Mark", "fetch 2", "shop Old with Emma!",
                             "shop New with Tom!"}));
    EXPECT_EQ(shops.at(0).books.at(0).author->name, "Jane");
    EXPECT_TRUE(shops.at(0).books.partial()) << "a hook left out a book";
    (void)db.related(shops.at(0), &Shop::books).query().all();
    EXPECT_EQ(taken(), list{});
    std::vector<Book> books = db.query<Book>().where_in(&Book::author_id, {std::int64_t{1}}).all();
    books.push_back(books.front());
    db.load(books, &Book::author);
    EXPECT_EQ(taken(), (list{"before_fetch", "load Jane", "fetch 1"})) << "a row that two share is handed over once";
    EXPECT_EQ(books.at(0).author.get(), books.at(1).author.get());
}

TEST(read_hooks, run_for_each_batch_of_chunks_and_streams)
{
    shop_database db;
    const list met{"load Jane", "fetch 1", "batch", "load Mark", "fetch 1", "batch"};
    const auto batch = [](std::vector<Author>&) { calls.push_back("batch"); };
    db.query<Author>().order_by(&Author::id).stream(1).each_batch(batch);
    list got = taken();
    EXPECT_EQ(std::erase(got, "before_fetch"), 1U);
    EXPECT_EQ(got, met);
    db.query<Author>().chunk(1, batch);
    got = taken();
    std::erase(got, "before_fetch");
    EXPECT_EQ(got, met);
}

TEST(read_hooks, that_throw_leave_nothing_half)
{
    shop_database db;
    Shop shop = *db.query<Shop>().preload(&Shop::books).find(1);
    ASSERT_EQ(shop.books.size(), 1U);
    db.run("update books set hidden = 0");
    refuse = true;
    EXPECT_THROW(db.load(shop, &Shop::books), std::runtime_error);
    EXPECT_EQ(shop.books.size(), 1U);
    EXPECT_THROW((void)db.query<Book>().all(), std::runtime_error);
    refuse = false;
    db.load(shop, &Shop::books);
    EXPECT_EQ(shop.books.size(), 2U) << "and the connection goes on";
}

} // namespace

void Shop::describe(ginnel::model<Shop>& shop)
{
    shop.after_load([](Shop& s) {
        if (s.books.loaded() && !s.books.empty())
            calls.push_back("shop " + s.name + " with " + s.books[0].title);
    });
}
void Author::describe(ginnel::model<Author>& author)
{
    author.before_find([](auto&) { calls.push_back("before_find"); });
    author.before_fetch([](auto& q) {
        q.where(&Author::id, ">", 0);
        calls.push_back("before_fetch");
    });
    author.after_load([](const Author& a) { calls.push_back("load " + a.name); });
    author.after_find([](Author& a) { calls.push_back("find " + a.name); });
    author.after_fetch([](std::span<Author* const> rows) { calls.push_back("fetch " + std::to_string(rows.size())); });
}
void Book::describe(ginnel::model<Book>& book)
{
    book.before_fetch([](ginnel::query<Book>& q) { q.where(&Book::hidden, false); });
    book.after_load([](Book& b) {
        if (refuse)
            throw std::runtime_error{"refused"};
        b.title += '!';
    });
}

} // namespace hooks

// ---- names

namespace named {

struct Town;
struct Country {
    std::int64_t id{};
    std::string iso_code{};
    ginnel::has_many<Town> big_towns{};
    static void describe(ginnel::model<Country>& country);
};
struct Town {
    std::int64_t id{};
    std::int64_t country_id{};
    std::string full_name{};
    ginnel::belongs_to<Country> country{};
    static void describe(ginnel::model<Town>& town)
    {
        town.column(&Town::full_name).named("full_name");
        town.naming([](std::string_view field) { return "t_" + std::string{field}; });
        town.column(&Town::full_name).named("full_name");
    }
};
void Country::describe(ginnel::model<Country>& country)
{
    country.naming(ginnel::naming::camel).json_naming(ginnel::naming::camel);
    country.computed("first_letter", [](const Country& c) { return c.iso_code.substr(0, 1); });
}

// Fields that are written in the other way.
struct Nest;
struct Tree {
    std::int64_t id{};
    std::string latinName{};
    ginnel::has_many<Nest> nests{};
    ginnel::has_many_through<struct Bird, Nest> birds{};
    static void describe(ginnel::model<Tree>& tree) { tree.naming(ginnel::naming::snake); }
};
struct Nest {
    std::int64_t id{};
    std::int64_t treeId{};
    ginnel::belongs_to<Tree> tree{};
    static void describe(ginnel::model<Nest>& nest) { nest.naming(ginnel::naming::snake); }
};
struct Bird {
    std::int64_t id{};
    std::int64_t nestId{};
};

namespace {

TEST(naming, makes_column_and_json_names_by_rule)
{
    seeds::watched_database db;
    db.create_tables<Country, Town>();
    Country country = db.create(Country{.iso_code = "IN"});
    (void)db.related(country, &Country::big_towns).create({.full_name = "Pune"});
    EXPECT_EQ(db.rows("select id, isoCode from countries"), (seeds::list{"1|IN"}));
    EXPECT_EQ(db.rows("select t_id, t_country_id, full_name from towns"), (seeds::list{"1|1|Pune"}));
    db.load(country, &Country::big_towns);
    const std::string text = ginnel::to_json(country);
    EXPECT_EQ(text, R"({"id":1,"isoCode":"IN","firstLetter":"I","bigTowns":[{"id":1,"country_id":1,"full_name":"Pune"}]})");
    EXPECT_EQ(ginnel::to_json(ginnel::from_json<Country>(text)), text);
    EXPECT_EQ(db.query<Town>().where("country_id", 1).count(), 1) << "run-time names are the fields'";
    EXPECT_EQ(ginnel::naming::as_is("aB_c"), "aB_c");
}

TEST(naming, default_keys_follow_the_way_fields_are_written)
{
    seeds::watched_database db;
    db.create_tables<Tree, Nest, Bird>();
    const Tree tree = db.create(Tree{.latinName = "Quercus"});
    const Nest nest = db.related(tree, &Tree::nests).create({});
    db.create(Bird{.nestId = nest.id});
    EXPECT_EQ(db.rows("select tree_id from nests"), (seeds::list{"1"}));
    EXPECT_EQ(db.rows("select nestId from birds"), (seeds::list{"1"}));
    EXPECT_EQ(db.query<Tree>().preload(&Tree::birds).first()->birds.size(), 1U);
    EXPECT_EQ(db.query<Nest>().preload(&Nest::tree).first()->tree->latinName, "Quercus");
}

TEST(naming, of_the_program_is_said_before_the_first_model_is_used)
{
    (void)ginnel::model_of<Bird>();
    EXPECT_NE(data::message_of([] { ginnel::name_models_by({.columns = ginnel::naming::camel}); })
                  .find("E_MODELS_BOOTED: models are named when they are first used"),
              std::string::npos);
}

// Rules of the whole program are tried in a process of their own.
[[noreturn]] void try_rules()
{
    ginnel::name_models_by({.columns = ginnel::naming::camel,
                            .tables = [](std::string_view m) { return "x_" + std::string{m}; },
                            .json = [](std::string_view n) { return '_' + std::string{n}; }});
    seeds::watched_database db;
    db.create_tables<data::Skill, data::Post, data::User, Tree, Nest, Bird>();
    db.create(data::Post{.user_id = db.create(data::User{.first = "Ann"}).id});
    db.create(Tree{.latinName = "Quercus"});
    const bool named = db.rows("select userId from x_Post") == seeds::list{"1"} &&
                       db.rows("select latin_name from x_Tree") == seeds::list{"Quercus"};
    const std::string text = ginnel::to_json(db.query<data::User>().first_or_fail());
    std::exit(named && text == R"({"_id":1,"_first":"Ann","surname":"","_full_name":"Ann ","short":["A",""]})" ? 0 : 1);
}

TEST(naming, of_the_program_holds_where_models_say_nothing_else)
{
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(try_rules(), testing::ExitedWithCode(0), "");
}

struct Twice {
    std::int64_t id{};
    std::string a_b{};
    std::string aB{};
    static void describe(ginnel::model<Twice>& m) { m.json_naming(ginnel::naming::camel); }
};

TEST(naming, gives_no_two_values_one_name_in_json)
{
    EXPECT_EQ(data::message_of([] { (void)ginnel::to_json(Twice{}); }),
              "E_DUPLICATE_NAME: Twice.a_b and Twice.aB are both called \"aB\" in JSON: give one another name with "
              "serialize_as, or hide it");
}

} // namespace
} // namespace named
