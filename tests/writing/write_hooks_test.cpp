#include "seeds/watched_database.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace writing {

struct Note;
struct Account {
    std::int64_t id{};
    std::string email{};
    ginnel::has_many<Note> notes{};
    static void describe(ginnel::model<Account>& account);
};
struct Note {
    std::int64_t id{};
    std::int64_t account_id{};
    std::string text{};
    static void describe(ginnel::model<Note>& note);
};

namespace {

/// What the hooks were called with, in turn.
std::vector<std::string> calls;
bool refuse_after = false;

using seeds::list;

class write_hooks : public ::testing::Test {
protected:
    write_hooks()
    {
        db.create_tables<Account, Note>();
        calls.clear();
        refuse_after = false;
    }
    std::string count(const std::string& table) { return db.rows("select count(*) from " + table).front(); }

    seeds::watched_database db;
};

} // namespace

void Account::describe(ginnel::model<Account>& account)
{
    account.before_create([](Account& a) {
        calls.push_back("before create " + std::to_string(a.id));
        a.email += ".test";
    });
    account.before_save([](Account& a) { calls.push_back("before save " + a.email); });
    account.after_create([](Account& a, ginnel::executor& by) {
        calls.push_back("after create " + std::to_string(a.id));
        by.create(Note{.account_id = a.id, .text = "welcome"});
        if (refuse_after)
            throw std::runtime_error{"refused"};
    });
    account.after_save([](Account&) { calls.emplace_back("after save"); });
    account.before_update([](Account& a) {
        calls.push_back("before update " + a.email);
        a.email = a.email + "!";
    });
    account.after_update([](Account&) { calls.emplace_back("after update"); });
    account.before_remove([](Account& a, ginnel::executor& by) {
        calls.push_back("before remove " + a.email);
        by.query<Note>().where(&Note::account_id, a.id).remove();
    });
    account.after_remove([](Account&) {
        calls.emplace_back("after remove");
        if (refuse_after)
            throw std::runtime_error{"refused"};
    });
}

void Note::describe(ginnel::model<Note>& note)
{
    note.before_create([](Note& n) { calls.push_back("note of " + std::to_string(n.account_id)); });
}

