#include "walking/walking.hpp"

#include "value/sha256.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace walking {
namespace {

using namespace std::chrono_literals;

std::string hex(const ginnel::sha256_digest& d)
{
    std::string text;
    for (const auto byte : d) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

TEST(FindMany, GivesRowsInTheOrderOfTheKeysAndLeavesOutMissingOnes)
{
    library l;
    const auto sent = l.db.statements_of([&] {
        EXPECT_EQ(each(l.db.find_many<Book>({7, 2, 99, 5}), &Book::id), (ids{7, 2, 5}));
    });
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_EQ(each(l.db.find_many<Book>(std::vector<std::int64_t>{3, 3, 1, 3}), &Book::id), (ids{3, 1}));
    EXPECT_TRUE(l.db.statements_of([&] { EXPECT_TRUE(l.db.find_many<Book>(std::vector<std::int64_t>{}).empty()); }).empty());
    EXPECT_EQ(code_of([&] { l.db.find_many<Book>({"x"}); }), "E_VALUE_TYPE");
}

TEST(FindMany, OfAQueryKeepsItsConditionsAndPreloadsAndNotItsLimit)
{
    library l;
    const auto sent = l.db.statements_of([&] {
        const auto books = l.db.query<Book>()
                               .where(&Book::author_id, l.ann.id)
                               .order_by(&Book::id)
                               .limit(1)
                               .offset(1)
                               .preload(&Book::author)
                               .find_many({9, 4, 1});
        EXPECT_EQ(each(books, &Book::id), (ids{4, 1}));
        EXPECT_EQ(books[0].author->name, "Ann");
    });
    EXPECT_EQ(sent.size(), 2U);
    EXPECT_EQ(each(l.db.related(l.bob, &Author::books).query().find_many({9, 1, 8}), &Book::id), (ids{9, 8}));
    EXPECT_TRUE(l.db.statements_of([&] {
                    EXPECT_TRUE(l.db.related(Author{}, &Author::books).query().find_many({1}).empty());
                }).empty());
}

TEST(FindMany, OrFailNamesTheKeysThatAreMissing)
{
    library l;
    EXPECT_EQ(each(l.db.find_many_or_fail<Book>({2, 1}), &Book::id), (ids{2, 1}));
    EXPECT_EQ(code_of([&] { l.db.find_many_or_fail<Book>({1, 77, 2, 88}); }), "E_ROW_NOT_FOUND");
    EXPECT_NE(message_of([&] { l.db.find_many_or_fail<Book>({1, 77, 2, 88}); }).find("keys 77, 88"), std::string::npos);
    EXPECT_NE(message_of([&] { l.db.query<Book>().where(&Book::id, "<", 3).find_many_or_fail({1, 3}); }).find("key 3"),
              std::string::npos);
}

TEST(FindMany, ComparesKeysAsTheDatabaseDoes)
{
    watched_database db;
    db.run("create table codes (id text primary key collate nocase, name text not null)");
    db.run("insert into codes values ('Ab', 'first'), ('cd', 'second')");
    const auto found = db.find_many_or_fail<Code>({"CD", "ab"});
    EXPECT_EQ(each(found, &Code::name), (list{"second", "first"}));
}

TEST(FirstWhere, FindsByAColumn)
{
    library l;
    const auto sent = l.db.statements_of([&] {
        EXPECT_EQ(l.db.first_where(&Book::title, "Book 4")->id, 4);
        EXPECT_FALSE(l.db.first_where(&Book::title, "none"));
        EXPECT_EQ(l.db.first_where(&Book::price, ">", 14)->id, 10);
        EXPECT_EQ(l.db.first_where_or_fail(&Book::title, "Book 4").id, 4);
        EXPECT_EQ(l.db.first_where_or_fail(&Book::id, ">=", 10).id, 10);
    });
    EXPECT_EQ(sent.size(), 5U);
    EXPECT_EQ(code_of([&] { l.db.first_where_or_fail(&Book::title, "none"); }), "E_ROW_NOT_FOUND");
    EXPECT_EQ(code_of([&] { l.db.first_where_or_fail(&Book::id, ">", 10); }), "E_ROW_NOT_FOUND");
}

TEST(FindOrFail, OfAQueryHeedsItsConditions)
{
    library l;
    EXPECT_EQ(l.db.related(l.ann, &Author::books).query().find_or_fail(3).title, "Book 3");
    EXPECT_EQ(code_of([&] { l.db.related(l.ann, &Author::books).query().find_or_fail(9); }), "E_ROW_NOT_FOUND");
}

TEST(Sole, IsTheOnlyRowOrAnError)
{
    library l;
    const auto sent =
        l.db.statements_of([&] { EXPECT_EQ(l.db.query<Book>().where(&Book::title, "Book 2").sole().id, 2); });
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_EQ(code_of([&] { l.db.query<Book>().where(&Book::id, 0).sole(); }), "E_ROW_NOT_FOUND");
    EXPECT_EQ(code_of([&] { l.db.query<Book>().sole(); }), "E_SEVERAL_ROWS");
    EXPECT_EQ(l.db.query<Book>().order_by(&Book::id).limit(1).sole().id, 1);
}

TEST(Pluck, GivesPairsAndNullables)
{
    library l;
    const auto query = l.db.query<Book>().where(&Book::id, "<", 4).order_by(&Book::id, ginnel::desc);
    const auto sent = l.db.statements_of([&] {
        const std::vector<std::pair<std::string, std::optional<std::int64_t>>> pairs =
            query.pluck(&Book::title, &Book::year);
        ASSERT_EQ(pairs.size(), 3U);
        EXPECT_EQ(pairs[0].first, "Book 3");
        EXPECT_EQ(pairs[0].second, std::nullopt);
        EXPECT_EQ(pairs[1].second, 2002);
    });
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_EQ(query.pluck(&Book::year), (std::vector<std::optional<std::int64_t>>{std::nullopt, 2002, 2001}));
    EXPECT_EQ(l.db.related(l.bob, &Author::books).query().order_by(&Book::id).limit(1).pluck(&Book::id, &Book::title),
              (std::vector<std::pair<std::int64_t, std::string>>{{8, "Book 8"}}));
    EXPECT_TRUE(l.db.related(Author{}, &Author::books).query().pluck(&Book::id, &Book::title).empty());
}

TEST(Aggregates, CountDifferentValues)
{
    library l;
    EXPECT_EQ(l.db.statements_of([&] { EXPECT_EQ(l.db.query<Book>().count_distinct(&Book::year), 2); }).size(), 1U);
    EXPECT_EQ(l.db.query<Book>().where(&Book::id, 1).count_distinct(&Book::author_id), 1);
    EXPECT_EQ(l.db.query<Book>().where(&Book::id, 0).count_distinct(&Book::author_id), 0);
    EXPECT_EQ(l.db.query<Book>().order_by(&Book::id).limit(8).count_distinct(&Book::author_id), 2);
    EXPECT_EQ(l.db.related(l.ann, &Author::books).query().count_distinct(&Book::author_id), 1);
}

TEST(Aggregates, OfEveryKindOfNumberAndOfTimes)
{
    watched_database db;
    db.create_tables<Figures>();
    const auto morning = std::chrono::sys_days{std::chrono::year{2024} / 5 / 6} + 7h;
    db.create(Figures{.small = -3,
                      .middle = 7,
                      .single = 0.5F,
                      .amount = ginnel::decimal{"9.50"},
                      .day = std::chrono::year{2024} / 5 / 6,
                      .at = morning});
    db.create(Figures{.small = 4,
                      .single = 2.25F,
                      .amount = ginnel::decimal{"10.00"},
                      .day = std::chrono::year{1999} / 12 / 31,
                      .at = morning + 1us});
    const auto all = db.query<Figures>();
    EXPECT_EQ(all.min(&Figures::small), std::int16_t{-3});
    EXPECT_EQ(all.max(&Figures::small), std::int16_t{4});
    EXPECT_EQ(all.sum(&Figures::small), 1);
    EXPECT_EQ(all.avg(&Figures::small), 0.5);
    EXPECT_EQ(all.min(&Figures::middle), 7);
    EXPECT_EQ(all.sum(&Figures::middle), 7);
    EXPECT_EQ(all.max(&Figures::single), 2.25F);
    EXPECT_EQ(all.sum(&Figures::single), 2.75);
    EXPECT_EQ(all.avg(&Figures::single), 1.375);
    EXPECT_EQ(all.min(&Figures::day), std::chrono::year{1999} / 12 / 31);
    EXPECT_EQ(all.max(&Figures::at), morning + 1us);
    EXPECT_EQ(db.query<Figures>().where(&Figures::id, 0).max(&Figures::at), std::nullopt);
}

// SQLite keeps decimals as texts, of which '9.50' is the greatest here: a wrong answer is worse than none.
TEST(Aggregates, OfDecimalsStoredAsTextAreRefused)
{
    watched_database db;
    db.create_tables<Figures>();
    EXPECT_TRUE(db.statements_of([&] {
                      EXPECT_EQ(code_of([&] { db.query<Figures>().max(&Figures::amount); }), "E_DECIMAL_AS_TEXT");
                      EXPECT_EQ(code_of([&] { db.query<Figures>().min(&Figures::amount); }), "E_DECIMAL_AS_TEXT");
                  }).empty());
    EXPECT_EQ(db.query<Figures>().count_distinct(&Figures::amount), 0);
}

TEST(Explain, TellsTheDatabasesPlanInOneStatement)
{
    library l;
    std::string plan;
    const auto sent = l.db.statements_of(
        [&] { plan = l.db.query<Book>().where(&Book::id, 3).preload(&Book::author).explain(); });
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].substr(0, 26), "explain query plan select ");
    EXPECT_NE(plan.find("SEARCH books USING INTEGER PRIMARY KEY"), std::string::npos) << plan;
    EXPECT_NE(l.db.related(l.ann, &Author::books).query().explain().find("books"), std::string::npos);
    const std::string nested = l.db.query<Author>().where_has(&Author::books).explain();
    EXPECT_NE(nested.find("\n  "), std::string::npos) << nested;
}

