#include "drafts.hpp"

#include <gtest/gtest.h>

namespace ginnel::schema {
namespace {

using namespace drafts;
using draft = relation_draft;

TEST(Registry, GivesModelsTheirTablesAtOnceAndTheirRelationsAtTheBoot)
{
    models m{{with_columns("Country", {"id"}, {has_many("users", "User")})}};
    const model& country = m.all.get("Country");
    EXPECT_EQ(country.table.name, "countries");
    EXPECT_TRUE(country.relations.empty());
    EXPECT_FALSE(m.all.booted());
    m.all.add(with_columns("User", {"id", "country_id"}));
    m.all.boot();
    EXPECT_TRUE(m.all.booted());
    EXPECT_EQ(country.relations.size(), 1U);
    EXPECT_EQ(m.all.models().size(), 2U);
}

TEST(Registry, KeepsAddressesWhileModelsAreAdded)
{
    models m{
        {with_columns("Country", {"id"}, {has_many("users", "User")}), with_columns("User", {"id", "country_id"})}};
    m.all.boot();
    const relation& users = m.at("Country", "users");
    const column* key = users.path[0].to_key;
    for (int i = 0; i < 200; ++i)
        m.all.add(with_columns("Other" + std::to_string(i), {"id", "country_id"}, {belongs_to("country", "Country")}));
    m.all.boot();
    EXPECT_EQ(&users, &m.at("Country", "users"));
    EXPECT_EQ(key, &m.all.get("User").column_named("country_id"));
}

TEST(Registry, RefusesASecondModelOfOneName)
{
    models m{{with_columns("User", {"id"})}};
    try {
        m.all.add(with_columns("User", {"id"}));
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.code(), "E_DUPLICATE_MODEL");
        EXPECT_STREQ(e.what(), "there is a model \"User\" already: rename one, or use a registry of its own");
    }
}

TEST(Boot, NamesModelAndRelationOfASingleMistake)
{
    models m{{with_columns("Country", {"id"}, {has_many("users", "Usr")}), with_columns("User", {"id"})}};
    const error e = m.refused();
    EXPECT_EQ(e.code(), "E_UNKNOWN_MODEL");
    EXPECT_EQ(e.model(), "Country");
    EXPECT_EQ(e.relation(), "users");
    EXPECT_STREQ(e.what(),
                 "Country.users: has_many names the model \"Usr\", which does not exist (nearest: \"User\"): correct "
                 "the name, or add the model before the boot");
}

TEST(Boot, ReportsAllMistakesAtOnceInTheOrderOfTheDeclarations)
{
    EXPECT_EQ(
        refusal(
            {with_columns("Country", {"id"},
                          {has_many("users", "User"), many_to_many("skills", "Skil"), has_many("id", "User"),
                           with(with(has_many("towns", "User"), &draft::foreign_key, "x1"), &draft::local_key, "y1")}),
             with_columns("User", {"id", "id"}, {belongs_to("country", "Country"), belongs_to("country", "Country")}),
             with_columns("Skill", {"id"})}),
        "E_MODELS the models have 8 mistakes:\n"
        "  Country.users: has_many needs User.country_id, which does not exist (known: \"id\", \"id\"): add it, or say "
        "foreign_key with the column of User that holds Country.id, in describe: "
              "country.relation(&Country::users).foreign_key(&User::...)\n"
        "  Country.skills: many_to_many names the model \"Skil\", which does not exist (nearest: \"Skill\"): correct "
        "the "
        "name, or add the model before the boot\n"
        "  Country.id: a column of Country has this name too: rename one\n"
        "  Country.towns: local_key \"y1\" is no column of Country (known: \"id\"): add the column, or name another\n"
        "  Country.towns: foreign_key \"x1\" is no column of User (known: \"id\", \"id\"): add the column, or name "
        "another\n"
        "  User: two columns are named \"id\": rename one\n"
        "  User.country: belongs_to needs User.country_id, which does not exist (known: \"id\", \"id\"): add it, or "
        "say "
        "foreign_key with the column of User that holds Country.id, in describe: "
              "user.relation(&User::country).foreign_key(&User::...)\n"
        "  User.country: two relations of User have this name: rename one");
}

TEST(Boot, RefusesTwoPropertiesInOneColumn)
{
    EXPECT_EQ(
        refusal({with_columns("User", {"id", "a:x", "b:x"})}),
        "E_DUPLICATE_COLUMN User: \"b\" and another property are both stored in the column \"x\": give one of them "
        "another column name");
}

TEST(Boot, RefusesARelationWithoutATarget)
{
    EXPECT_EQ(refusal({with_columns("User", {"id"}, {has_many("posts", "")})}),
              "E_RELATION_DECLARATION User.posts: has_many leads nowhere: name its target model");
}

TEST(Boot, BootsTheModelsThatLeadToNoMistake)
{
    models m{{with_columns("Lone", {"id"}), with_columns("Wrong", {"id"}, {has_many("things", "Nothing")}),
              with_columns("Beside", {"id", "wrong_id"}, {belongs_to("wrong", "Wrong")}),
              with_columns("Pair", {"id", "lone_id"}, {belongs_to("lone", "Lone")})}};
    m.refused();
    EXPECT_EQ(m.path("Pair", "lone"), "pairs.lone_id = lones.id");
    EXPECT_TRUE(m.all.get("Wrong").relations.empty());
    EXPECT_TRUE(m.all.get("Beside").relations.empty()) << "it leads to a model that is not booted";
    EXPECT_FALSE(m.all.booted());
}

TEST(Boot, ReportsAgainUntilTheMistakeIsMended)
{
    models m{{with_columns("User", {"id"}, {has_many("posts", "Post"), many_to_many("skills", "Skill")}),
              with_columns("Skill", {"id"}, {many_to_many("users", "User")})}};
    EXPECT_EQ(m.refused().code(), "E_UNKNOWN_MODEL");
    EXPECT_EQ(m.refused().code(), "E_UNKNOWN_MODEL");
    m.all.add(with_columns("Post", {"id", "user_id"}));
    m.all.boot();
    EXPECT_EQ(m.path("User", "posts"), "users.id = posts.user_id");
    EXPECT_EQ(m.at("User", "skills").owned_table, m.at("Skill", "users").owned_table);
    m.all.boot();
}

} // namespace
} // namespace ginnel::schema
