#include "run_time/clinic.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

// The far row of a path of records, written with the row between named.

namespace run_time {
namespace {

namespace types = ginnel::types;

void define_blog_of_countries(ginnel::application& app)
{
    auto& country = app.define("Country", {{"name", types::text}, {"code", types::int64, {.unique = true}}});
    auto& user =
        app.define("User", {{"name", types::text}, {"deletedAt", types::timestamp}}, {.deleted_at = "deletedAt"});
    auto& post = app.define("Post", {{"title", types::text, {.required = true}},
                                     {"score", types::int32, {.default_value = 7}},
                                     {"slug", types::text, {.unique = true}}});
    auto& note = app.define("Note", {{"text", types::text}});
    auto& remark = app.define("Remark", {{"text", types::text}});
    app.define("Badge", {{"name", types::text}});
    user.belongs_to(country).has_many(post).morph_many(note).many_to_many("Badge");
    post.belongs_to(user);
    remark.belongs_to(post);
    note.morph_to("notable", {user});
    country.has_many(user).has_many(post, {.through = user}).has_many(remark, {.through = {"User", "Post"}});
    country.has_many(note, {.via = {"users", "notes"}}).has_many("Badge", {.via = {"users", "badges"}});
    country.has_many(user, {.as = "coded", .foreign_key = "countryCode", .primary_key = "code"});
    country.has_many(post, {.via = {"coded", "posts"}, .as = "codedPosts"});
}

/// India has Asha, and Peru, which has no code, Ben.
class records_via : public ::testing::Test, protected watched {
protected:
    records_via()
    {
        define_blog_of_countries(app);
        app.boot();
        app.create_tables();
        app.model("Country").create_many({{{"name", "India"}, {"code", 91}}, {{"name", "Peru"}}});
        app.model("User").create_many(
            {{{"name", "Asha"}, {"countryId", 1}, {"countryCode", 91}}, {{"name", "Ben"}, {"countryId", 2}}});
    }
    ginnel::record row(std::string_view model, std::int64_t id) const { return app.query(model).find_or_fail(id); }
    ginnel::record india() const { return row("Country", 1); }
    ginnel::record peru() const { return row("Country", 2); }
    ginnel::record asha() const { return row("User", 1); }
    ginnel::record ben() const { return row("User", 2); }
    ginnel::records_via posts_of_asha() const { return india().related("posts").via(asha()); }
};

template <typename F>
std::string refusal(const F& work)
{
    try {
        work();
    } catch (const ginnel::error& e) {
        return std::string{e.code()} + ": " + e.what();
    }
    return {};
}

TEST_F(records_via, create_writes_the_far_row_by_the_rules_of_its_model_in_two_statements)
{
    const auto via = posts_of_asha();
    EXPECT_EQ(statements_of([&] {
                  const auto post = via.create({{"title", "Rain"}, {"userId", 2}});
                  EXPECT_TRUE(post.stored());
                  EXPECT_EQ(post["userId"].as<std::int64_t>(), 1) << "the row between says it";
                  EXPECT_EQ(post["score"].as<std::int32_t>(), 7);
              }),
              2U);
    EXPECT_EQ(india().related("posts").count(), 1);
    EXPECT_NE(refusal([&] { via.create({}); }).find("E_MISSING_MODEL_ATTRIBUTE"), std::string::npos);
    EXPECT_NE(refusal([&] { via.create({{"titel", "x"}}); }).find("E_UNKNOWN_COLUMN"), std::string::npos);
}

TEST_F(records_via, create_many_inserts_in_one_statement_and_no_rows_cost_none)
{
    const auto via = posts_of_asha();
    EXPECT_EQ(statements_of([&] { EXPECT_TRUE(via.create_many({}).empty()); }), 0U);
    EXPECT_EQ(statements_of([&] {
                  const auto made = via.create_many({{{"title", "a"}}, {{"title", "b"}}});
                  EXPECT_EQ(made[1]["userId"].as<std::int64_t>(), 1);
              }),
              2U);
    EXPECT_NE(refusal([&] {
                  via.create_many({{{"title", "c"}, {"slug", "s"}}, {{"title", "d"}, {"slug", "s"}}});
              }),
              "");
    EXPECT_EQ(app.query("Post").count(), 2) << "all or none";
}

TEST_F(records_via, a_row_between_that_is_of_another_record_is_refused_and_nothing_is_written)
{
    auto post = app.model("Post").build({{"title", "Rain"}});
    const auto said = refusal([&] { peru().related("posts").via(asha()).save(post); });
    EXPECT_NE(said.find("E_MIDDLE_OF_ANOTHER: the User with id 1 is not one of the Country with id 2"),
              std::string::npos)
        << said;
    EXPECT_FALSE(post.stored());
    EXPECT_FALSE(post.has("userId"));
    EXPECT_EQ(app.query("Post").count(), 0);
    const auto deleted = asha();
    asha().destroy();
    EXPECT_NE(refusal([&] {
                  india().related("posts").via(deleted).create({{"title", "x"}});
              }).find("E_MIDDLE_OF_ANOTHER"),
              std::string::npos)
        << "it was softly deleted";
}

TEST_F(records_via, save_ties_a_stored_record_and_writes_what_was_changed)
{
    auto post = app.model("Post").create({{"title", "Rain"}, {"userId", 2}, {"slug", "rain"}});
    const auto via = posts_of_asha();
    EXPECT_EQ(statements_of([&] { via.save(post); }), 2U);
    EXPECT_EQ(post["userId"].as<std::int64_t>(), 1);
    EXPECT_EQ(statements_of([&] { via.save(post); }), 1U) << "nothing differs";
    EXPECT_NE(refusal([&] { peru().related("posts").via(asha()).save(post); }).find("E_MIDDLE_OF_ANOTHER"),
              std::string::npos)
        << "looked for all the same";
    post.set("title", "Sun");
    via.save(post);
    EXPECT_EQ(row("Post", 1)["title"].as<std::string>(), "Sun");
    EXPECT_EQ(row("Post", 1)["slug"].as<std::string>(), "rain");
}

TEST_F(records_via, save_many_writes_new_records_and_stored_ones_and_a_failure_leaves_all_as_they_were)
{
    auto old = posts_of_asha().create({{"title", "old"}, {"slug", "o"}});
    old.set("title", "older");
    std::vector<ginnel::record> rows{app.model("Post").build({{"title", "a"}, {"slug", "a"}}), old,
                                     app.model("Post").build({{"title", "b"}, {"slug", "a"}}), old};
    EXPECT_NE(refusal([&] { posts_of_asha().save_many(rows); }), "");
    EXPECT_FALSE(rows[0].stored());
    EXPECT_EQ(row("Post", 1)["title"].as<std::string>(), "old");
    rows[2].set("slug", "b");
    EXPECT_EQ(statements_of([&] { posts_of_asha().save_many(rows); }), 5U) << "two records read; a look, two writes";
    EXPECT_TRUE(rows[0].stored());
    EXPECT_EQ(row("Post", 1)["title"].as<std::string>(), "older");
    EXPECT_EQ(india().related("posts").count(), 3);
    old.set("title", "old");
    EXPECT_EQ(statements_of([&] { old.save(); }), 1U) << "what was written before is known";
}

TEST_F(records_via, a_longer_path_a_polymorphic_hop_and_a_key_that_is_not_primary_are_followed)
{
    const auto post = posts_of_asha().create({{"title", "Rain"}});
    const auto from = india();
    EXPECT_EQ(statements_of([&] { from.related("remarks").via(post).create({{"text", "wet"}}); }), 2U);
    EXPECT_EQ(from.related("remarks").count(), 1);
    EXPECT_EQ(from.related("notes").via(asha()).create({{"text", "n"}})["notableType"].as<std::string>(), "User");
    const auto middle = asha();
    EXPECT_EQ(statements_of([&] {
                  from.related("codedPosts").via(middle).create({{"title", "by code"}});
              }),
              3U)
        << "one more for the record's code";
    const auto none = refusal([&] { peru().related("codedPosts").via(ben()).create({{"title", "x"}}); });
    EXPECT_NE(none.find("E_NULL_KEY: the code of this Country is null"), std::string::npos) << none;
}

TEST_F(records_via, wrong_records_are_refused_before_any_statement)
{
    const auto country = india();
    const auto user = asha(), gone = ben();
    auto post = posts_of_asha().create({{"title", "Rain"}});
    auto dead = posts_of_asha().create({{"title", "x"}});
    dead.destroy();
    const auto posts = country.related("posts");
    auto badge = app.model("Badge").create({{"name", "b"}});
    const auto code = [&](const std::function<void()>& work) {
        std::string said;
        EXPECT_EQ(statements_of([&] { said = refusal(work); }), 0U) << said;
        return said.substr(0, said.find(':'));
    };
    EXPECT_EQ(code([&] { posts.via(post); }), "E_WRONG_MIDDLE");
    EXPECT_EQ(code([&] { posts.via(app.model("User").build()); }), "E_UNSAVED_PARENT");
    EXPECT_EQ(code([&] { app.model("Country").build().related("posts").via(user); }), "E_UNSAVED_PARENT");
    EXPECT_EQ(code([&] { country.related("badges").via(user); }), "E_NO_MIDDLE");
    EXPECT_EQ(code([&] { country.related("users").via(user); }), "E_NO_MIDDLE");
    EXPECT_EQ(code([&] { posts.via(user).save(badge); }), "E_WRONG_MODEL");
    EXPECT_EQ(code([&] { posts.via(user).save(dead); }), "E_NOT_PERSISTED");
    EXPECT_EQ(code([&] { posts.create({{"title", "x"}}); }), "E_MISSING_MIDDLE");
    const auto said = refusal([&] { posts.create({{"title", "x"}}); });
    EXPECT_NE(said.find("country.related(\"posts\").via(user)"), std::string::npos) << said;
}

TEST_F(records_via, a_record_of_another_model_is_no_target_of_links)
{
    auto badges = asha().related("badges");
    const auto post = posts_of_asha().create({{"title", "Rain"}});
    app.model("Badge").create({{"name", "of the same key"}});
    for (const auto& said : {refusal([&] { badges.add(post); }), refusal([&] { badges.remove(post); }),
                             refusal([&] { badges.exists(post); })})
        EXPECT_NE(said.find("E_WRONG_MODEL: User.badges leads to rows of Badge, and a record of Post was given"),
                  std::string::npos)
            << said;
    EXPECT_NE(refusal([&] { badges.add(app.model("Badge").build()); }).find("E_UNSAVED_ROW"), std::string::npos);
    EXPECT_EQ(badges.count(), 0);
}

TEST_F(records_via, nothing_is_created_under_a_null_key)
{
    auto coded = peru().related("coded");
    const auto said = refusal([&] { coded.create({{"name", "x"}}); });
    EXPECT_NE(said.find("E_NULL_KEY"), std::string::npos) << said;
    EXPECT_EQ(app.query("User").count(), 2);
}

} // namespace
} // namespace run_time