// ---- the log

TEST(Log, TellsTimeRowsAndFailureOfEachStatement)
{
    struct entry {
        std::string sql;
        std::int64_t rows;
        bool failed, timed;
        std::size_t values;
    };
    library l;
    std::vector<entry> log;
    std::vector<std::string> texts;
    l.db.log([&](std::string_view sql) { texts.emplace_back(sql); });
    l.db.log([&](const ginnel::statement_log& s) {
        log.push_back({std::string{s.sql}, s.rows, s.failed, s.duration > 0ns, s.values.size()});
    });
    (void)l.db.query<Book>().where(&Book::id, "<", 4).preload(&Book::author).all();
    ASSERT_EQ(log.size(), 2U);
    EXPECT_EQ(log[0].rows, 3);
    EXPECT_EQ(log[1].rows, 1);
    EXPECT_TRUE(log[0].timed);
    EXPECT_FALSE(log[0].failed);
    EXPECT_EQ(log[0].values, 0U);
    EXPECT_EQ(texts.size(), 2U) << "the observer of texts stays";

    log.clear();
    l.db.create(Author{.name = "Cy"});
    EXPECT_EQ(log.back().rows, 1);
    l.db.transaction([](ginnel::transaction&) {});
    EXPECT_EQ(log.back().sql, "commit");
    l.db.log(nullptr);
    log.clear(), texts.clear();
    (void)l.db.query<Book>().count();
    EXPECT_TRUE(log.empty() && texts.empty());
}

