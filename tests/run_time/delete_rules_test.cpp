#include "run_time/clinic.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

// on_delete rules of models that are defined in code.

namespace run_time {
namespace {

namespace types = ginnel::types;
using ginnel::on_delete;

/// A shelf restricts its novels; a novel takes its chapters along, sets its reviews free, and drops its genres; a
/// chapter, by keys that no foreign key can say, takes its notes along, sets its marks free, and is kept by its seals.
struct library : watched {
    library()
    {
        auto& shelf = app.define("Shelf");
        auto& novel = app.define("Novel", {{"title", types::text}});
        auto& chapter = app.define("Chapter");
        auto& review = app.define("Review");
        auto& note = app.define("Note");
        auto& mark = app.define("Mark");
        auto& seal = app.define("Seal");
        auto& label = app.define("Label");
        app.define("Genre").many_to_many("Novel");
        app.define("Reader");
        app.define("Loan").belongs_to(novel).belongs_to("Reader");
        shelf.has_many(novel);
        novel.belongs_to(shelf, {.on_delete = on_delete::restrict});
        novel.has_many(chapter, {.on_delete = on_delete::cascade});
        novel.has_many(review, {.on_delete = on_delete::set_null});
        novel.many_to_many("Genre", {.on_delete = on_delete::detach});
        novel.has_many("Reader", {.through = "Loan", .on_delete = on_delete::detach});
        note.morph_to("notable", {chapter});
        mark.morph_to("markable", {chapter});
        seal.morph_to("sealable", {chapter});
        chapter.morph_many(note, {.on_delete = on_delete::cascade});
        chapter.morph_many(mark, {.on_delete = on_delete::set_null});
        chapter.morph_one(seal, {.on_delete = on_delete::restrict});
        chapter.morph_to_many(label, {.morph_name = "labelable", .on_delete = on_delete::detach});
        app.boot();
        app.create_tables();
        app.model("Shelf").create({});
        for (int i = 0; i < 2; ++i) {
            const auto one = novel.create({{"title", "Emma"}, {"shelfId", 1}});
            one.related("reviews").create({});
            one.related("genres").create({});
            one.related("readers").create({});
            const auto part = one.related("chapters").create({});
            part.related("notes").create({});
            part.related("marks").create({});
            part.related("labels").create({});
        }
    }
    std::int64_t count(std::string_view model) const { return app.query(model).count(); }
    ginnel::record novel(std::int64_t id) const { return app.query("Novel").find_or_fail(id); }
    /// What stands below one novel that is gone, beside another that is not.
    void expect_one_left() const
    {
        EXPECT_EQ(count("Novel"), 1);
        EXPECT_EQ(count("Chapter"), 1);
        EXPECT_EQ(count("Note"), 1);
        EXPECT_EQ(count("Loan"), 1);
        EXPECT_EQ(count("Review"), 2);
        EXPECT_EQ(app.query("Review").where_null("novelId").count(), 1);
        EXPECT_EQ(app.query("Mark").where_null("markableId").where_null("markableType").count(), 1);
        EXPECT_EQ(count("Genre") + count("Reader") + count("Label"), 6) << "links go, not what they lead to";
        EXPECT_EQ(app.query("Chapter").has("labels").count(), 1);
        for (const auto& found : app.check().findings)
            EXPECT_NE(found.kind, ginnel::finding_kind::orphans) << found.sentence;
    }
};

std::string refusal(const std::function<void()>& work)
{
    try {
        work();
    } catch (const ginnel::error& e) {
        return std::string{e.code()} + ": " + e.what();
    }
    return {};
}

TEST(records_deleted, by_destroy_keep_the_rules_also_below_what_the_database_deletes)
{
    library l;
    auto one = l.novel(1);
    EXPECT_EQ(l.statements_of([&] { EXPECT_TRUE(one.destroy()); }), 6U)
        << "chapters; notes, marks, seals, labels; the delete";
    l.expect_one_left();
}

TEST(records_deleted, in_each_other_way_keep_them_too)
{
    using way = std::function<void(library&)>;
    const std::vector<way> ways{
        [](library& l) { l.app.model("Novel").destroy_by_id(1); },
        [](library& l) { l.app.model("Novel").destroy_all([](auto& q) { q.where("id", 1); }); },
        [](library& l) { l.app.query("Shelf").first_or_fail().related("novels").destroy_by_id(1); },
        [](library& l) {
            l.app.query("Novel").find_or_fail(2).update_attributes({{"shelfId", nullptr}});
            l.app.query("Shelf").first_or_fail().related("novels").destroy_all();
        },
        [](library& l) { l.app.query("Genre").first_or_fail().related("novels").destroy_by_id(1); },
    };
    for (std::size_t i = 0; i < ways.size(); ++i) {
        SCOPED_TRACE(i);
        library l;
        ways[i](l);
        l.expect_one_left();
    }
}

TEST(records_deleted, are_refused_where_a_rule_restricts)
{
    library l;
    l.novel(1).related("chapters").find().front().related("seal").create({});
    auto one = l.novel(1);
    const auto said = refusal([&] { one.destroy(); });
    EXPECT_NE(said.find("E_ON_DELETE_RESTRICT: a Chapter was not deleted"), std::string::npos) << said;
    EXPECT_TRUE(one.stored());
    EXPECT_NE(refusal([&] { l.app.model("Novel").destroy_all(); }).find("E_ON_DELETE_RESTRICT"), std::string::npos);
    EXPECT_EQ(l.count("Note"), 2) << "nothing was written";
    try {
        l.app.model("Shelf").destroy_by_id(1);
        FAIL() << "nothing was thrown";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.kind(), ginnel::error_kind::foreign_key);
    }
    EXPECT_EQ(l.count("Shelf"), 1);
}

/// What boot says of models whose relations are added by a closure to A and B.
std::string boot_says(const std::function<void(ginnel::record_model& a, ginnel::record_model& b)>& relate)
{
    ginnel::application app{"sqlite::memory:"};
    auto& a = app.define("A");
    auto& b = app.define("B", {{"aId", types::int64, {.required = true}}});
    relate(a, b);
    return refusal([&] { app.boot(); });
}

TEST(delete_rules_in_code, that_a_relation_cannot_have_are_told_by_boot)
{
    const auto null = boot_says([](auto& a, auto& b) { a.has_many(b, {.on_delete = on_delete::set_null}); });
    EXPECT_NE(null.find("\"aId\" to null"), std::string::npos) << null;
    EXPECT_NE(null.find("a property that is not .required"), std::string::npos) << null;
    const auto up = boot_says([](auto& a, auto& b) { b.belongs_to(a, {.on_delete = on_delete::set_null}); });
    EXPECT_NE(up.find("\"aId\" to null"), std::string::npos) << up;
    const auto links = boot_says([](auto& a, auto& b) { a.has_many(b, {.on_delete = on_delete::detach}); });
    EXPECT_NE(links.find("has no links"), std::string::npos) << links;
    const auto far = boot_says([](auto& a, auto& b) {
        b.belongs_to(a).has_many("B", {.as = "same", .foreign_key = "bId"});
        a.has_many(b, {.as = "bs"}).has_many(b, {.via = {"bs", "same"}, .as = "far", .on_delete = on_delete::cascade});
    });
    EXPECT_NE(far.find("owns no rows"), std::string::npos) << far;
    const auto several = boot_says([](auto& a, auto& b) { b.morph_to("of", {a}, {.on_delete = on_delete::cascade}); });
    EXPECT_NE(several.find("leads to rows of several models"), std::string::npos) << several;
}

TEST(delete_rules_in_code, that_contradict_each_other_are_told_by_boot)
{
    const auto said = boot_says([](auto& a, auto& b) {
        b.belongs_to(a, {.on_delete = on_delete::restrict});
        a.has_many(b, {.on_delete = on_delete::cascade});
    });
    EXPECT_NE(said.find("says restrict of rows of which A.bs says cascade"), std::string::npos) << said;
    EXPECT_EQ(boot_says([](auto& a, auto& b) {
                  b.belongs_to(a, {.on_delete = on_delete::cascade});
                  a.has_many(b, {.on_delete = on_delete::cascade});
              }),
              "");
}

TEST(delete_rules_in_code, of_a_belongs_to_with_polymorphic_rows_below_want_the_relation_back)
{
    const auto pair = [](bool back) {
        ginnel::application app{"sqlite::memory:"};
        auto& user = app.define("User");
        auto& post = app.define("Post").belongs_to(user, {.on_delete = on_delete::cascade});
        auto& note = app.define("Note").morph_to("notable", {post});
        post.morph_many(note, {.on_delete = on_delete::cascade});
        if (back)
            user.has_many(post);
        return refusal([&] {
            app.boot();
            app.create_tables();
            user.create({});
            post.create({{"userId", 1}}).related("notes").create({});
            user.destroy_by_id(1);
            if (app.query("Note").count() + app.query("Post").count() > 0)
                throw std::runtime_error{"a row stayed behind"};
        });
    };
    const auto said = pair(false);
    EXPECT_NE(said.find("these rows would stay behind when a User is deleted, since User has no relation to Post: give "
                        "it one, as user.has_many(\"Post\")"),
              std::string::npos)
        << said;
    EXPECT_EQ(pair(true), "");
}

} // namespace
} // namespace run_time
