// Objects saved with all that hangs on them.
#include "seeds/watched_database.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

namespace graphs {

struct Author;
struct Book;
struct Page;
struct Label;
struct Remark;
struct Award {
    std::optional<int> year{};
};
struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Author> authors{};
    ginnel::has_many_through<Book, Author> books{};
};
struct Author {
    std::int64_t id{};
    std::optional<std::int64_t> country_id{};
    std::string name{};
    std::int64_t version{};
    ginnel::belongs_to<Country> country{};
    ginnel::has_many<Book> books{};
    static void describe(ginnel::model<Author>& author) { author.version(&Author::version); }
};
struct Book {
    std::int64_t id{};
    std::int64_t author_id{};
    std::string title{};
    ginnel::row_state state{};
    ginnel::belongs_to<Author> author{};
    ginnel::has_many<Page> pages{};
    ginnel::many_to_many<Label, Award> labels{};
    ginnel::morph_many<Remark> remarks{};
    static void describe(ginnel::model<Book>& book);
};
struct Page {
    std::int64_t id{};
    std::int64_t book_id{};
    int number{};
    ginnel::belongs_to<Book> book{};
    ginnel::has_one<Label> seal{};
    static void describe(ginnel::model<Page>& page);
};
struct Label {
    std::int64_t id{};
    std::string name{};
    std::optional<std::int64_t> page_id{};
    ginnel::many_to_many<Book> books{};
};
struct Remark {
    std::int64_t id{};
    std::string text{};
    std::optional<std::int64_t> remarkable_id{};
    std::optional<std::string> remarkable_type{};
    ginnel::morph_to<Book, Author> remarkable{};
};

struct Stop {
    std::int64_t id{};
    std::optional<std::int64_t> next_id{};
    ginnel::belongs_to<Stop> next{};
    static void describe(ginnel::model<Stop>& stop) { stop.relation(&Stop::next).foreign_key(&Stop::next_id); }
};

void Book::describe(ginnel::model<Book>& book)
{
    book.relation(&Book::labels).pivot_column<std::optional<int>>("year");
    book.relation(&Book::remarks).morph_name("remarkable");
}
void Page::describe(ginnel::model<Page>& page)
{
    page.column(&Page::number).unique();
}