TEST(Log, TellsOfAStatementThatWasRefused)
{
    library l;
    l.db.run("drop table tags");
    std::vector<std::string> failed;
    l.db.log([&](const ginnel::statement_log& s) {
        if (s.failed)
            failed.emplace_back(s.sql);
        throw std::runtime_error{"what a log throws is dropped"};
    });
    EXPECT_NE(code_of([&] { (void)l.db.query<Tag>().all(); }), "none");
    ASSERT_EQ(failed.size(), 1U);
    EXPECT_NE(failed[0].find("tags"), std::string::npos);
    EXPECT_EQ(l.db.query<Book>().count(), 10);
}

TEST(Log, ShowsValuesOnlyWhenAsked)
{
    library l;
    std::vector<std::string> values;
    l.db.log([&](const ginnel::statement_log& s) { values.assign(s.values.begin(), s.values.end()); },
             {.values = true});
    (void)l.db.query<Book>().where(&Book::title, "secret").where_in(&Book::id, {1, 2}).all();
    EXPECT_EQ(values, (list{"'secret'", "[1, 2]"}));
}

// ---- what signs cursors

TEST(Sha256, GivesThePublishedDigests)
{
    EXPECT_EQ(hex(ginnel::sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(ginnel::sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(ginnel::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(hex(ginnel::sha256(std::string(1000000, 'a'))),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, SignsAsRfc4231Says)
{
    EXPECT_EQ(hex(ginnel::hmac_sha256(std::string(20, '\x0b'), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hex(ginnel::hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hex(ginnel::hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Base64Url, IsReadBackAndHasOneTextForEachBytes)
{
    std::string bytes;
    for (const std::string_view text : {"", "f", "fo", "foo", "foob", "\xff\xfe\xfd"}) {
        EXPECT_TRUE(ginnel::from_base64url(ginnel::base64url(text), bytes));
        EXPECT_EQ(bytes, text);
    }
    EXPECT_EQ(ginnel::base64url("foob"), "Zm9vYg");
    for (const std::string_view wrong : {"Zm9vYh", "A", "Zm9v=", "Zm 9v", "Zm9+"})
        EXPECT_FALSE(ginnel::from_base64url(wrong, bytes)) << wrong;
}

} // namespace
} // namespace walking
