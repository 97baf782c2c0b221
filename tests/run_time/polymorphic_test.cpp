// Polymorphic relations, one of many, soft deletes and scopes of models defined in code.
#include "clinic.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace run_time {
namespace {

namespace types = ginnel::types;

/// Posts and videos with comments and tags; one video was softly deleted.
struct board : watched {
    board()
    {
        auto& user = app.define("User", {{"name", types::text}});
        auto& post = app.define("Post", {{"title", types::text}, {"score", types::int32}}, {.scopes = {{"good", [](auto& q) { q.where("score", ">", 3).or_where("title", "Curry"); }}}});
        auto& video = app.define("Video", {{"name", types::text}, {"deletedAt", types::timestamp}},
                                 {.deleted_at = "deletedAt", .scopes = {{"named", [](auto& q) { q.where_not_null("name"); }, true}}});
        auto& comment = app.define("Comment", {{"text", types::text}});
        auto& tag = app.define("Tag", {{"name", types::text}});
        comment.morph_to("commentable", {post, {"clip", video}});
        comment.belongs_to(user);
        user.has_many(post).has_many(comment);
        user.has_one(post, {.as = "newest", .latest_by = "id"});
        user.has_one(post, {.as = "best", .latest_by = "score", .scope = [](auto& q) { q.where_not_null("score"); }});
        post.belongs_to(user);
        post.morph_many(comment);
        post.morph_one("Comment", {.as = "last", .latest_by = "text"});
        video.morph_many(comment);
        post.morph_to_many(tag, {.morph_name = "taggable", .pivot_columns = {{"weight", types::int32}}});
        video.morph_to_many(tag, {.morph_name = "taggable"});
        tag.morphed_by_many(post, {.morph_name = "taggable"});
        user.has_many(comment, {.via = {"posts", "comments"}, .as = "replies"});
        app.boot();
        app.create_tables();
        user.create_many({{{"name", "Asha"}}, {{"name", "Bea"}}});
        post.create_many({{{"title", "Monsoon"}, {"score", 5}, {"userId", 1}}, {{"title", "Curry"}, {"score", 2}, {"userId", 1}}});
        video.create_many({{{"name", "Rain"}}, {{"name", "Gone"}, {"deletedAt", "2024-01-01T00:00:00Z"}}, {{"name", nullptr}}});
        comment.create_many({{{"text", "a"}, {"commentableId", 1}, {"commentableType", "Post"}, {"userId", 1}},
                             {{"text", "b"}, {"commentableId", 1}, {"commentableType", "Post"}},
                             {{"text", "c"}, {"commentableId", 1}, {"commentableType", "clip"}},
                             {{"text", "d"}, {"commentableId", 2}, {"commentableType", "clip"}},
                             {{"text", "e"}}});
    }
    texts of(const std::function<void(ginnel::record_query&)>& say, const char* model = "Comment", const char* property = "text")
    {
        auto q = app.query(model);
        say(q);
        return each(q.all(), property);
    }
};

TEST(polymorphic_by_name, rows_of_several_models_are_loaded_a_statement_for_each)
{
    board b;
    std::vector<ginnel::record> rows;
    EXPECT_EQ(b.statements_of([&] { rows = b.app.query("Comment").preload("commentable").order_by("id").all(); }), 3U);
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_EQ(rows[0].one("commentable").value().model(), "Post");
    EXPECT_EQ(rows[2].one("commentable").value()["name"].as<std::string>(), "Rain");
    EXPECT_FALSE(rows[3].one("commentable")) << "its video was deleted";
    EXPECT_FALSE(rows[4].one("commentable"));
    EXPECT_NE(rows[2].to_json().find("\"commentable\":{\"name\":\"Rain\""), std::string::npos) << rows[2].to_json();
    EXPECT_EQ(b.statements_of([&] {
        rows = b.app.query("Comment")
                   .preload_morph("commentable", "Post", [](auto& q) { q.where("title", "Curry").preload("user"); })
                   .preload_morph("commentable", "Video", [](auto& q) { q.with_trashed(); })
                   .order_by("id")
                   .all();
    }),
              3U);
    EXPECT_FALSE(rows[0].one("commentable"));
    EXPECT_EQ(rows[3].one("commentable").value()["name"].as<std::string>(), "Gone");
    rows = b.app.query("Comment").preload_morph("commentable", "Post", [](auto& q) { q.where("title", "Curry"); }).order_by("id").all();
    EXPECT_FALSE(rows[0].one("commentable"));
    EXPECT_EQ(rows[2].one("commentable").value()["name"].as<std::string>(), "Rain") << "other types are loaded as preload does";
}

TEST(polymorphic_by_name, the_model_of_the_row_is_asked)
{
    board b;
    EXPECT_EQ(b.of([](auto& q) { q.where_has_morph("commentable", "Post", [](auto& p) { p.where("score", 5); }); }), (texts{"a", "b"}));
    EXPECT_EQ(b.of([](auto& q) { q.where_has_morph("commentable", "Video").or_where("text", "e"); }), (texts{"c", "e"}));
    EXPECT_EQ(b.of([](auto& q) { q.where_doesnt_have_morph("commentable", "Post"); }), (texts{"c", "d", "e"}));
    const auto c = b.app.query("Comment").where("text", "c").first_or_fail();
    EXPECT_EQ(b.app.related(c, "commentable").first_or_fail()["name"].as<std::string>(), "Rain");
}

TEST(polymorphic_by_name, the_other_side_is_a_relation_as_any)
{
    board b;
    const auto posts = b.app.query("Post").preload("comments").preload("last").with_count("comments").order_by("id").all();
    EXPECT_EQ(each(posts[0].related("comments"), "text"), (texts{"a", "b"}));
    EXPECT_EQ(posts[0].one("last").value()["text"].as<std::string>(), "b");
    EXPECT_EQ(posts[0].count("comments"), 2);
    EXPECT_EQ(b.of([](auto& q) { q.has("comments"); }, "Video", "name"), texts{"Rain"});
    EXPECT_EQ(b.app.related(b.app.model("User").find(1).value(), "replies").count(), 2);
}

TEST(polymorphic_by_name, models_share_a_link_table)
{
    board b;
    EXPECT_NE(b.app.query("Tag").has("posts").to_sql().find("\"taggables\""), std::string::npos);
    auto q = b.app.related(b.app.model("Post").find(1).value(), "tags").where_pivot("weight", ">", 2);
    EXPECT_EQ(q.count(), 0);
    EXPECT_NE(q.to_sql().find("\"taggableType\""), std::string::npos) << q.to_sql();
    EXPECT_EQ(b.app.query("Video").preload("tags").first_or_fail().related("tags").size(), 0U);
}

TEST(one_of_many_by_name, the_first_by_a_property_is_related)
{
    board b;
    std::vector<ginnel::record> users;
    EXPECT_EQ(b.statements_of([&] { users = b.app.query("User").preload("newest").preload("best").order_by("id").all(); }), 3U);
    EXPECT_EQ(users[0].one("newest").value()["title"].as<std::string>(), "Curry");
    EXPECT_EQ(users[0].one("best").value()["title"].as<std::string>(), "Monsoon");
    EXPECT_FALSE(users[1].one("newest"));
    EXPECT_EQ(b.app.query("User").where_has("newest", [](auto& q) { q.where("title", "Monsoon"); }).count(), 0);
}

TEST(scopes_by_name, hide_and_show_rows)
{
    board b;
    const auto names = [&](const auto& say) { return b.of(say, "Video", "name"); };
    EXPECT_EQ(names([](auto&) {}), texts{"Rain"});
    EXPECT_EQ(names([](auto& q) { q.with_trashed().order_by("name"); }), (texts{"Gone", "Rain"}));
    EXPECT_EQ(names([](auto& q) { q.only_trashed(); }), texts{"Gone"});
    EXPECT_EQ(b.app.query("Video").without_scope("named").count(), 2);
    EXPECT_EQ(b.of([](auto& q) { q.where("userId", 1).scope("good").where("title", "Curry"); }, "Post", "title"), texts{"Curry"}) << "an or in a scope is wrapped";
    EXPECT_EQ(b.of([](auto& q) { q.where("score", 9).scope("good"); }, "Post", "title"), texts{});
}

TEST(scopes_by_name, a_deleted_row_hides_what_lies_behind_it_unless_asked)
{
    watched w;
    auto& country = w.app.define("Country", {{"name", types::text}});
    auto& user = w.app.define("User", {{"gone", types::timestamp}}, {.deleted_at = "gone"});
    auto& post = w.app.define("Post", {{"title", types::text}});
    country.has_many(user).has_many(post, {.through = user});
    user.has_many(post);
    w.app.boot();
    w.app.create_tables();
    country.create({{"name", "India"}});
    user.create({{"countryId", 1}, {"gone", "2024-01-01T00:00:00Z"}});
    post.create({{"title", "Monsoon"}, {"userId", 1}});
    const auto india = country.find(1).value();
    EXPECT_EQ(w.app.related(india, "posts").count(), 0);
    EXPECT_EQ(w.app.related(india, "posts").with_trashed_passed().count(), 1);
    EXPECT_EQ(w.app.query("Country").where_has("posts", [](auto& q) { q.with_trashed_passed(); }).count(), 1);
}

TEST(morphs_and_scopes_by_name, wrong_use_is_refused_before_any_statement)
{
    board b;
    const auto refused = [&](const char* code, const char* says, const std::function<void(ginnel::application&)>& work) {
        EXPECT_EQ(b.statements_of([&] {
            try {
                work(b.app);
                ADD_FAILURE() << "nothing was refused: " << says;
            } catch (const ginnel::error& e) {
                EXPECT_EQ(e.code(), code) << e.what();
                EXPECT_NE(std::string_view{e.what()}.find(says), std::string_view::npos) << e.what();
            }
        }),
                  0U);
    };
    const auto closure = [](auto&) {};
    refused("E_POLYMORPHIC_QUERY", "preload_morph(\"commentable\", \"Post\"", [&](auto& app) { app.query("Comment").preload("commentable", closure); });
    refused("E_POLYMORPHIC_QUERY", "preload_morph", [&](auto& app) { app.query("User").preload("comments.commentable.user"); });
    refused("E_POLYMORPHIC_QUERY", "where_has_morph", [&](auto& app) { app.query("Comment").has("commentable"); });
    refused("E_POLYMORPHIC_QUERY", "where_has_morph", [&](auto& app) { app.query("User").has("comments.commentable", ">", 1); });
    refused("E_POLYMORPHIC_QUERY", "where_has_morph", [&](auto& app) { app.query("Comment").order_by("commentable.title"); });
    refused("E_UNKNOWN_MODEL", "nearest: \"Video\"", [&](auto& app) { app.query("Comment").where_has_morph("commentable", "Vidoe"); });
    refused("E_UNKNOWN_COLUMN", "Post has no property \"name\"",
            [&](auto& app) { app.query("Comment").where_has_morph("commentable", "Post", [](auto& q) { q.where("name", "x"); }); });
    refused("E_RELATION_KIND", "leads to rows of User alone", [&](auto& app) { app.query("Comment").where_has_morph("user", "User"); });
    refused("E_NO_SOFT_DELETE", ".deleted_at", [&](auto& app) { app.query("Post").with_trashed(); });
    refused("E_UNKNOWN_SCOPE", "nearest: \"good\"", [&](auto& app) { app.query("Post").scope("god"); });
    refused("E_UNKNOWN_SCOPE", "nearest: \"named\"", [&](auto& app) { app.query("Video").without_scope("name"); });
}

TEST(morphs_and_scopes_by_name, mistakes_are_told_by_the_boot)
{
    watched w;
    auto& post = w.app.define("Post", {{"title", types::text}}, {.deleted_at = "gone", .scopes = {{"odd", [](auto& q) { q.where("tilte", "x"); }}, {"odd", {}}, {"trashed", {}}}});
    auto& comment = w.app.define("Comment");
    post.morph_many(comment);
    post.morph_many(comment, {.as = "picked", .latest_by = "id"});
    post.morph_to_many(comment, {.as = "linked"});
    post.has_many(comment, {.as = "newest", .latest_by = "id"});
    post.has_one(comment, {.as = "first", .latest_by = "id", .oldest_by = "id"});
    post.has_one(comment, {.as = "shown", .oldest_by = "when"});
    post.has_one(comment, {.as = "worded", .morph_name = "x"});
    comment.morph_to("subject", {"Pots", {"a", post}}, {.morph_value = "x"});
    comment.morph_to("thing", {"Pots"});
    std::string said;
    try {
        w.app.boot();
    } catch (const ginnel::error& e) {
        said = e.what();
    }
    for (const char* part : {"\"odd\" is said twice", "\"trashed\" needs another name", "no column of Post", "\"picked\": .latest_by and .oldest_by pick one row of many",
                             "write {.morph_name = \"taggable\"}", "\"newest\": .latest_by", "says both .latest_by and .oldest_by", "\"when\"",
                             "is for polymorphic relations", "{\"value\", model} among the types", "nearest: \"Post\"", "say .morph_name"})
        EXPECT_NE(said.find(part), std::string::npos) << part << " is not in\n" << said;
}

} // namespace
} // namespace run_time