namespace {

using seeds::list;

class save_graph : public ::testing::Test {
protected:
    save_graph() { db.create_tables<Country, Author, Book, Page, Label, Remark>(); }
    template <typename Rows>
    list saved(Rows& rows)
    {
        return db.statements_of([&] { db.save_graph(rows); });
    }
    static list verbs(const list& statements)
    {
        list out;
        for (const auto& s : statements)
            out.push_back(s.substr(0, s.find('"', s.find('"') + 1) + 1));
        return out;
    }
    seeds::watched_database db;
};

TEST_F(save_graph, inserts_each_level_of_each_table_in_one_statement)
{
    Author author{.name = "Asha"};
    author.country.set_related(Country{.name = "India"});
    for (int b = 0; b < 3; ++b) {
        auto& book = author.books.push_related({.title = "book " + std::to_string(b)});
        for (int p = 0; p < 20; ++p)
            book.pages.push_related({.number = b * 20 + p});
        book.labels.push_related({.name = "label " + std::to_string(b)});
        book.remarks.push_related({.text = "fine"});
    }
    EXPECT_EQ(verbs(saved(author)),
              (list{"insert into \"countries\"", "insert into \"labels\"", "insert into \"authors\"",
                    "insert into \"books\"", "insert into \"pages\"", "insert into \"remarks\"", "select \"label_id\"",
                    "insert into \"book_label\""}));
    EXPECT_EQ(author.id, 1);
    EXPECT_EQ(author.country->id, 1);
    EXPECT_EQ(author.country_id, 1);
    EXPECT_EQ(author.version, 1);
    EXPECT_EQ(author.books[2].author_id, 1);
    EXPECT_EQ(author.books[2].id, 3);
    EXPECT_TRUE(author.books[2].state.stored());
    EXPECT_EQ(author.books[2].pages[19].id, 60);
    EXPECT_EQ(author.books[2].pages[19].book_id, 3);
    EXPECT_EQ(author.books[1].remarks[0].remarkable_id, 2);
    EXPECT_EQ(author.books[1].remarks[0].remarkable_type, "Book");
    EXPECT_EQ(db.rows("select count(*), count(distinct book_id) from pages"), list{"60|3"});
    EXPECT_EQ(db.rows("select book_id, label_id from book_label order by 1"), (list{"1|1", "2|2", "3|3"}));
    EXPECT_EQ(db.rows("select distinct country_id, version from authors"), list{"1|1"});
}

TEST_F(save_graph, updates_rows_that_are_stored_and_inserts_new_ones_beside_them)
{
    Author author{.name = "Asha"};
    author.books.push_related({.title = "one"});
    author.books.push_related({.title = "two"});
    db.save_graph(author);
    author.name = "Asha R.";
    author.books[0].title = "first";
    author.books.push_related({.title = "three"});
    EXPECT_EQ(verbs(saved(author)),
              (list{"update \"authors\"", "update \"books\"", "update \"books\"", "insert into \"books\""}));
    EXPECT_EQ(db.rows("select title, author_id from books order by id"), (list{"first|1", "two|1", "three|1"}));
    EXPECT_EQ(db.rows("select name, version from authors"), list{"Asha R.|2"});
    EXPECT_EQ(author.version, 2);
}

TEST_F(save_graph, removes_no_row_and_touches_no_relation_that_was_not_loaded)
{
    Author author{.name = "Asha"};
    author.books.push_related({.title = "one"}).labels.push_related({.name = "red"});
    db.save_graph(author);
    author.books.set_related({});
    EXPECT_EQ(verbs(saved(author)), list{"update \"authors\""});
    Author bare{.id = author.id, .name = "A.", .version = author.version};
    EXPECT_EQ(verbs(saved(bare)), list{"update \"authors\""});
    EXPECT_EQ(db.rows("select count(*) from books"), list{"1"});
    EXPECT_EQ(db.rows("select count(*) from book_label"), list{"1"});
}

TEST_F(save_graph, makes_only_the_links_that_are_missing_with_the_values_of_typed_pivots)
{
    Book book{.author_id = db.create(Author{.name = "Asha"}).id, .title = "one"};
    book.labels.push_related({.name = "red"});
    db.save_graph(book);
    db.run("update book_label set year = 1999");
    db.run("insert into book_label (book_id, label_id, year) select book_id, label_id, 2000 from book_label");
    auto read = db.query<Book>().preload(&Book::labels).first_or_fail();
    read.labels.set_related({read.labels[0], Label{.name = "blue"}});
    EXPECT_EQ(saved(read).size(), 5u); // labels: an insert and an update, the book, a look at the links, one insert
    EXPECT_EQ(db.rows("select label_id, year from book_label order by 1, 2"), (list{"1|1999", "1|2000", "2|"}));
    EXPECT_EQ(saved(read).size(), 4u);
}

TEST_F(save_graph, writes_a_shared_row_once_and_gives_its_key_to_all_that_hold_it)
{
    const auto india = std::make_shared<Country>(Country{.name = "India"});
    std::vector<Author> authors(3);
    for (auto& author : authors)
        author.country.set_related(india);
    EXPECT_EQ(verbs(saved(authors)), (list{"insert into \"countries\"", "insert into \"authors\""}));
    EXPECT_EQ(india->id, 1);
    EXPECT_EQ(db.rows("select count(*) from countries"), list{"1"});
    EXPECT_EQ(db.rows("select distinct country_id from authors"), list{"1"});
}

TEST_F(save_graph, does_not_write_a_stored_row_that_is_held_as_const)
{
    auto india = db.create(Country{.name = "India"});
    db.run("update countries set name = 'Bharat'");
    Author author{.name = "Asha"};
    author.country.set_related(india);
    EXPECT_EQ(verbs(saved(author)), list{"insert into \"authors\""});
    EXPECT_EQ(author.country_id, india.id);
    EXPECT_EQ(db.rows("select name from countries"), list{"Bharat"});
}

TEST_F(save_graph, writes_of_a_stored_has_one_row_only_the_key_that_it_did_not_hold)
{
    const auto seal = db.create(Label{.name = "seal"});
    db.run("update labels set name = 'renamed'");
    const auto author = db.create(Author{.name = "Asha"});
    Page page{.book_id = db.create(Book{.author_id = author.id}).id};
    page.seal.set_related(seal);
    EXPECT_EQ(verbs(saved(page)), (list{"insert into \"pages\"", "update \"labels\""}));
    EXPECT_EQ(db.rows("select name, page_id from labels"), list{"renamed|1"});
    EXPECT_EQ(verbs(saved(page)), list{"update \"pages\""});
}

TEST_F(save_graph, goes_round_a_circle_of_objects_once)
{
    Author author{.name = "Asha"};
    author.books.push_related({.title = "one"})
        .author.set_related(std::shared_ptr<const Author>{std::shared_ptr<void>{}, &author});
    EXPECT_EQ(verbs(saved(author)), (list{"insert into \"authors\"", "insert into \"books\""}));
    EXPECT_EQ(author.books[0].author_id, 1);
    EXPECT_EQ(verbs(saved(author)), (list{"update \"authors\"", "update \"books\""}));
    EXPECT_EQ(author.version, 2);
}

TEST_F(save_graph, writes_copies_of_one_row_once_and_all_can_be_saved_after_it)
{
    const auto author = db.create(Author{.name = "Asha"});
    Country india{.name = "India"};
    india.authors.set_related({author, author});
    EXPECT_EQ(verbs(saved(india)), (list{"insert into \"countries\"", "update \"authors\""}));
    EXPECT_EQ(india.authors[1].version, 2);
    db.save(india.authors[1]);
    EXPECT_EQ(db.rows("select version, country_id from authors"), list{"3|1"});
}

TEST_F(save_graph, a_list_says_more_than_the_parent_that_a_row_still_holds)
{
    Author asha{.name = "Asha"}, bala{.name = "Bala"};
    asha.books.push_related({.title = "one"});
    db.save_graph(asha);
    auto book = db.query<Book>().preload(&Book::author).first_or_fail();
    bala.books.push_related(book);
    db.save_graph(bala);
    EXPECT_EQ(db.rows("select author_id from books"), list{"2"});
}

TEST_F(save_graph, writes_the_type_beside_a_polymorphic_key)
{
    Remark remark{.text = "fine"};
    remark.remarkable.set_related(Author{.name = "Asha"});
    EXPECT_EQ(saved(remark).size(), 2u);
    EXPECT_EQ(db.rows("select remarkable_id, remarkable_type from remarks"), list{"1|Author"});
}

TEST_F(save_graph, leaves_database_and_objects_as_they_were_where_the_last_table_refuses)
{
    auto asha = db.create(Author{.name = "Asha"});
    asha.name = "Asha R.";
    asha.country.set_related(Country{.name = "India"});
    auto& book = asha.books.push_related({.title = "one"});
    book.pages.push_related({.number = 7});
    book.pages.push_related({.number = 7});
    try {
        db.save_graph(asha);
        FAIL() << "nothing was thrown";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.kind(), ginnel::error_kind::unique);
    }
    EXPECT_EQ(asha.version, 1);
    EXPECT_EQ(asha.country_id, std::nullopt);
    EXPECT_EQ(asha.country->id, 0);
    EXPECT_EQ(book.id, 0);
    EXPECT_EQ(book.author_id, 0);
    EXPECT_FALSE(book.state.stored());
    EXPECT_EQ(book.pages[0].id, 0);
    EXPECT_EQ(
        db.rows("select (select count(*) from countries), (select count(*) from books), (select name from authors)"),
        list{"0|0|Asha"});
    book.pages[1].number = 8;
    db.save_graph(asha);
    EXPECT_EQ(db.rows("select count(*) from pages"), list{"2"});
}

