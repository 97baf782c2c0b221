#include "drafts.hpp"

#include <gtest/gtest.h>

namespace ginnel::schema {
namespace {

using namespace drafts;

TEST(PrimaryKey, IsTheColumnIdByConventionAndGenerated)
{
    models m{{with_columns("User", {"name", "id"})}};
    m.all.boot();
    const model& user = m.all.get("User");
    EXPECT_EQ(user.primary_key, &user.table.columns[1]);
    EXPECT_TRUE(user.primary_key->primary);
    EXPECT_TRUE(user.primary_key->generated);
}

TEST(PrimaryKey, OfTextIsNotGenerated)
{
    model_draft draft = with_columns("User", {});
    draft.columns = {col("id", column_type::uuid)};
    models m{{draft}};
    m.all.boot();
    EXPECT_FALSE(m.all.get("User").primary_key->generated);
}

TEST(PrimaryKey, MarkedInTheDraftKeepsItsOwnWordOnGeneration)
{
    model_draft draft = with_columns("User", {"id", "number"});
    draft.columns[1].primary = true;
    models m{{draft}};
    m.all.boot();
    EXPECT_EQ(m.all.get("User").primary_key->name, "number");
    EXPECT_FALSE(m.all.get("User").primary_key->generated);
    EXPECT_FALSE(m.all.get("User").table.columns[0].primary);
}

TEST(PrimaryKey, NamedWinsOverMarkedAndId)
{
    model_draft draft = with_columns("User", {"id", "number", "code"});
    draft.columns[1].primary = true;
    draft.primary_key = "code";
    models m{{draft}};
    m.all.boot();
    EXPECT_EQ(m.all.get("User").primary_key->name, "code");
}

TEST(PrimaryKey, IsNotNeededByAModelThatNothingJoinsOn)
{
    models m{{with_columns("Log", {"line"})}};
    m.all.boot();
    EXPECT_EQ(m.all.get("Log").primary_key, nullptr);
}

TEST(PrimaryKey, ThatIsNeededAndMissingIsNamed)
{
    EXPECT_EQ(
        refusal({with_columns("Log", {"line"}, {has_many("notes", "Note")}), with_columns("Note", {"id", "log_id"})}),
        "E_NO_PRIMARY_KEY Log.notes: has_many joins on the primary key of Log, which has none: mark one of its columns "
        "primary (log.primary_key(&Log::...) in describe), or say local_key, in describe: "
        "log.relation(&Log::notes).local_key(&Log::...)");
}

TEST(PrimaryKey, NamedWronglyIsOneMistakeHoweverManyRelationsNeedIt)
{
    model_draft draft = with_columns("User", {"id", "code"}, {has_many("posts", "Post")});
    draft.primary_key = "cod";
    EXPECT_EQ(
        refusal({draft, with_columns("Post", {"id", "user_id"}, {belongs_to("user", "User")})}),
        "E_MISSING_MODEL_ATTRIBUTE User: the primary key \"cod\" is no column of User (nearest: \"code\"): add it, or "
        "name another");
}

TEST(PrimaryKey, OfTwoColumnsIsRefused)
{
    model_draft draft = with_columns("User", {"a", "b"});
    draft.columns[0].primary = draft.columns[1].primary = true;
    EXPECT_EQ(refusal({draft}),
              "E_PRIMARY_KEY User: \"a\" and \"b\" are both marked primary, and keys are single columns: "
              "mark one, and make the pair a unique index");
}

} // namespace
} // namespace ginnel::schema
