// What callers side by side do to rows that depend on each other, where there are row locks: the row between of a path
// and its removal, the rules of a removal and rows that are added below, rows that two parents take from each other.
#if defined(GINNEL_POSTGRES)

#include "driver/postgres_database.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace row_locks {

struct User;
struct Post;
struct Note;
struct Seal;
struct Pen;

struct Country {
    std::int64_t id{};
    ginnel::has_many<User> users{};
    ginnel::has_many_through<Post, User> posts{};
    ginnel::has_many_through<Note> notes{}; // of the users
    static void describe(ginnel::model<Country>& country);
};
struct User {
    std::int64_t id{};
    std::int64_t country_id{};
    ginnel::has_many<Post> posts{};
    ginnel::morph_many<Note> notes{};
    ginnel::has_many<Pen> pens{};
    static void describe(ginnel::model<User>& user);
};
struct Post { // goes with its user, by the database
    std::int64_t id{};
    std::int64_t user_id{};
    ginnel::morph_many<Note> notes{};
    ginnel::morph_many<Seal> seals{};
    static void describe(ginnel::model<Post>& post);
};
struct Note { // goes with what it is of
    std::int64_t id{};
    std::int64_t notable_id{};
    std::string notable_type{};
};
struct Seal { // keeps what it is of
    std::int64_t id{};
    std::int64_t sealable_id{};
    std::string sealable_type{};
};
struct Pen { // is lent
    std::int64_t id{};
    std::optional<std::int64_t> user_id{};
};
struct Book { // has pages of its own alone
    std::int64_t id{};
    ginnel::has_many<struct Page> pages{};
};
struct Page {
    std::int64_t id{};
    std::int64_t book_id{};
    ginnel::morph_many<Note> notes{};
    static void describe(ginnel::model<Page>& page)
    {
        page.relation(&Page::notes).morph_name("notable").on_delete(ginnel::on_delete::cascade);
    }
};

void Country::describe(ginnel::model<Country>& country)
{
    country.relation(&Country::notes).via(&Country::users, &User::notes);
}
void User::describe(ginnel::model<User>& user)
{
    user.relation(&User::posts).on_delete(ginnel::on_delete::cascade);
    user.relation(&User::notes).morph_name("notable").on_delete(ginnel::on_delete::cascade);
    user.relation(&User::pens).on_delete(ginnel::on_delete::set_null);
}
void Post::describe(ginnel::model<Post>& post)
{
    post.relation(&Post::notes).morph_name("notable").on_delete(ginnel::on_delete::cascade);
    post.relation(&Post::seals).morph_name("sealable").on_delete(ginnel::on_delete::restrict);
}

namespace {

class row_locks : public postgres_server::database_test {
protected:
    void begin(const std::string& url) override
    {
        db = std::make_unique<ginnel::database>(url);
        db->create_tables<Country, User, Post, Note, Seal, Pen, Book, Page>();
        india = db->create(Country{});
        peru = db->create(Country{});
    }
    User user_of(const Country& country) { return db->related(country, &Country::users).create({}); }
    template <typename F>
    std::vector<std::string> sent_by(const F& work)
    {
        std::vector<std::string> sent;
        db->log([&](std::string_view sql) {
            if (!sql.starts_with("begin") && !sql.starts_with("commit") && !sql.starts_with("rollback"))
                sent.emplace_back(sql);
        });
        work();
        db->log(nullptr);
        return sent;
    }
    void expect_no_orphans()
    {
        for (const auto& found : db->check<Country, User, Post, Note, Seal, Pen, Book, Page>().findings)
            EXPECT_NE(found.kind, ginnel::finding_kind::orphans) << found.sentence;
    }

