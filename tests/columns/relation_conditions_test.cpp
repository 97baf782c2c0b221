// Conditions that a relation or its models bring along, wherever its rows are asked for.
#include "models.hpp"

namespace shelves {

struct Book;
struct Note;
struct Page;

struct Shelf {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Book> books{};
    ginnel::has_many<Book> gone{};
    ginnel::has_many<Book> heavy{};
    ginnel::morph_many<Note> notes{};
    ginnel::has_many_through<Page> pages{};
    ginnel::has_many_through<Page> heavy_pages{};
    static void describe(ginnel::model<Shelf>& shelf);
};
struct Book {
    std::int64_t id{};
    std::int64_t shelf_id{};
    std::int64_t weight{};
    ginnel::decimal price{};
    std::optional<columns::moment> deleted_at{};
    ginnel::has_many<Page> pages{};
    ginnel::morph_many<Note> notes{};
    static void describe(ginnel::model<Book>& book) { book.soft_delete(&Book::deleted_at); }
};
struct Page {
    std::int64_t id{};
    std::int64_t book_id{};
    std::int64_t weight{};
};
struct Note {
    std::int64_t id{};
    std::optional<std::int64_t> notable_id{};
    std::optional<std::string> notable_type{};
    std::string body{};
    ginnel::morph_to<Shelf, Book> notable{};
};

void Shelf::describe(ginnel::model<Shelf>& shelf)
{
    shelf.relation(&Shelf::notes).morph_name("notable");
    shelf.relation(&Shelf::gone).on_query([](auto& q) { q.only_trashed(); });
    shelf.relation(&Shelf::heavy).on_query([](auto& q) { q.where_raw("{table}.weight > ?", {3}); });
    shelf.relation(&Shelf::pages).via(&Shelf::books, &Book::pages);
    shelf.relation(&Shelf::heavy_pages).via(&Shelf::heavy, &Book::pages);
}

/// Two shelves; of the first one's three books one is gone.
class relation_conditions : public testing::Test {
protected:
    relation_conditions()
    {
        db.create_tables<Shelf, Book, Page, Note>();
        db.create_many<Shelf>({{1, "low"}, {2, "high"}});
        db.create_many<Book>({{1, 1, 5, ginnel::decimal{"9"}},
                              {2, 1, 1, ginnel::decimal{"10"}},
                              {3, 1, 9, ginnel::decimal{"1"}, columns::at(1)}});
        db.create_many<Page>({{1, 1, 0}, {2, 2, 9}, {3, 3, 9}});
        db.create_many<Note>({{1, 1, "Shelf", "of the shelf"}, {2, 1, "Book", "of the book"}});
    }
    template <typename Query>
    static std::vector<std::int64_t> ids(Query&& q)
    {
        return seeds::each(q.order_by("id").all(), &Shelf::id);
    }
    template <typename F>
    static std::string code_of(F&& work)
    {
        try {
            work();
        } catch (const ginnel::error& e) {
            return std::string{e.code()};
        }
        return "none";
    }

    seeds::watched_database db;
};

using columns::list;

TEST_F(relation_conditions, a_join_meets_rows_of_the_relation_s_type_alone)
{
    EXPECT_EQ(ids(db.query<Shelf>().join(&Shelf::notes)), (list{1})) << "the book's note is no row of the relation";
}

TEST_F(relation_conditions, a_join_hides_what_is_softly_deleted)
{
    EXPECT_EQ(ids(db.query<Shelf>().join(&Shelf::books)), (list{1, 1}));
    EXPECT_EQ(ids(db.query<Shelf>().join(&Shelf::gone)), (list{1}));
    EXPECT_EQ(ids(db.query<Shelf>().left_join(&Shelf::books)), (list{1, 1, 2}));
    EXPECT_EQ(ids(db.query<Shelf>().join(&Shelf::pages)), (list{1, 1})) << "nor what lies behind a deleted book";
    EXPECT_EQ(code_of([&] { (void)db.query<Shelf>().left_join(&Shelf::pages); }), "E_JOIN_CONDITION");
}

TEST_F(relation_conditions, what_a_relation_declares_leaves_it_whole)
{
    const auto shelves = db.query<Shelf>().order_by(&Shelf::id).preload(&Shelf::gone).all();
    EXPECT_EQ(seeds::each(shelves.front().gone, &Book::id), (list{3}));
    EXPECT_FALSE(shelves.front().gone.partial());
    const auto asked = db.query<Shelf>().preload(&Shelf::books, [](auto& q) { q.only_trashed(); }).all();
    EXPECT_TRUE(asked.front().books.partial());
}

TEST_F(relation_conditions, raw_text_that_a_passed_relation_declares_names_its_own_table)
{
    const auto shelves = db.query<Shelf>().order_by(&Shelf::id).preload(&Shelf::heavy_pages).all();
    EXPECT_EQ(seeds::each(shelves.front().heavy_pages, &Page::id), (list{1})) << "the weight is the book's";
}

TEST_F(relation_conditions, a_list_of_related_rows_keeps_its_group_limit)
{
    const Shelf low = db.find_or_fail<Shelf>(1);
    const auto heaviest =
        db.related(low, &Shelf::books).query().group_limit(1).group_order_by(&Book::weight, ginnel::desc);
    EXPECT_EQ(db.query<Page>().where_in(&Page::book_id, heaviest, &Book::id).pluck(&Page::id), (list{1}));
}

TEST_F(relation_conditions, decimals_stored_as_texts_are_not_compared_in_a_sub_select)
{
    EXPECT_EQ(code_of([&] { (void)db.query<Shelf>().order_by_max(&Shelf::books, &Book::price).all(); }),
              "E_DECIMAL_AS_TEXT");
    EXPECT_EQ(code_of([&] {
                  (void)db.query<Book>().all_as<std::tuple<std::optional<ginnel::decimal>>>(ginnel::max(&Book::price));
              }),
              "E_DECIMAL_AS_TEXT");
}

} // namespace shelves
