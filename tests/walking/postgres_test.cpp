// The walks whose statements differ on PostgreSQL: nulls stand at the other end of an order, and a stream is a cursor.
#if defined(GINNEL_POSTGRES)

#include "driver/postgres_database.hpp"
#include "walking/walking.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

namespace walking {
namespace {

constexpr std::string_view secret = "a secret of the tests";

class PostgresWalks : public postgres_server::database_test {
protected:
    void begin(const std::string& url) override
    {
        db = std::make_unique<ginnel::database>(url);
        db->create_tables<Author, Book, Tag, Figures>();
        const Author ann = db->create(Author{.name = "Ann"});
        std::vector<Book> books;
        for (std::int64_t i = 1; i <= 10; ++i) {
            Book b{.author_id = ann.id, .title = "Book " + std::to_string(i)};
            if (i % 3 != 0)
                b.year = 2000 + i % 3;
            books.push_back(b);
        }
        db->insert(books);
        for (const char* amount : {"9.50", "10.00"})
            db->create(Figures{.amount = ginnel::decimal{amount},
                               .day = std::chrono::year{2024} / 5 / 6,
                               .at = std::chrono::sys_days{std::chrono::year{2024} / 5 / 6}});
    }

    std::unique_ptr<ginnel::database> db;
};

TEST_F(PostgresWalks, CursorPagesFollowTheDatabasesOrderOfNulls)
{
    for (const auto direction : {ginnel::asc, ginnel::desc})
        for (const std::int64_t n : {1, 2, 3, 7}) {
            const auto query = db->query<Book>().order_by(&Book::year, direction).order_by(&Book::id);
            const ids expected = each(query.all(), &Book::id);
            ids forward, backward;
            std::string cursor, last;
            do {
                const auto page = query.cursor_paginate(n, cursor, secret);
                for (const Book& b : page)
                    forward.push_back(b.id);
                cursor = page.next_cursor.value_or("");
                last = page.previous_cursor.value_or("");
            } while (!cursor.empty() && forward.size() < 20);
            EXPECT_EQ(forward, expected);
            const std::size_t of_last = (expected.size() - 1) % static_cast<std::size_t>(n) + 1;
            backward.assign(expected.end() - static_cast<std::ptrdiff_t>(of_last), expected.end());
            while (!last.empty() && backward.size() < 20) {
                const auto page = query.cursor_paginate(n, last, secret);
                const ids found = each(page, &Book::id);
                backward.insert(backward.begin(), found.begin(), found.end());
                last = page.previous_cursor.value_or("");
            }
            EXPECT_EQ(backward, expected);
        }
}

TEST_F(PostgresWalks, SumsAndAveragesOfIntegersAreNumbers)
{
    EXPECT_EQ(db->query<Book>().sum(&Book::year), 14'010);
    EXPECT_EQ(db->query<Book>().sum(&Book::id), 55);
    EXPECT_DOUBLE_EQ(db->query<Book>().avg(&Book::id).value_or(0), 5.5);
    EXPECT_EQ(db->query<Book>().order_by(&Book::id).limit(3).sum(&Book::id), 6);
    EXPECT_EQ(db->query<Book>().distinct().sum(&Book::id), 55);
    EXPECT_EQ(db->query<Figures>().sum(&Figures::small), 0);
    EXPECT_EQ(db->query<Author>().order_by_sum(&Author::books, &Book::id).all().size(), 1U);
}

TEST_F(PostgresWalks, CursorsHoldTimesAsTheDatabaseDoes)
{
    const auto query = db->query<Figures>().order_by(&Figures::at).order_by(&Figures::amount, ginnel::desc);
    const auto first = query.cursor_paginate(1, {}, secret);
    EXPECT_EQ(each(first, &Figures::id), (ids{2}));
    EXPECT_EQ(each(query.cursor_paginate(1, *first.next_cursor, secret), &Figures::id), (ids{1}));
    EXPECT_EQ(db->query<Figures>().max(&Figures::amount)->to_string(), "10.00");
}

TEST_F(PostgresWalks, StreamsByACursorAndPreloadsBetween)
{
    std::size_t rows = 0;
    for (Book& b : db->query<Book>().where(&Book::id, ">", 0).order_by(&Book::id).preload(&Book::author).stream(3)) {
        EXPECT_EQ(b.author->name, "Ann");
        if (++rows == 1)
            db->run("update authors set name = 'Changed'");
    }
    EXPECT_EQ(rows, 10U);
    for (Book& b : db->query<Book>().stream(2))
        if (b.id != 0)
            break;
    EXPECT_EQ(db->query<Book>().count(), 10);
    db->transaction([&](ginnel::transaction& t) {
        ids found;
        for (Book& b : t.query<Book>().order_by(&Book::id).stream(4)) {
            found.push_back(b.id);
            t.create(Author{.name = "more"});
        }
        EXPECT_EQ(found, (ids{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    });
    EXPECT_EQ(db->query<Author>().count(), 11);
}

TEST_F(PostgresWalks, StreamsMoreThanOneFetchAndLogs)
{
    db->run("insert into authors (name) select 'n' || i from generate_series(1, 2500) i");
    std::vector<std::int64_t> rows;
    db->log([&](const ginnel::statement_log& s) {
        if (s.sql.starts_with("fetch"))
            rows.push_back(s.rows);
    });
    std::int64_t last = 0, count = 0;
    for (Author& a : db->query<Author>().order_by(&Author::id).stream(700)) {
        EXPECT_LT(last, a.id);
        last = a.id;
        ++count;
    }
    EXPECT_EQ(count, 2501);
    EXPECT_EQ(rows, (std::vector<std::int64_t>{1000, 1000, 501}));
}

TEST_F(PostgresWalks, FindsManyChunksAndExplains)
{
    EXPECT_EQ(each(db->find_many<Book>({7, 2, 99, 5}), &Book::id), (ids{7, 2, 5}));
    std::vector<ids> batches;
    db->query<Book>().chunk(4, [&](std::vector<Book>& books) { batches.push_back(each(books, &Book::id)); });
    EXPECT_EQ(batches, (std::vector<ids>{{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10}}));
    EXPECT_NE(db->query<Book>().where(&Book::id, 3).explain().find("books"), std::string::npos);
    EXPECT_EQ(db->query<Book>().paginate(2, 4).rows.size(), 4U);
}

} // namespace
} // namespace walking

#endif