    std::unique_ptr<ginnel::database> db;
    Country india{}, peru{};
};

/// Calls that begin together; what each was refused with: a code, or nothing.
std::vector<std::string> at_once(const std::vector<std::function<void()>>& calls)
{
    std::atomic<std::size_t> ready{0};
    std::vector<std::string> said(calls.size());
    std::vector<std::thread> callers;
    for (std::size_t i = 0; i < calls.size(); ++i)
        callers.emplace_back([&, i] {
            ++ready;
            while (ready < calls.size())
                std::this_thread::yield();
            try {
                calls[i]();
            } catch (const ginnel::error& e) {
                said[i] = e.code();
                if (e.kind() == ginnel::error_kind::deadlock || e.kind() == ginnel::error_kind::database)
                    ADD_FAILURE() << e.what() << ' ' << e.database_text();
            }
        });
    for (auto& c : callers)
        c.join();
    return said;
}

constexpr int rounds = 15;

TEST_F(row_locks, a_row_between_is_locked_looked_for_and_written_under)
{
    const User asha = user_of(india);
    const auto sent = sent_by([&] { db->related(india, &Country::posts).via(asha).create({}); });
    ASSERT_EQ(sent.size(), 3U);
    EXPECT_TRUE(sent[0].ends_with(" for update")) << sent[0];
    EXPECT_TRUE(sent[1].starts_with("select exists")) << sent[1];
    EXPECT_TRUE(sent[2].starts_with("insert")) << sent[2];
    EXPECT_EQ(db->related(india, &Country::notes).via(asha).create({}).notable_type, "User");
    EXPECT_THROW(db->related(peru, &Country::posts).via(asha).create({}), ginnel::error);
    std::vector<Post> rows{db->query<Post>().first_or_fail(), Post{}};
    db->related(india, &Country::posts).via(asha).save_many(rows);
    EXPECT_EQ(db->related(india, &Country::posts).query().count(), 2);
}

TEST_F(row_locks, rows_written_under_a_row_between_that_another_removes_stay_with_it_or_are_refused)
{
    int written = 0;
    for (int i = 0; i < rounds; ++i) {
        const User user = user_of(india);
        const auto said = at_once({[&] { db->related(india, &Country::posts).via(user).create({}); },
                                   [&] {
                                       db->related(india, &Country::notes).via(user).create_many({{}, {}});
                                   },
                                   [&] {
                                       User gone = user;
                                       db->remove(gone);
                                   }});
        EXPECT_EQ(said[2], "");
        for (const auto& one : {said[0], said[1]}) {
            EXPECT_TRUE(one.empty() || one == "E_MIDDLE_OF_ANOTHER") << one;
            written += one.empty() ? 1 : 0;
        }
    }
    EXPECT_EQ(db->query<Post>().count() + db->query<Note>().count(), 0) << written << " calls were first";
}

TEST_F(row_locks, a_row_between_that_another_moves_to_another_parent_is_refused_or_was_there)
{
    for (int i = 0; i < rounds; ++i) {
        User user = user_of(india);
        User moved = user;
        moved.country_id = peru.id;
        const auto said = at_once({[&] { db->related(india, &Country::posts).via(user).create({}); },
                                   [&] { db->related(peru, &Country::posts).via(user).create({}); },
                                   [&] { db->update(moved, &User::country_id); }});
        EXPECT_EQ(said[2], "");
        EXPECT_EQ(db->related(moved, &User::posts).query().count(),
                  (said[0].empty() ? 1 : 0) + (said[1].empty() ? 1 : 0));
    }
}

TEST_F(row_locks, a_removal_keeps_all_rules_in_one_transaction)
{
    User asha = user_of(india), ben = user_of(india);
    for (const User& user : {asha, ben}) {
        const Post post = db->related(user, &User::posts).create({});
        db->related(post, &Post::notes).create({});
        db->related(user, &User::notes).create({});
        db->related(user, &User::pens).create({});
    }
    EXPECT_EQ(sent_by([&] { db->remove(asha); }).size(), 6U)
        << "a lock; the posts, their notes and seals; notes; the delete";
    EXPECT_EQ(db->query<Post>().count(), 1);
    EXPECT_EQ(db->query<Note>().count(), 2);
    EXPECT_EQ(db->query<Pen>().where_null(&Pen::user_id).count(), 1);
    db->related(db->query<Post>().first_or_fail(), &Post::seals).create({});
    EXPECT_THROW(db->query<User>().remove(), ginnel::error);
    EXPECT_EQ(db->query<Note>().count(), 2);
    EXPECT_EQ(db->query<Seal>().remove(), 1);
    EXPECT_EQ(db->query<User>().remove(), 1);
    EXPECT_EQ(db->query<Note>().count() + db->query<Post>().count(), 0);
    expect_no_orphans();
}

TEST_F(row_locks, a_removal_by_rules_leaves_nothing_behind_of_what_is_added_meanwhile)
{
    for (int i = 0; i < rounds; ++i) {
        const User user = user_of(india);
        const Post old = db->related(user, &User::posts).create({});
        const auto said = at_once({[&] {
                                       User gone = user;
                                       db->remove(gone);
                                   },
                                   [&] { db->query<Post>().where(&Post::id, old.id).remove(); },
                                   [&] {
                                       db->transaction([&](auto& trx) {
                                           const Post post = trx.related(user, &User::posts).create({});
                                           trx.related(post, &Post::notes).create({});
                                           trx.related(user, &User::pens).create({});
                                       });
                                   }});
        EXPECT_EQ(said[0] + said[1], "");
        EXPECT_TRUE(said[2].empty() || said[2] == "E_FOREIGN_KEY") << said[2];
    }
    EXPECT_EQ(db->query<Post>().count() + db->query<Note>().count(), 0);
    EXPECT_EQ(db->query<Pen>().where_not_null(&Pen::user_id).count(), 0);
    expect_no_orphans();
}

TEST_F(row_locks, a_rule_that_restricts_is_kept_against_rows_that_are_added_meanwhile)
{
    for (int i = 0; i < rounds; ++i) {
        const User user = user_of(india);
        const Post post = db->related(user, &User::posts).create({});
        const auto said =
            at_once({[&] {
                         User gone = user;
                         db->remove(gone);
                     },
                     [&] {
                         db->transaction([&](auto& trx) { // as whoever adds rows without a foreign key must
                             if (trx.template query<Post>().where(&Post::id, post.id).for_update().first())
                                 trx.related(post, &Post::seals).create({});
                         });
                     }});
        EXPECT_TRUE(said[0].empty() || said[0] == "E_ON_DELETE_RESTRICT") << said[0];
        EXPECT_EQ(db->query<Seal>().count(), said[0].empty() ? 0 : 1);
        EXPECT_EQ(db->query<Post>().count(), said[0].empty() ? 0 : 1);
        db->query<Seal>().remove();
        db->query<User>().remove();
    }
}

TEST_F(row_locks, parents_that_take_rows_from_each_other_end_as_if_one_came_first)
{
    const User asha = user_of(india), ben = user_of(india);
    std::vector<Pen> blue = db->related(asha, &User::pens).create_many({{}, {}, {}});
    std::vector<Pen> red = db->related(ben, &User::pens).create_many({{}, {}, {}});
    std::vector<Pen> mixed{red[0], blue[0], red[2]};
    for (int i = 0; i < rounds; ++i) {
        const auto rows_of = [](std::vector<Pen> rows, bool backwards) {
            if (backwards)
                std::reverse(rows.begin(), rows.end());
            return rows;
        };
        auto to_asha = rows_of(i % 2 == 0 ? red : blue, i % 3 == 0),
             to_ben = rows_of(i % 2 == 0 ? blue : red, i % 3 == 1), again = mixed;
        const auto said = at_once({[&] { db->related(asha, &User::pens).replace(to_asha); },
                                   [&] { db->related(ben, &User::pens).replace(to_ben); },
                                   [&] { db->related(asha, &User::pens).replace(again); }});
        EXPECT_EQ(said[0] + said[1] + said[2], "");
        const auto of = [&](const User& user) { return db->related(user, &User::pens).query().count(); };
        EXPECT_GE(of(asha) + of(ben), 3);
        EXPECT_EQ(db->query<Pen>().count(), 6) << "none was deleted";
    }
}

TEST_F(row_locks, rows_that_a_replace_deletes_go_by_their_rules)
{
    const Book book = db->create(Book{});
    for (int i = 0; i < rounds; ++i) {
        std::vector<Page> one{Page{}}, two{Page{}, Page{}};
        const auto said = at_once({[&] { db->related(book, &Book::pages).replace(one); },
                                   [&] { db->related(book, &Book::pages).replace(two); }});
        EXPECT_EQ(said[0] + said[1], "");
        const auto left = db->related(book, &Book::pages).query().all();
        ASSERT_TRUE(left.size() == 1 || left.size() == 2) << left.size();
        for (const Page& page : left)
            db->related(page, &Page::notes).create({});
    }
    EXPECT_EQ(db->query<Note>().count(), db->query<Page>().count());
    expect_no_orphans();
}

} // namespace
} // namespace row_locks

#endif
