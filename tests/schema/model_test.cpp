#include "drafts.hpp"

#include <gtest/gtest.h>

namespace ginnel::schema {
namespace {

using namespace drafts;

template <class Call>
std::string thrown(Call call)
{
    try {
        call();
    } catch (const error& e) {
        return std::string{e.code()} + " " + e.what();
    }
    return "nothing";
}

struct Model : testing::Test {
    models m{{with_columns("User", {"id", "name", "countryId:country_id", "country_id:odd"},
                           {belongs_to("boss", "User")}, key_style::camel)}};
    const model& user = m.all.get("User");
};

TEST_F(Model, AColumnIsFoundByItsPropertyFirstAndThenByItsColumnName)
{
    EXPECT_EQ(user.table.find("countryId")->index, 2);
    EXPECT_EQ(user.table.find("country_id")->index, 3);
    EXPECT_EQ(user.table.find("odd")->index, 3);
    EXPECT_EQ(user.table.find("none"), nullptr);
    EXPECT_EQ(user.column_named("odd").name, "country_id");
}

TEST_F(Model, AnUnknownColumnIsRefusedWithTheNearestNames)
{
    EXPECT_EQ(thrown([&] { user.column_named("nmae"); }),
              "E_UNKNOWN_COLUMN User has no column \"nmae\" (nearest: \"name\")");
}

TEST_F(Model, AnUnknownRelationIsRefusedWithTheNearestNames)
{
    models two{{with_columns("User", {"id"}, {has_many("posts", "Post")}), with_columns("Post", {"id", "user_id"})}};
    two.all.boot();
    EXPECT_EQ(thrown([&] { two.all.get("User").relation_named("post"); }),
              "E_UNDEFINED_RELATIONSHIP User has no relation \"post\" (nearest: \"posts\")");
    EXPECT_EQ(thrown([&] { two.all.get("User").relation_named("id"); }),
              "E_UNDEFINED_RELATIONSHIP User has no relation \"id\": that is a column");
    EXPECT_EQ(
        thrown([&] { two.all.get("User").column_named("posts"); }),
        "E_UNKNOWN_COLUMN User has no column \"posts\": that is a relation; name a column of the model it leads to "
        "by a path, or preload it");
    EXPECT_EQ(two.all.get("User").find_relation("post"), nullptr);
}

TEST_F(Model, AnUnknownModelIsRefusedWithTheNearestNames)
{
    EXPECT_EQ(thrown([&] { m.all.get("Usr"); }), "E_UNKNOWN_MODEL there is no model \"Usr\" (nearest: \"User\")");
    EXPECT_EQ(m.all.find("Usr"), nullptr);
}

TEST_F(Model, MembersAreFoundByTheirOffset)
{
    static const field_ops ops{};
    static const slot_ops slot{};
    model_draft draft =
        with_columns("Post", {"id", "post_id"}, {with(has_many("posts", "Post"), &relation_draft::slot, &slot)});
    draft.relations[0].foreign_key = "post_id";
    draft.relations[0].offset = 16;
    draft.columns[0].field = draft.columns[1].field = &ops;
    draft.columns[1].offset = 8;
    models typed{{draft}};
    typed.all.boot();
    const model& post = typed.all.get("Post");
    EXPECT_EQ(post.column_at(0)->name, "id");
    EXPECT_EQ(post.column_at(8)->name, "post_id");
    EXPECT_EQ(post.column_at(16), nullptr);
    EXPECT_EQ(post.relation_at(16)->name, "posts");
    EXPECT_EQ(post.relation_at(8), nullptr);
    EXPECT_EQ(user.column_at(0), nullptr) << "a record's columns have no members";
}

} // namespace
} // namespace ginnel::schema