namespace {

TEST_F(write_hooks, run_around_an_insert_in_the_order_of_their_events)
{
    const auto asha = db.create(Account{.email = "asha"});
    EXPECT_EQ(calls, (list{"before create 0", "before save asha.test", "after create 1", "note of 1", "after save"}));
    EXPECT_EQ(asha.email, "asha.test");
    EXPECT_EQ(db.rows("select email from accounts"), list{"asha.test"});
    EXPECT_EQ(db.rows("select text from notes"), list{"welcome"});
}

TEST_F(write_hooks, add_no_statement_of_their_own)
{
    const auto sent = db.statements_of([&] { db.create(Account{.email = "asha"}); });
    EXPECT_EQ(sent.size(), 2u); // the account, and the note that the hook writes
}

TEST_F(write_hooks, of_a_batch_run_before_its_first_statement_and_after_its_last)
{
    db.create_many(std::vector<Account>{{.email = "a"}, {.email = "b"}});
    EXPECT_EQ(calls, (list{"before create 0", "before create 0", "before save a.test", "before save b.test",
                           "after create 1", "note of 1", "after create 2", "note of 2", "after save", "after save"}));
}

TEST_F(write_hooks, that_throw_take_the_write_back_with_what_they_wrote)
{
    refuse_after = true;
    Account asha{.email = "asha"};
    EXPECT_THROW(db.save(asha), std::runtime_error);
    EXPECT_EQ(count("accounts"), "0");
    EXPECT_EQ(count("notes"), "0");
    EXPECT_EQ(asha.id, 0);
}

TEST_F(write_hooks, that_throw_inside_a_transaction_take_back_their_write_alone)
{
    db.transaction([&](ginnel::transaction& t) {
        const auto ben = t.quietly().create(Account{.email = "ben"});
        t.create(Note{.account_id = ben.id, .text = "kept"});
        refuse_after = true;
        EXPECT_THROW(t.create(Account{.email = "asha"}), std::runtime_error);
    });
    EXPECT_EQ(db.rows("select text from notes"), list{"kept"});
    EXPECT_EQ(db.rows("select email from accounts"), list{"ben"});
}

TEST_F(write_hooks, see_the_foreign_key_of_a_row_that_a_relation_creates)
{
    const auto asha = db.quietly().create(Account{.email = "asha"});
    db.related(asha, &Account::notes).create({.text = "first"});
    EXPECT_EQ(calls, list{"note of " + std::to_string(asha.id)});
}

TEST_F(write_hooks, run_around_an_update_and_may_change_what_is_written)
{
    auto asha = db.quietly().create(Account{.email = "asha"});
    db.save(asha);
    EXPECT_EQ(calls, (list{"before update asha", "before save asha!", "after update", "after save"}));
    EXPECT_EQ(db.rows("select email from accounts"), list{"asha!"});
}

TEST_F(write_hooks, run_around_a_removal_and_may_clear_its_way)
{
    auto asha = db.create(Account{.email = "asha"});
    calls.clear();
    EXPECT_TRUE(db.remove(asha));
    EXPECT_EQ(calls, (list{"before remove asha.test", "after remove"}));
    EXPECT_EQ(count("accounts"), "0");
    EXPECT_EQ(count("notes"), "0");
}

TEST_F(write_hooks, that_throw_after_a_removal_bring_the_row_back)
{
    auto asha = db.create(Account{.email = "asha"});
    refuse_after = true;
    EXPECT_THROW(db.remove(asha), std::runtime_error);
    EXPECT_EQ(count("accounts"), "1");
    EXPECT_EQ(count("notes"), "1");
}

TEST_F(write_hooks, run_around_a_row_that_is_found_or_else_created)
{
    const auto made = db.first_or_create<Account>({{&Account::email, "asha"}});
    EXPECT_EQ(calls, (list{"before create 0", "before save asha.test", "after create 1", "note of 1", "after save"}));
    EXPECT_EQ(made.email, "asha.test");
    calls.clear();
    EXPECT_EQ(db.first_or_create<Account>({{&Account::email, "asha.test"}}).id, made.id);
    EXPECT_EQ(calls, list{});
}

TEST_F(write_hooks, run_around_a_row_that_is_found_and_updated_and_what_they_assign_is_written)
{
    auto account = db.quietly().create(Account{.email = "asha"});
    account = db.update_or_create<Account>({{&Account::id, account.id}}, {{&Account::email, "a"}});
    EXPECT_EQ(calls, (list{"before update a", "before save a!", "after update", "after save"}));
    EXPECT_EQ(db.rows("select email from accounts"), list{"a!"});
    EXPECT_EQ(account.email, "a!");
    calls.clear();
    db.update_or_create<Account>({{&Account::id, account.id}}, {{&Account::email, "a!"}});
    EXPECT_EQ(calls, list{}) << "what is equal is not written";
}

TEST_F(write_hooks, of_rows_found_or_created_take_all_back_where_they_throw)
{
    refuse_after = true;
    EXPECT_THROW(db.first_or_create<Account>({{&Account::email, "asha"}}), std::runtime_error);
    EXPECT_EQ(count("accounts"), "0");
    EXPECT_EQ(count("notes"), "0");
    db.quietly().first_or_create<Account>({{&Account::email, "asha"}});
    EXPECT_EQ(count("accounts"), "1");
}

TEST_F(write_hooks, run_around_each_row_of_many_that_are_found_or_written)
{
    db.quietly().create_many(std::vector<Account>{{.email = "a"}, {.email = "b"}});
    db.quietly().create(Note{.account_id = 1, .text = "old"});
    const std::vector<Note> notes{{.account_id = 1, .text = "old"}, {.account_id = 2, .text = "new"}};
    EXPECT_EQ(db.statements_of([&] { db.fetch_or_create_many(&Note::text, notes); }).size(), 2u);
    EXPECT_EQ(calls, list{"note of 2"});
}

TEST_F(write_hooks, see_the_foreign_key_of_a_row_that_replaces_others)
{
    const auto asha = db.quietly().create(Account{.email = "asha"});
    std::vector<Note> notes{{.text = "x"}};
    db.related(asha, &Account::notes).replace(notes);
    EXPECT_EQ(calls, list{"note of 1"});
    EXPECT_EQ(notes[0].id, 1);
}

TEST_F(write_hooks, do_not_run_for_writes_by_query)
{
    db.quietly().create(Account{.email = "asha"});
    db.query<Account>().update({{&Account::email, "ben"}});
    db.query<Account>().remove();
    EXPECT_EQ(calls, list{});
}

TEST_F(write_hooks, are_left_out_by_a_quiet_writer_in_transactions_too)
{
    db.quietly().create(Account{.email = "asha"});
    db.transaction([&](ginnel::transaction& t) {
        auto quiet = t.quietly();
        const auto ben = quiet.create(Account{.email = "ben"});
        quiet.related(ben, &Account::notes).create({.text = "x"});
    });
    EXPECT_EQ(calls, list{});
    EXPECT_EQ(db.rows("select email from accounts order by id"), (list{"asha", "ben"}));
    EXPECT_EQ(count("notes"), "1");
}

} // namespace

} // namespace writing
