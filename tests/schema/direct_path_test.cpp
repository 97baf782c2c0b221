#include "drafts.hpp"

#include <gtest/gtest.h>

namespace ginnel::schema {
namespace {

using namespace drafts;
using draft = relation_draft;

TEST(BelongsTo, TakesTheKeyNamedAfterTheRelation)
{
    EXPECT_EQ(booted_path({with_columns("User", {"id"}),
                           with_columns("Post", {"id", "author_id", "user_id"}, {belongs_to("author", "User")})},
                          "Post", "author"),
              "posts.author_id = users.id");
}

TEST(BelongsTo, TakesTheKeyNamedAfterTheModelOtherwise)
{
    EXPECT_EQ(booted_path({with_columns("User", {"id"}),
                           with_columns("Post", {"id", "user_id"}, {belongs_to("author", "User")})},
                          "Post", "author"),
              "posts.user_id = users.id");
}

TEST(BelongsTo, NamesBothColumnsThatWouldDo)
{
    EXPECT_EQ(
        refusal({with_columns("User", {"id"}), with_columns("Post", {"id", "title"}, {belongs_to("author", "User")})}),
        "E_MISSING_MODEL_ATTRIBUTE Post.author: belongs_to needs Post.author_id or Post.user_id, and neither exists "
        "(known: \"id\", \"title\"): add one of them, or say foreign_key with the column of Post that holds User.id"
        ", in describe: post.relation(&Post::author).foreign_key(&Post::...)");
}

TEST(BelongsTo, SaysOneNameOnceAndSpellsTheDeclaration)
{
    EXPECT_EQ(
        refusal({with_columns("User", {"id"}),
                 with_columns("Post", {"id", "userid"},
                              {with(belongs_to("user", "User"), &draft::declared_as, "belongs_to<User> user")})}),
        "E_MISSING_MODEL_ATTRIBUTE Post.user: belongs_to<User> user needs Post.user_id, which does not exist (nearest: "
        "\"userid\"): add it, or say foreign_key with the column of Post that holds User.id"
        ", in describe: post.relation(&Post::user).foreign_key(&Post::...)");
}

TEST(BelongsTo, InCamelStyleTakesTheKeyNamedAfterTheModelAlone)
{
    EXPECT_EQ(booted_path({with_columns("PostCategory", {"id"}),
                           with_columns("Post", {"id", "groupId", "postCategoryId:post_category_id"},
                                        {belongs_to("group", "PostCategory")}, key_style::camel)},
                          "Post", "group"),
              "posts.post_category_id = post_categories.id");
}

TEST(BelongsTo, TakesTheKeysThatAreSaid)
{
    EXPECT_EQ(booted_path({with_columns("User", {"id", "code"}),
                           with_columns("Post", {"id", "user_id", "writer"},
                                        {with(with(belongs_to("user", "User"), &draft::foreign_key, "writer"),
                                              &draft::local_key, "code")})},
                          "Post", "user"),
              "posts.writer = users.code");
}

TEST(BelongsTo, NamesItsDefaultAfterTheLocalKeyThatIsSaid)
{
    const auto models = [](key_style style, std::string foreign) {
        return std::vector{with_columns("User", {"id", "iso_code"}),
                           with_columns("Post", {"id", foreign},
                                        {with(belongs_to("user", "User"), &draft::local_key, "iso_code")}, style)};
    };
    EXPECT_EQ(booted_path(models(key_style::snake, "user_iso_code"), "Post", "user"),
              "posts.user_iso_code = users.iso_code");
    // Lucid names it after the primary key, whatever is joined.
    EXPECT_EQ(booted_path(models(key_style::camel, "userId"), "Post", "user"), "posts.userId = users.iso_code");
}

TEST(BelongsTo, ToItsOwnModelWorksByTheRelationsName)
{
    EXPECT_EQ(booted_path({with_columns("Category", {"id", "parent_id"}, {belongs_to("parent", "Category")})},
                          "Category", "parent"),
              "categories.parent_id = categories.id");
    EXPECT_EQ(
        refusal({with_columns("Category", {"id", "category_id"}, {belongs_to("parent", "Category")})}),
        "E_SELF_RELATION Category.parent: belongs_to relates Category to itself, so its key does not follow from the "
        "models' names: say foreign_key with the column of Category that holds Category.id"
        ", in describe: category.relation(&Category::parent).foreign_key(&Category::...)");
}

TEST(HasMany, TakesTheKeyNamedAfterTheSource)
{
    models m{{with_columns("Country", {"id"}, {has_many("users", "User"), has_one("ruler", "User")}),
              with_columns("User", {"id", "country_id"})}};
    m.all.boot();
    EXPECT_EQ(m.path("Country", "users"), "countries.id = users.country_id");
    EXPECT_EQ(m.path("Country", "ruler"), "countries.id = users.country_id");
    const relation& users = m.at("Country", "users");
    EXPECT_EQ(users.source->name, "Country");
    EXPECT_EQ(users.target->name, "User");
    EXPECT_EQ(users.path[0].to_model, users.target);
    EXPECT_EQ(users.through, nullptr);
    EXPECT_EQ(users.link_table(), nullptr);
    EXPECT_TRUE(users.link_columns.empty());
    EXPECT_EQ(m.at("Country", "ruler").index, 1U);
}

TEST(HasMany, InCamelStyleTakesTheProperty)
{
    EXPECT_EQ(booted_path({with_columns("Country", {"id"}, {has_many("users", "User")}, key_style::camel),
                           with_columns("User", {"id", "countryId:country_id"})},
                          "Country", "users"),
              "countries.id = users.country_id");
}

TEST(HasMany, TakesTheKeysThatAreSaid)
{
    EXPECT_EQ(booted_path({with_columns("Country", {"id", "iso"},
                                        {with(with(has_many("users", "User"), &draft::foreign_key, "home"),
                                              &draft::local_key, "iso")}),
                           with_columns("User", {"id", "home"})},
                          "Country", "users"),
              "countries.iso = users.home");
}

TEST(HasMany, NamesTheMissingKeyAndWhatWouldMendIt)
{
    EXPECT_EQ(refusal({with_columns("Country", {"id"}, {has_many("users", "User")}),
                       with_columns("User", {"id", "county_id"})}),
              "E_MISSING_MODEL_ATTRIBUTE Country.users: has_many needs User.country_id, which does not exist (nearest: "
              "\"county_id\"): add it, or say foreign_key with the column of User that holds Country.id"
        ", in describe: country.relation(&Country::users).foreign_key(&User::...)");
    EXPECT_EQ(refusal({with_columns("Country", {"id"}, {has_many("users", "User")}, key_style::camel),
                       with_columns("User", {"id", "country"})}),
              "E_MISSING_MODEL_ATTRIBUTE Country.users: hasMany needs User.countryId, which does not exist (nearest: "
              "\"country\"): add it, or say foreignKey with the column of User that holds Country.id");
}

TEST(HasMany, OfItsOwnModelNeedsItsKeySaid)
{
    EXPECT_EQ(
        refusal({with_columns("User", {"id", "user_id"}, {has_many("reports", "User")})}),
        "E_SELF_RELATION User.reports: has_many relates User to itself, so its key does not follow from the models' "
        "names: say foreign_key with the column of User that holds User.id"
        ", in describe: user.relation(&User::reports).foreign_key(&User::...)");
    EXPECT_EQ(booted_path({with_columns("User", {"id", "boss_id"},
                                        {with(has_many("reports", "User"), &draft::foreign_key, "boss_id")})},
                          "User", "reports"),
              "users.id = users.boss_id");
}

TEST(HasMany, OfItsOwnModelInCamelStyleFollowsLucid)
{
    EXPECT_EQ(booted_path({with_columns("User", {"id", "userId"},
                                        {has_many("reports", "User"), belongs_to("boss", "User")}, key_style::camel)},
                          "User", "reports"),
              "users.id = users.userId");
}

TEST(SaidKeys, ThatDoNotExistAreRefusedWithWhatToWrite)
{
    EXPECT_EQ(
        refusal({with_columns("Country", {"id"}, {with(has_many("users", "User"), &draft::foreign_key, "home_idd")}),
                 with_columns("User", {"id", "home_id"})}),
        "E_MISSING_MODEL_ATTRIBUTE Country.users: foreign_key \"home_idd\" is no column of User (nearest: "
        "\"home_id\"): "
        "write foreign_key \"home_id\", or add the column");
    EXPECT_EQ(
        refusal({with_columns("Country", {"id"}, {with(has_many("users", "User"), &draft::local_key, "zzzzz")}),
                 with_columns("User", {"id", "country_id"})}),
        "E_MISSING_MODEL_ATTRIBUTE Country.users: local_key \"zzzzz\" is no column of Country (known: \"id\"): add the "
        "column, or name another");
}

TEST(SaidKeys, AreProperties)
{
    EXPECT_EQ(
        refusal({with_columns("Country", {"id"}, {with(has_many("users", "User"), &draft::foreign_key, "country_id")},
                              key_style::camel),
                 with_columns("User", {"id", "countryId:country_id"})}),
        "E_MISSING_MODEL_ATTRIBUTE Country.users: foreignKey \"country_id\" is the column of the property "
        "\"countryId\" "
        "of User: write foreignKey \"countryId\"");
}

TEST(Keys, OfDifferentTypesAreRefused)
{
    model_draft user = with_columns("User", {"id"});
    user.columns.push_back(col("country_id", column_type::text));
    EXPECT_EQ(
        refusal({with_columns("Country", {"id"}, {has_many("users", "User")}), user}),
        "E_KEY_TYPES Country.users: Country.id is int64 and User.country_id is text, which cannot be joined: give both "
        "one type");
}

TEST(Keys, OfDifferentIntegerWidthsAreJoined)
{
    model_draft user = with_columns("User", {"id"});
    user.columns.push_back(col("country_id", column_type::int32));
    EXPECT_EQ(booted_path({with_columns("Country", {"id"}, {has_many("users", "User")}), user}, "Country", "users"),
              "countries.id = users.country_id");
}

TEST(Relation, IsSerialisedUnderItsNameUnlessSaid)
{
    models m{
        {with_columns("Country", {"id"},
                      {has_many("users", "User"), with(has_many("secret", "User"), &draft::serialize_as, std::string{}),
                       with(has_many("people", "User"), &draft::serialize_as, std::string{"folk"})}),
         with_columns("User", {"id", "country_id"})}};
    m.all.boot();
    EXPECT_EQ(m.at("Country", "users").serialize_as, "users");
    EXPECT_EQ(m.at("Country", "secret").serialize_as, "");
    EXPECT_EQ(m.at("Country", "people").serialize_as, "folk");
}

} // namespace
} // namespace ginnel::schema
