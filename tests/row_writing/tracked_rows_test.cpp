// Rows that keep what the database gave: save writes what differs, and nothing where nothing does.
#include "seeds/watched_database.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>

namespace tracked_rows {

using moment = std::chrono::sys_seconds;
struct Post;
struct Tag;
struct Hooked;
struct User {
    std::int64_t id{};
    std::string name{};
    std::optional<std::string> email{};
    ginnel::has_many<Post> posts{};
    ginnel::has_many<Hooked> hooked{};
    ginnel::row_state state{};
    static void describe(ginnel::model<User>& user) { user.track_changes(); }
};
struct Post {
    std::int64_t id{};
    std::optional<std::int64_t> user_id{};
    std::string title{};
    double score{};
    std::int64_t version{};
    moment created_at{};
    std::optional<moment> updated_at{};
    std::optional<moment> deleted_at{};
    ginnel::belongs_to<User> user{};
    ginnel::many_to_many<Tag> tags{};
    ginnel::row_state state{};
    static void describe(ginnel::model<Post>& post)
    {
        post.track_changes().version(&Post::version).timestamps(&Post::created_at, &Post::updated_at);
        post.soft_delete(&Post::deleted_at);
    }
};
struct Tag {
    std::int64_t id{};
    std::string name{};
    ginnel::row_state state{};
    static void describe(ginnel::model<Tag>& tag) { tag.track_changes(); }
};
struct Plain {
    std::int64_t id{};
    std::string name{};
    ginnel::row_state state{};
};
struct Hooked {
    std::int64_t id{};
    std::optional<std::int64_t> user_id{};
    std::string name{};
    std::string note{};
    ginnel::row_state state{};
    static void describe(ginnel::model<Hooked>& hooked)
    {
        hooked.track_changes();
        hooked.after_create([](Hooked& row) { row.note = "not stored"; });
        hooked.before_update([](Hooked& row) { row.note += '!'; });
    }
};
class Listed {
public:
    static void describe(ginnel::model<Listed>& listed)
    {
        listed.columns<&Listed::id>();
        listed.track_changes();
    }
    std::int64_t id{};

private:
    [[maybe_unused]] int hidden_ = 0;
};

namespace {

using seeds::list;
using names = std::vector<std::string>;

class tracked_rows : public testing::Test {
protected:
    tracked_rows()
    {
        db.create_tables<User, Post, Tag, Plain, Hooked>();
        asha = db.create(User{.name = "Asha", .email = "a@x"});
        bala = db.create(User{.name = "Bala"});
    }
    template <typename F>
    list sent(F&& work)
    {
        return db.statements_of(std::forward<F>(work));
    }
    template <typename F>
    std::string code_of(F&& work)
    {
        try {
            work();
        } catch (const ginnel::error& e) {
            return std::string{e.code()};
        }
        return "no error";
    }
    list users() { return db.rows("select name, email from users order by id"); }

