#include "walking/walking.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <iterator>
#include <limits>

namespace walking {
namespace {

constexpr std::string_view secret = "a secret of the tests";

TEST(Paginate, GivesAPageAndWhereItStands)
{
    library l;
    const auto query = l.db.query<Book>().order_by(&Book::id, ginnel::desc).preload(&Book::author);
    const auto sent = l.db.statements_of([&] {
        const ginnel::page<Book> page = query.paginate(2, 4);
        EXPECT_EQ(each(page, &Book::id), (ids{6, 5, 4, 3}));
        EXPECT_EQ(page.rows[0].author->name, "Ann");
        EXPECT_EQ(page.total, 10);
        EXPECT_EQ(page.per_page, 4);
        EXPECT_EQ(page.current_page, 2);
        EXPECT_EQ(page.first_page, 1);
        EXPECT_EQ(page.last_page, 3);
        EXPECT_TRUE(page.has_more_pages());
    });
    EXPECT_EQ(sent.size(), 3U);
    const auto last = query.paginate(3, 4);
    EXPECT_EQ(each(last, &Book::id), (ids{2, 1}));
    EXPECT_FALSE(last.has_more_pages());
    EXPECT_EQ(query.paginate(1, 10).last_page, 1);
    EXPECT_EQ(query.paginate(1, 9).last_page, 2);
}

TEST(Paginate, SendsNoStatementForAPageWithoutRows)
{
    library l;
    EXPECT_EQ(l.db.statements_of([&] {
                      const auto none = l.db.query<Book>().where(&Book::id, 0).preload(&Book::author).paginate(1, 4);
                      EXPECT_TRUE(none.rows.empty());
                      EXPECT_EQ(none.total, 0);
                      EXPECT_EQ(none.last_page, 1);
                      EXPECT_FALSE(none.has_more_pages());
                  }).size(),
              1U);
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(l.db.statements_of([&] {
                      EXPECT_EQ(l.db.query<Book>().paginate(4, 4).total, 10);
                      EXPECT_TRUE(l.db.query<Book>().paginate(most, most).rows.empty());
                  }).size(),
              2U);
}

TEST(Paginate, WorksOnRelatedQueriesAndTiesAreBrokenByTheKey)
{
    library l;
    const auto books = l.db.related(l.ann, &Author::books).query().order_by(&Book::author_id);
    EXPECT_EQ(each(books.paginate(1, 5), &Book::id), (ids{1, 2, 3, 4, 5}));
    EXPECT_EQ(each(books.paginate(2, 5), &Book::id), (ids{6, 7}));
    EXPECT_EQ(books.paginate(2, 5).total, 7);
    EXPECT_TRUE(l.db.statements_of([&] {
                    EXPECT_EQ(l.db.related(Author{}, &Author::books).query().paginate(1, 5).total, 0);
                }).empty());
}

TEST(Paginate, RefusesWhatIsNoPage)
{
    library l;
    EXPECT_TRUE(l.db.statements_of([&] {
                    EXPECT_EQ(code_of([&] { l.db.query<Book>().paginate(0, 4); }), "E_PAGE");
                    EXPECT_EQ(code_of([&] { l.db.query<Book>().paginate(1, 0); }), "E_PAGE");
                    EXPECT_EQ(code_of([&] { l.db.query<Book>().paginate(-1, -4); }), "E_PAGE");
                    EXPECT_EQ(code_of([&] { l.db.query<Book>().limit(3).paginate(1, 4); }), "E_LIMITED_QUERY");
                }).empty());
}

/// All pages forward, then back to the begin; each must hold what `all` says at its place.
template <typename Query>
void walk_both_ways(const Query& query, std::int64_t n)
{
    const auto expected = each(query().order_by(&Book::id).all(), &Book::id);
    ids forward;
    std::string cursor;
    std::vector<ids> pages;
    for (int guard = 0; guard < 50; ++guard) {
        const auto page = query().cursor_paginate(n, cursor, secret);
        pages.push_back(each(page, &Book::id));
        forward.insert(forward.end(), pages.back().begin(), pages.back().end());
        EXPECT_EQ(page.previous_cursor.has_value(), pages.size() > 1);
        if (!page.next_cursor) {
            cursor = page.previous_cursor.value_or("");
            break;
        }
        EXPECT_EQ(page.rows.size(), static_cast<std::size_t>(n));
        cursor = *page.next_cursor;
    }
    EXPECT_EQ(forward, expected);
    for (std::size_t at = pages.size() - 1; at-- > 0;) {
        const auto page = query().cursor_paginate(n, cursor, secret);
        EXPECT_EQ(each(page, &Book::id), pages[at]);
        ASSERT_TRUE(page.next_cursor);
        EXPECT_EQ(each(query().cursor_paginate(n, *page.next_cursor, secret), &Book::id), pages[at + 1]);
        EXPECT_EQ(page.previous_cursor.has_value(), at > 0);
        cursor = page.previous_cursor.value_or("");
    }
}

TEST(CursorPaginate, WalksAnyOrderBothWays)
{
    library l;
    using ginnel::asc, ginnel::desc;
    for (std::int64_t n : {1, 2, 3, 4, 9, 10, 11}) {
        SCOPED_TRACE(n);
        walk_both_ways([&] { return l.db.query<Book>(); }, n);
        walk_both_ways([&] { return l.db.query<Book>().order_by(&Book::year); }, n);
        walk_both_ways([&] { return l.db.query<Book>().order_by(&Book::year, desc).order_by(&Book::id); }, n);
        walk_both_ways([&] { return l.db.query<Book>().order_by(&Book::author_id, desc).order_by(&Book::year, asc); }, n);
        walk_both_ways(
            [&] {
                return l.db.query<Book>().order_by(&Book::year, asc).order_by(&Book::price, desc).order_by(&Book::id);
            },
            n);
        walk_both_ways(
            [&] {
                return l.db.query<Book>().where(&Book::id, "<", 3).or_where(&Book::id, ">", 5).order_by(&Book::title);
            },
            n);
    }
}

TEST(CursorPaginate, TakesOneStatementAndThoseOfPreloads)
{
    library l;
    const auto query = l.db.query<Book>().order_by(&Book::year).preload(&Book::author);
    std::string cursor;
    EXPECT_EQ(l.db.statements_of([&] {
                      const ginnel::cursor_page<Book> page = query.cursor_paginate(3, {}, secret);
                      EXPECT_EQ(page.per_page, 3);
                      EXPECT_TRUE(page.has_more_pages());
                      EXPECT_EQ(page.rows[0].author->name, "Ann");
                      cursor = *page.next_cursor;
                  }).size(),
              2U);
    EXPECT_EQ(l.db.statements_of([&] { (void)query.cursor_paginate(3, cursor, secret); }).size(), 2U);
    EXPECT_EQ(cursor.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
}

TEST(CursorPaginate, RowsThatComeAndGoMoveNothing)
{
    library l;
    const auto query = l.db.query<Book>();
    const auto first = query.cursor_paginate(4, {}, secret);
    l.db.run("delete from books where id in (1, 2, 4)");
    EXPECT_EQ(each(query.cursor_paginate(4, *first.next_cursor, secret), &Book::id), (ids{5, 6, 7, 8}));
}

TEST(CursorPaginate, WorksOnRelatedQueriesWithPivotOrders)
{
    library l;
    std::vector<Tag> tags(5);
    for (std::size_t i = 0; i < tags.size(); ++i)
        tags[i].name = "tag " + std::to_string(i);
    l.db.insert(tags);
    const Book book = l.db.find_or_fail<Book>(1);
    l.db.related(book, &Book::tags).attach({5, 3, 1, 2});
    l.db.run("insert into book_tag (book_id, tag_id) values (1, 3)"); // a link twice: one row all the same
    ids found;
    std::string cursor;
    do {
        const auto page = l.db.related(book, &Book::tags)
                              .query()
                              .order_by("book_tag.tag_id", ginnel::desc)
                              .cursor_paginate(1, cursor, secret);
        ASSERT_LE(page.rows.size(), 1U);
        for (const Tag& t : page)
            found.push_back(t.id);
        cursor = page.next_cursor.value_or("");
    } while (!cursor.empty() && found.size() < 20);
    EXPECT_EQ(found, (ids{5, 3, 2, 1}));
}

TEST(CursorPaginate, RefusesCursorsThatWereChangedOrAreOfAnotherOrderModelOrSecret)
{
    library l;
    const auto query = l.db.query<Book>().order_by(&Book::title);
    const std::string cursor = *query.cursor_paginate(3, {}, secret).next_cursor;
    const auto code = [&](const auto& q, std::string_view text, std::string_view key) {
        return code_of([&] { (void)q.cursor_paginate(3, text, key); });
    };
    EXPECT_TRUE(l.db.statements_of([&] {
                    for (std::size_t i = 0; i < cursor.size(); ++i) {
                        std::string changed = cursor;
                        changed[i] = changed[i] == 'A' ? 'B' : 'A';
                        EXPECT_EQ(code(query, changed, secret), "E_CURSOR") << i;
                    }
                    EXPECT_EQ(code(query, cursor.substr(0, cursor.size() - 1), secret), "E_CURSOR");
                    EXPECT_EQ(code(query, cursor + "AAAA", secret), "E_CURSOR");
                    EXPECT_EQ(code(query, "nonsense", secret), "E_CURSOR");
                    EXPECT_EQ(code(query, cursor, "another secret"), "E_CURSOR");
                    EXPECT_EQ(code(l.db.query<Book>(), cursor, secret), "E_CURSOR_FOREIGN");
                    EXPECT_EQ(code(l.db.query<Book>().order_by(&Book::title, ginnel::desc), cursor, secret),
                              "E_CURSOR_FOREIGN");
                    EXPECT_EQ(code(l.db.query<Author>(), cursor, secret), "E_CURSOR_FOREIGN");
                    EXPECT_EQ(code(l.db.related(l.ann, &Author::books).query().order_by(&Book::title), cursor, secret),
                              "E_CURSOR_FOREIGN");
                }).empty());
    EXPECT_EQ(code(query, cursor, secret), "none");
}

TEST(CursorPaginate, TakesItsSecretFromTheDatabase)
{
    library l;
    EXPECT_EQ(code_of([&] { (void)l.db.query<Book>().cursor_paginate(3); }), "E_NO_CURSOR_SECRET");
    ginnel::database db{"sqlite::memory:", {.cursor_secret = std::string{secret}}};
    db.create_tables<Author, Book, Tag>();
    std::vector<Author> authors(3);
    db.insert(authors);
    const auto page = db.query<Author>().cursor_paginate(2);
    EXPECT_EQ(each(db.query<Author>().cursor_paginate(2, *page.next_cursor, secret), &Author::id), (ids{3}));
}

TEST(CursorPaginate, RefusesWhatItCannotSeekBy)
{
    library l;
    const auto code = [&](const auto& q, std::int64_t n) { return code_of([&] { (void)q.cursor_paginate(n, {}, secret); }); };
    EXPECT_EQ(code(l.db.query<Book>(), 0), "E_PAGE");
    EXPECT_EQ(code(l.db.query<Book>().limit(2), 3), "E_LIMITED_QUERY");
    EXPECT_EQ(code(l.db.query<Book>().offset(2), 3), "E_LIMITED_QUERY");
    EXPECT_EQ(code(l.db.query<Author>().with_count(&Author::books).order_by_count(&Author::books), 3), "E_CURSOR_ORDER");
}

// ---- stream

static_assert(std::input_iterator<ginnel::stream<Book>::iterator>);

TEST(Stream, WalksAllRowsByOneStatement)
{
    library l;
    for (const std::int64_t batch : {1, 3, 5, 10, 11}) {
        ids found;
        const auto sent = l.db.statements_of([&] {
            for (Book& book : l.db.query<Book>().order_by(&Book::id).stream(batch))
                found.push_back(book.id);
        });
        EXPECT_EQ(found, (ids{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
        EXPECT_EQ(sent.size(), 1U);
    }
    EXPECT_TRUE(l.db.statements_of([&] { (void)l.db.query<Book>().stream(); }).empty());
    for (Book& book : l.db.query<Book>().where(&Book::id, 0).stream())
        ADD_FAILURE() << book.id;
    EXPECT_EQ(code_of([&] { (void)l.db.query<Book>().stream(0); }), "E_PAGE");
}

TEST(Stream, LoadsPreloadsBatchByBatch)
{
    library l;
    std::vector<std::size_t> sizes;
    const auto sent = l.db.statements_of([&] {
        l.db.query<Book>().order_by(&Book::id).preload(&Book::author, &Author::books).stream(4).each_batch(
            [&](std::vector<Book>& batch) {
                sizes.push_back(batch.size());
                for (const Book& book : batch) {
                    EXPECT_EQ(book.author->name, book.id <= 7 ? "Ann" : "Bob");
                    EXPECT_EQ(book.author->books.size(), book.id <= 7 ? 7U : 3U);
                }
            });
    });
    EXPECT_EQ(sizes, (std::vector<std::size_t>{4, 4, 2}));
    EXPECT_EQ(sent.size(), 7U);
}

TEST(Stream, HeedsLimitsAndRelations)
{
    library l;
    ids found;
    for (const Book& book : l.db.related(l.bob, &Author::books).query().order_by(&Book::id, ginnel::desc).limit(2).stream(1))
        found.push_back(book.id);
    EXPECT_EQ(found, (ids{10, 9}));
    EXPECT_TRUE(l.db.statements_of([&] {
                    for (const Book& book : l.db.related(Author{}, &Author::books).query().stream())
                        ADD_FAILURE() << book.id;
                }).empty());
}

// The database in memory has one connection: that it answers shows that the stream gave it back.
TEST(Stream, ThatEndsEarlyGivesTheConnectionBack)
{
    library l;
    for (Book& book : l.db.query<Book>().preload(&Book::author).stream(2))
        if (book.id == 3)
            break;
    EXPECT_EQ(l.db.query<Book>().count(), 10);
    l.db.query<Book>().stream(2).each_batch([](std::vector<Book>& batch) { return batch.front().id < 3; });
    EXPECT_EQ(l.db.query<Book>().count(), 10);
    try {
        for (Book& book : l.db.query<Book>().stream(2))
            throw book.id;
    } catch (std::int64_t) {
    }
    l.db.run("drop table books");
    EXPECT_NE(code_of([&] {
                  for (Book& book : l.db.query<Book>().stream())
                      (void)book;
              }),
              "none");
    EXPECT_EQ(l.db.query<Author>().count(), 2);
}

TEST(Stream, GivesTheConnectionBackBeforeItsLastBatchIsHandedOut)
{
    library l;
    l.db.query<Book>().preload(&Book::author).stream(20).each_batch(
        [&](std::vector<Book>&) { EXPECT_EQ(l.db.query<Book>().count(), 10); });
}

TEST(Stream, InATransactionLeavesItsConnectionUsable)
{
    library l;
    l.db.transaction([&](ginnel::transaction& t) {
        std::int64_t seen = 0;
        for (Book& book : t.query<Book>().order_by(&Book::id).preload(&Book::author).stream(3)) {
            seen += t.query<Book>().where(&Book::author_id, book.author->id).count();
            if (book.id == 5)
                t.create(Author{.name = "Cy"});
        }
        EXPECT_EQ(seen, 7 * 7 + 3 * 3);
    });
    EXPECT_EQ(l.db.query<Author>().count(), 3);
    auto t = l.db.begin();
    auto walk = t.query<Book>().stream(3);
    EXPECT_TRUE(walk.next_batch());
    t.commit();
    EXPECT_EQ(code_of([&] { (void)walk.next_batch(); }), "E_TRANSACTION_ENDED");
    EXPECT_FALSE(walk.next_batch());
    EXPECT_TRUE(walk.batch().empty());
}

TEST(Stream, ReadsOneStateWithItsPreloads)
{
    const std::string file = "stream_" + std::to_string(::getpid()) + ".db";
    ginnel::database db{"sqlite:" + file};
    db.create_tables<Author, Book, Tag>();
    Author ann = db.create(Author{.name = "Ann"});
    std::vector<Book> books(5); // the statement has ended when the preloads of the last, shorter batch run
    for (Book& b : books)
        b.author_id = ann.id;
    db.insert(books);
    std::size_t rows = 0;
    for (Book& book : db.query<Book>().order_by(&Book::id).preload(&Book::author).stream(2)) {
        if (++rows == 1) { // another connection writes while the walk stands
            db.run("update authors set name = 'Changed'");
            db.run("delete from books where id > 3");
        }
        EXPECT_EQ(book.author->name, "Ann");
    }
    EXPECT_EQ(rows, 5U);
    EXPECT_EQ(db.query<Book>().count(), 3);
}

TEST(Stream, StopsAtAValueThatDoesNotFit)
{
    library l;
    l.db.run("pragma ignore_check_constraints = on");
    l.db.run("update books set price = 'dear' where id = 5");
    std::int64_t seen = 0;
    EXPECT_EQ(code_of([&] {
                  for (Book& book : l.db.query<Book>().order_by(&Book::id).stream(2))
                      seen = book.id;
              }),
              "E_COLUMN_TYPE");
    EXPECT_EQ(seen, 4) << "a batch is whole or not handed out";
    EXPECT_EQ(l.db.query<Book>().count(), 10);
}

TEST(Stream, IsLoggedAsOneStatement)
{
    library l;
    std::vector<std::int64_t> rows;
    l.db.log([&](const ginnel::statement_log& s) { rows.push_back(s.rows); });
    for (Book& book : l.db.query<Book>().stream(3))
        (void)book;
    EXPECT_EQ(rows, (std::vector<std::int64_t>{10}));
}

// ---- chunk

TEST(Chunk, WalksByKeyAndLetsItsClosureWrite)
{
    library l;
    std::vector<ids> batches;
    const auto sent = l.db.statements_of([&] {
        l.db.query<Book>().where(&Book::id, "<>", 2).chunk(4, [&](std::vector<Book>& books) {
            batches.push_back(each(books, &Book::id));
        });
    });
    EXPECT_EQ(batches, (std::vector<ids>{{1, 3, 4, 5}, {6, 7, 8, 9}, {10}}));
    EXPECT_EQ(sent.size(), 3U);
    batches.clear();
    l.db.query<Book>().preload(&Book::author).chunk(5, [&](std::vector<Book>& books) {
        batches.push_back(each(books, &Book::id));
        EXPECT_EQ(books.front().author->name, batches.size() == 1 ? "Ann" : "Changed");
        l.db.run("update authors set name = 'Changed'");
        l.db.run("delete from books where id in (1, 6)");
    });
    EXPECT_EQ(batches, (std::vector<ids>{{1, 2, 3, 4, 5}, {7, 8, 9, 10}}));
}

TEST(Chunk, StopsWhereItsClosureSaysSo)
{
    library l;
    int calls = 0;
    EXPECT_EQ(l.db.statements_of([&] {
                      l.db.related(l.ann, &Author::books).query().chunk(2, [&](std::vector<Book>&) { return ++calls < 2; });
                  }).size(),
              2U);
    EXPECT_EQ(calls, 2);
}

TEST(Chunk, RefusesOrdersAndLimits)
{
    library l;
    const auto nothing = [](std::vector<Book>&) {};
    EXPECT_EQ(code_of([&] { l.db.query<Book>().order_by(&Book::title).chunk(2, nothing); }), "E_CHUNK_ORDER");
    EXPECT_EQ(code_of([&] { l.db.query<Book>().limit(2).chunk(2, nothing); }), "E_LIMITED_QUERY");
    EXPECT_EQ(code_of([&] { l.db.query<Book>().chunk(0, nothing); }), "E_PAGE");
}

} // namespace
} // namespace walking