TEST_F(save_graph, in_a_transaction_ends_with_it)
{
    Author author{.name = "Asha"};
    author.books.push_related({.title = "one"});
    {
        auto t = db.begin();
        t.save_graph(author);
        t.rollback();
    }
    EXPECT_EQ(db.rows("select count(*) from authors"), list{"0"});
}

TEST_F(save_graph, refuses_a_new_row_whose_middle_row_is_not_said)
{
    Country india{.name = "India"};
    india.books.push_related({.title = "one"});
    try {
        db.save_graph(india);
        FAIL() << "nothing was thrown";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.code(), "E_MISSING_MIDDLE");
    }
    EXPECT_EQ(db.rows("select count(*) from countries"), list{"0"});
}

TEST_F(save_graph, refuses_new_rows_that_hold_each_others_keys_in_a_circle)
{
    db.create_tables<Stop>();
    const auto held = [](Stop& stop) { return std::shared_ptr<const Stop>{std::shared_ptr<void>{}, &stop}; };
    Stop a, b, c;
    a.next.set_related(held(b));
    b.next.set_related(held(c));
    c.next.set_related(held(a));
    try {
        db.save_graph(a);
        FAIL() << "nothing was thrown";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.code(), "E_GRAPH_CYCLE");
    }
    EXPECT_EQ(db.rows("select count(*) from stops"), list{"0"});
    c = db.create(Stop{});
    c.next.set_related(held(a));
    EXPECT_EQ(saved(a).size(), 3u) << "a stored row closes the circle: two inserts, and its key";
    EXPECT_EQ(db.rows("select id, next_id from stops order by id"), (list{"1|3", "2|1", "3|2"}));
}

TEST_F(save_graph, of_no_rows_costs_no_statement)
{
    std::vector<Author> none;
    EXPECT_EQ(saved(none), list{});
}

} // namespace

} // namespace graphs