    seeds::watched_database db;
    User asha, bala;
};

TEST_F(tracked_rows, save_writes_the_columns_that_differ_and_nothing_where_none_does)
{
    EXPECT_TRUE(sent([&] { db.save(asha); }).empty());
    asha.email = std::nullopt;
    EXPECT_EQ(ginnel::changed_columns(asha), names{"email"});
    EXPECT_EQ(sent([&] { db.save(asha); }), (list{R"(update "users" set "email" = ?1 where "id" = ?2)"}));
    EXPECT_TRUE(ginnel::changed_columns(asha).empty());
    EXPECT_TRUE(sent([&] { db.save(asha); }).empty());

    User read = db.find_or_fail<User>(2);
    read.name = "B";
    read.name = "Bala"; // as it was
    EXPECT_TRUE(sent([&] { db.save(read); }).empty());
    EXPECT_EQ(users(), (list{"Asha|", "Bala|"}));
}

TEST_F(tracked_rows, what_another_caller_wrote_into_other_columns_stays)
{
    User other = db.find_or_fail<User>(1);
    asha.name = "A";
    db.save(asha);
    other.email = "b@x";
    db.save(other);
    EXPECT_EQ(users()[0], "A|b@x");
}

TEST_F(tracked_rows, update_writes_all_columns_or_those_named_and_save_knows_of_it)
{
    asha.name = "A";
    asha.email = "z@x";
    EXPECT_EQ(sent([&] { db.update(asha, &User::email); }).size(), 1U);
    EXPECT_EQ(ginnel::changed_columns(asha), names{"name"});
    EXPECT_EQ(sent([&] { db.update(asha); }),
              (list{R"(update "users" set "name" = ?1, "email" = ?2 where "id" = ?3)"}));
    EXPECT_TRUE(sent([&] { db.save(asha); }).empty());
}

TEST_F(tracked_rows, save_many_writes_what_differs_of_each_row)
{
    std::vector<User> all{asha, bala, User{.name = "Chitra"}};
    all[1].email = "b@x";
    EXPECT_EQ(sent([&] { db.save_many(all); }).size(), 2U);
    EXPECT_EQ(users(), (list{"Asha|a@x", "Bala|b@x", "Chitra|"}));
    EXPECT_TRUE(sent([&] { db.save_many(all); }).empty());
}

TEST_F(tracked_rows, copies_share_what_was_read_and_part_when_one_is_written)
{
    User copy = asha;
    asha.name = "A";
    db.save(asha);
    EXPECT_TRUE(ginnel::changed_columns(copy).empty());
    copy.name = "C";
    EXPECT_EQ(ginnel::changed_columns(copy), names{"name"});
    EXPECT_TRUE(ginnel::changed_columns(asha).empty());
}

TEST_F(tracked_rows, refresh_takes_what_the_database_holds_now)
{
    db.query<User>().where(&User::id, 1).update(&User::name, "Asha R.");
    asha.email = "lost";
    db.refresh(asha);
    EXPECT_EQ(asha.name, "Asha R.");
    EXPECT_TRUE(sent([&] { db.save(asha); }).empty());
}

TEST_F(tracked_rows, a_row_selected_in_part_knows_what_was_selected)
{
    User part = db.query<User>().select(&User::id, &User::name).first_or_fail();
    EXPECT_TRUE(sent([&] { db.save(part); }).empty());
    part.email = "p@x"; // was not selected, and assigned all the same
    EXPECT_EQ(sent([&] { db.save(part); }), (list{R"(update "users" set "email" = ?1 where "id" = ?2)"}));
    part.email = std::nullopt;
    EXPECT_EQ(sent([&] { db.save(part); }).size(), 1U);
    EXPECT_EQ(users()[0], "Asha|");
}

TEST_F(tracked_rows, times_and_versions_move_when_something_is_written_alone)
{
    Post post = db.create(Post{.title = "Rain", .score = 0.5});
    db.save(post);
    EXPECT_EQ(post.version, 1);
    post.title = "Heavy rain";
    EXPECT_EQ(ginnel::changed_columns(post), names{"title"});
    EXPECT_EQ(sent([&] { db.save(post); }),
              (list{R"(update "posts" set "title" = ?1, "updated_at" = ?2, "version" = ?3 where "id" = ?4 and )"
                    R"("version" = ?5)"}));
    EXPECT_EQ(post.version, 2);
    EXPECT_TRUE(sent([&] { db.save(post); }).empty());
}

TEST_F(tracked_rows, a_soft_delete_is_no_change_and_a_removed_row_is_new)
{
    Post post = db.create(Post{.title = "Rain"});
    db.remove(post);
    EXPECT_TRUE(sent([&] { db.save(post); }).empty());
    db.restore(post);
    EXPECT_TRUE(sent([&] { db.save(post); }).empty());
    db.force_remove(post);
    EXPECT_FALSE(post.state.stored());
    db.save(post);
    EXPECT_EQ(db.rows("select title from posts"), (list{"Rain"}));
}

TEST_F(tracked_rows, a_failed_write_changes_nothing_of_what_a_row_knows)
{
    std::vector<User> all{asha, User{.id = 2, .name = "a second of this key"}};
    all[0].name = "A";
    EXPECT_EQ(code_of([&] { db.save_many(all); }), "E_UNIQUE");
    EXPECT_EQ(ginnel::changed_columns(all[0]), names{"name"});
    EXPECT_FALSE(all[1].state.stored());
    db.save(all[0]);
    EXPECT_EQ(users()[0], "A|a@x");
}

TEST_F(tracked_rows, what_a_transaction_wrote_counts_as_unwritten_once_it_is_rolled_back)
{
    asha.name = "A";
    {
        auto t = db.begin();
        t.save(asha);
        EXPECT_TRUE(sent([&] { t.save(asha); }).empty());
        asha.email = "t@x";
        t.save(asha);
        t.rollback();
        EXPECT_EQ(ginnel::changed_columns(asha), (names{"name", "email"}));
    }
    db.save(asha);
    EXPECT_EQ(users()[0], "A|t@x");
    EXPECT_TRUE(sent([&] { db.save(asha); }).empty());
}

TEST_F(tracked_rows, an_inner_transaction_taken_back_is_forgotten_and_the_outer_one_is_not)
{
    db.transaction([&](ginnel::transaction& t) {
        asha.name = "outer";
        t.save(asha);
        try {
            t.transaction([&](ginnel::transaction& inner) {
                asha.name = "inner";
                inner.save(asha);
                throw std::runtime_error{"no"};
            });
        } catch (const std::runtime_error&) {
        }
        EXPECT_EQ(ginnel::changed_columns(asha), names{"name"});
        asha.name = "outer";
        EXPECT_TRUE(sent([&] { t.save(asha); }).empty());
    });
    EXPECT_TRUE(sent([&] { db.save(asha); }).empty());
    EXPECT_EQ(users()[0], "outer|a@x");
}

TEST_F(tracked_rows, an_inner_transaction_that_stands_falls_with_the_outer_one)
{
    auto t = db.begin();
    t.transaction([&](ginnel::transaction& inner) {
        asha.name = "A";
        inner.save(asha);
    });
    EXPECT_TRUE(ginnel::changed_columns(asha).empty());
    t.rollback();
    EXPECT_EQ(ginnel::changed_columns(asha), names{"name"});
}

TEST_F(tracked_rows, a_transaction_that_is_tried_again_writes_again)
{
    asha.name = "A";
    int attempts = 0;
    db.transaction(
        [&](ginnel::transaction& t) {
            EXPECT_EQ(sent([&] { t.save(asha); }).size(), 1U);
            if (++attempts == 1)
                throw ginnel::error{ginnel::error_kind::busy, "E_BUSY", "another writer"};
        },
        {.attempts = 2});
    EXPECT_EQ(attempts, 2);
    EXPECT_EQ(users()[0], "A|a@x");
}

TEST_F(tracked_rows, hooks_change_what_is_written_and_what_they_leave_unwritten_differs)
{
    Hooked row = db.create(Hooked{.name = "x"});
    EXPECT_EQ(ginnel::changed_columns(row), names{"note"});
    row.name = "y";
    db.save(row);
    EXPECT_EQ(db.rows("select name, note from hookeds"), (list{"y|not stored!"}));
    EXPECT_TRUE(ginnel::changed_columns(row).empty());
}

TEST_F(tracked_rows, hooks_change_what_is_written_under_a_parent)
{
    Hooked row = db.related(asha, &User::hooked).create({.name = "x"});
    row.note = "seen";
    db.save(row);
    row.name = "y";
    db.related(asha, &User::hooked).save(row);
    EXPECT_EQ(db.rows("select name, note from hookeds"), (list{"y|seen!!"}));
}

TEST_F(tracked_rows, rows_saved_under_a_parent_write_what_differs_and_their_key_where_it_does)
{
    Post post = db.related(asha, &User::posts).create({.title = "Rain"});
    EXPECT_TRUE(sent([&] { db.related(asha, &User::posts).save(post); }).empty());
    EXPECT_EQ(sent([&] { db.related(bala, &User::posts).save(post); }).front().substr(0, 35),
              R"(update "posts" set "user_id" = ?1, )");
    EXPECT_EQ(post.user_id, 2);
    EXPECT_TRUE(sent([&] { db.save(post); }).empty());

    Post part = db.query<Post>().select(&Post::id, &Post::title, &Post::version).first_or_fail();
    db.related(asha, &User::posts).save(part); // the key was not selected
    EXPECT_EQ(db.rows("select user_id from posts"), (list{"1"}));
}

TEST_F(tracked_rows, associate_and_dissociate_write_a_key_that_is_another)
{
    Post post = db.create(Post{.title = "Rain"});
    EXPECT_TRUE(sent([&] { db.related(post, &Post::user).dissociate(); }).empty());
    EXPECT_EQ(sent([&] { db.related(post, &Post::user).associate(asha); }).size(), 1U);
    EXPECT_TRUE(sent([&] { db.related(post, &Post::user).associate(asha); }).empty());
    post.user_id = 2; // not written, and taken back
    EXPECT_TRUE(sent([&] { db.related(post, &Post::user).associate(asha); }).empty());
    EXPECT_EQ(post.user_id, 1);
    EXPECT_EQ(sent([&] { db.related(post, &Post::user).dissociate(); }).size(), 1U);
}

TEST_F(tracked_rows, linked_rows_are_written_where_they_differ)
{
    Post post = db.create(Post{.title = "Rain"});
    Tag tag = db.create(Tag{.name = "wet"});
    const auto updates = [&] {
        const list all = sent([&] { db.related(post, &Post::tags).save(tag); });
        return std::count_if(all.begin(), all.end(), [](const auto& s) { return s.starts_with("update"); });
    };
    EXPECT_EQ(updates(), 0);
    tag.name = "dry";
    EXPECT_EQ(updates(), 1);
    EXPECT_EQ(db.rows("select name from tags"), (list{"dry"}));
}

TEST_F(tracked_rows, rows_that_were_found_or_upserted_know_what_the_database_holds)
{
    User found = db.first_or_create<User>({{&User::name, "Bala"}}, {{&User::email, "not written"}});
    EXPECT_TRUE(ginnel::changed_columns(found).empty());
    User changed = db.update_or_create<User>({{&User::name, "Bala"}}, {{&User::email, "b@x"}});
    EXPECT_TRUE(ginnel::changed_columns(changed).empty());
    EXPECT_EQ(users()[1], "Bala|b@x");

    std::vector<User> rows{User{.id = 1, .name = "A", .email = "is not updated"}};
    rows = db.upsert(rows, &User::id, &User::name);
    EXPECT_EQ(ginnel::changed_columns(rows[0]), names{"email"});
}

TEST_F(tracked_rows, a_version_that_a_rollback_took_back_is_asked_for_no_more)
{
    Post post = db.create(Post{.title = "x"});
    for (int i = 0; i < 2; ++i)
        db.transaction([&](auto& trx) {
            post.title = "y";
            trx.save(post);
            trx.save(post);
            trx.rollback();
        });
    db.save(post);
    EXPECT_EQ(post.version, 2);
    EXPECT_EQ(db.rows("select title, version from posts"), list{"y|2"});
    db.transaction([&](auto& trx) {
        post.title = "z";
        trx.save(post);
        EXPECT_EQ(code_of([&] {
                      trx.transaction([&](auto& inner) {
                          post.title = "never";
                          inner.save(post);
                          throw ginnel::error{ginnel::error_kind::usage, "E_TEST", "taken back"};
                      });
                  }),
                  "E_TEST");
        post.title = "kept";
        trx.save(post);
    });
    EXPECT_EQ(db.rows("select title, version from posts"), list{"kept|4"});
}

TEST_F(tracked_rows, dissociate_of_has_many_notes_the_null)
{
    Post post = db.related(asha, &User::posts).create({.title = "x"});
    db.related(asha, &User::posts).dissociate(post);
    EXPECT_TRUE(ginnel::changed_columns(post).empty());
    post.user_id = asha.id;
    EXPECT_EQ(ginnel::changed_columns(post), names{"user_id"});
    db.save(post);
    EXPECT_EQ(db.rows("select user_id from posts"), list{"1"});
    db.related(bala, &User::posts).dissociate(post);
    EXPECT_EQ(post.user_id, asha.id) << "is another's";
    EXPECT_TRUE(ginnel::changed_columns(post).empty());
}

TEST_F(tracked_rows, replace_runs_the_hooks_of_stored_rows_whose_key_it_writes)
{
    std::vector<Hooked> rows{db.create(Hooked{.name = "came"}),
                             db.related(asha, &User::hooked).create({.name = "was"})};
    const auto statements = sent([&] { db.related(asha, &User::hooked).replace(rows); });
    ASSERT_EQ(statements.size(), 2U); // the look, one update
    EXPECT_EQ(rows[0].note, "not stored!");
    EXPECT_EQ(rows[1].note, "not stored") << "its key was right already";
    EXPECT_EQ(db.rows("select name, user_id, note from hookeds"), (list{"came|1|not stored!", "was|1|"}));
    rows.pop_back();
    EXPECT_EQ(db.related(asha, &User::hooked).replace(rows), 1);
    EXPECT_EQ(db.rows("select name, user_id from hookeds"), (list{"came|1", "was|"}));
}

TEST_F(tracked_rows, a_model_that_does_not_track_says_so_and_writes_all)
{
    Plain plain = db.create(Plain{.name = "x"});
    EXPECT_EQ(sent([&] { db.save(plain); }).size(), 1U);
    EXPECT_EQ(code_of([&] { ginnel::changed_columns(plain); }), "E_CHANGES_NOT_TRACKED");
    EXPECT_EQ(ginnel::changed_columns(User{.name = "new"}), (names{"name", "email"}));
}

TEST_F(tracked_rows, a_class_that_lists_its_columns_must_list_its_state)
{
    EXPECT_EQ(code_of([&] { (void)db.find<Listed>(1); }), "E_NO_ROW_STATE");
}

TEST_F(tracked_rows, nothing_is_related_to_a_row_that_was_removed)
{
    User gone = asha;
    db.remove(gone);
    Post post{.title = "Rain"};
    Post stored = db.create(Post{.title = "Sun"});
    EXPECT_TRUE(sent([&] {
                    EXPECT_EQ(code_of([&] { db.related(gone, &User::posts).save(post); }), "E_UNSAVED_PARENT");
                    EXPECT_EQ(code_of([&] { (void)db.related(gone, &User::posts).create({.title = "x"}); }),
                              "E_UNSAVED_PARENT");
                    EXPECT_EQ(code_of([&] { db.related(stored, &Post::user).associate(gone); }), "E_UNSAVED_PARENT");
                }).empty());
    db.force_remove(stored);
    EXPECT_EQ(code_of([&] { (void)db.related(stored, &Post::tags).attach({1}); }), "E_UNSAVED_PARENT");
    EXPECT_EQ(code_of([&] { (void)db.related(stored, &Post::tags).detach(); }), "E_UNSAVED_PARENT");
}

} // namespace
} // namespace tracked_rows
