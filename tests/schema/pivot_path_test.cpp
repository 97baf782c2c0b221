#include "drafts.hpp"

#include <gtest/gtest.h>

namespace ginnel::schema {
namespace {

using namespace drafts;
using draft = relation_draft;

std::string columns_of(const table& t)
{
    std::string text;
    for (const column& c : t.columns)
        text +=
            (text.empty() ? "" : ", ") + c.name + " " + std::string{name_of(c.type)} + (c.nullable ? "" : " not null");
    return text;
}

draft with_columns_on_pivot(draft d, std::vector<link_column> columns)
{
    return with(std::move(d), &draft::pivot_columns, std::move(columns));
}

TEST(ManyToMany, JoinsOverAPivotTableNamedAfterBothModels)
{
    models m{{with_columns("User", {"id"}, {many_to_many("skills", "Skill")}), with_columns("Skill", {"id"})}};
    m.all.boot();
    const relation& skills = m.at("User", "skills");
    EXPECT_EQ(path_of(skills), "users.id = skill_user.user_id, skill_user.skill_id = skills.id");
    EXPECT_EQ(aliases_of(skills), "pivot_user_id, pivot_skill_id");
    ASSERT_NE(skills.owned_table, nullptr);
    EXPECT_EQ(skills.link_table(), skills.owned_table.get());
    EXPECT_EQ(columns_of(*skills.owned_table), "user_id int64 not null, skill_id int64 not null");
    EXPECT_EQ(skills.path[0].to_model, nullptr);
    EXPECT_EQ(skills.path[1].to_model, skills.target);
    EXPECT_EQ(skills.through, nullptr);
    EXPECT_TRUE(skills.link_columns[0]->indexed);
    EXPECT_EQ(skills.link_columns[1]->index, 1);
}

TEST(ManyToMany, HasSnakeCasePivotKeysInCamelStyleToo)
{
    EXPECT_EQ(booted_path({with_columns("PostCategory", {"id"}, {many_to_many("posts", "BlogPost")}, key_style::camel),
                           with_columns("BlogPost", {"id"})},
                          "PostCategory", "posts"),
              "post_categories.id = blog_post_post_category.post_category_id, blog_post_post_category.blog_post_id = "
              "blog_posts.id");
}

TEST(ManyToMany, LooksUpEachKeyOnItsOwnModel)
{
    model_draft skill = with_columns("Skill", {});
    skill.columns = {col("code", column_type::uuid)};
    skill.primary_key = "code";
    models m{{with_columns("User", {"id"}, {many_to_many("skills", "Skill")}), skill}};
    m.all.boot();
    EXPECT_EQ(m.path("User", "skills"), "users.id = skill_user.user_id, skill_user.skill_code = skills.code");
    EXPECT_EQ(columns_of(*m.at("User", "skills").owned_table), "user_id int64 not null, skill_code uuid not null");
}

TEST(ManyToMany, TakesWhatIsSaid)
{
    draft skills = many_to_many("skills", "Skill");
    skills.local_key = "number";
    skills.related_key = "code";
    skills.pivot_table = "can";
    skills.pivot_foreign_key = "who";
    skills.pivot_related_foreign_key = "what";
    skills.pivot_columns = {{"proficiency"}, {"level", column_type::int32, false}};
    skills.pivot_created_at = "made";
    skills.pivot_updated_at = "changed";
    models m{{with_columns("User", {"id", "number"}, {skills}), with_columns("Skill", {"id", "code"})}};
    m.all.boot();
    const relation& made = m.at("User", "skills");
    EXPECT_EQ(path_of(made), "users.number = can.who, can.what = skills.code");
    EXPECT_EQ(
        columns_of(*made.owned_table),
        "who int64 not null, what int64 not null, proficiency text, level int32 not null, made timestamp, changed "
        "timestamp");
    EXPECT_EQ(aliases_of(made), "pivot_who, pivot_what, pivot_proficiency, pivot_level, pivot_made, pivot_changed");
    EXPECT_EQ(made.created_at->name, "made");
    EXPECT_EQ(made.updated_at->name, "changed");
}

TEST(ManyToMany, SharesOnePivotWithAllColumnsBetweenRelations)
{
    models m{
        {with_columns("User", {"id"},
                      {with_columns_on_pivot(many_to_many("skills", "Skill"), {{"proficiency"}}),
                       with_columns_on_pivot(many_to_many("old_skills", "Skill"), {{"until", column_type::date}})}),
         with_columns("Skill", {"id"}, {with(many_to_many("users", "User"), &draft::pivot_created_at, "created_at")})}};
    m.all.boot();
    const relation& skills = m.at("User", "skills");
    EXPECT_EQ(skills.owned_table, m.at("User", "old_skills").owned_table);
    EXPECT_EQ(skills.owned_table, m.at("Skill", "users").owned_table);
    EXPECT_EQ(columns_of(*skills.owned_table),
              "user_id int64 not null, skill_id int64 not null, proficiency text, until date, created_at timestamp");
    EXPECT_EQ(aliases_of(skills), "pivot_user_id, pivot_skill_id, pivot_proficiency");
    EXPECT_EQ(m.path("Skill", "users"), "skills.id = skill_user.skill_id, skill_user.user_id = users.id");
    EXPECT_EQ(skills.link_columns[2], skills.owned_table->find("proficiency"));
}

TEST(ManyToMany, RefusesTwoTypesForOnePivotColumn)
{
    EXPECT_EQ(
        refusal(
            {with_columns("User", {"id"}, {with_columns_on_pivot(many_to_many("skills", "Skill"), {{"level"}})}),
             with_columns("Skill", {"id"},
                          {with_columns_on_pivot(many_to_many("users", "User"), {{"level", column_type::int64}})})}),
        "E_LINK_TABLE Skill.users: the link table \"skill_user\" has \"level\" as int64 here and as text in "
        "User.skills: "
        "declare one type");
}

TEST(ManyToMany, TakesTheWiderOfTwoIntegersAndTheLaxerOfTwoNullabilities)
{
    models m{
        {with_columns("User", {"id"},
                      {with_columns_on_pivot(many_to_many("skills", "Skill"), {{"level", column_type::int64, true}})}),
         with_columns("Skill", {"id"},
                      {with_columns_on_pivot(many_to_many("users", "User"), {{"level", column_type::int16, false}})})}};
    m.all.boot();
    EXPECT_EQ(columns_of(*m.at("User", "skills").owned_table),
              "user_id int64 not null, skill_id int64 not null, level int64");
}

TEST(ManyToMany, UsesThePivotsModelIfThereIsOne)
{
    draft skills = with_columns_on_pivot(many_to_many("skills", "Skill"), {{"level"}});
    skills.pivot_table = "abilities";
    models m{{with_columns("User", {"id"}, {skills}), with_columns("Skill", {"id"}),
              with_columns("Ability", {"id", "userId:user_id", "skillId:skill_id", "level:lvl"})}};
    m.all.boot();
    const relation& made = m.at("User", "skills");
    EXPECT_EQ(path_of(made), "users.id = abilities.user_id, abilities.skill_id = skills.id");
    EXPECT_EQ(aliases_of(made), "pivot_user_id, pivot_skill_id, pivot_lvl");
    EXPECT_EQ(made.owned_table, nullptr);
    EXPECT_EQ(made.through, m.all.find("Ability"));
    EXPECT_EQ(made.link_table(), &m.all.get("Ability").table);
}

TEST(ManyToMany, FindsCamelCasePropertiesOfThePivotsModel)
{
    EXPECT_EQ(booted_path({with_columns("User", {"id"},
                                        {with(many_to_many("skills", "Skill"), &draft::pivot_table, "Ability")}),
                           with_columns("Skill", {"id"}),
                           [] {
                               model_draft ability = with_columns("Ability", {"id", "userId", "skillId"});
                               ability.table = "Ability";
                               return ability;
                           }()},
                          "User", "skills"),
              "users.id = Ability.userId, Ability.skillId = skills.id");
}

TEST(ManyToMany, RefusesAPivotModelThatLacksAKey)
{
    const auto models = [](draft skills) {
        skills.pivot_table = "abilities";
        return std::vector{with_columns("User", {"id"}, {skills}), with_columns("Skill", {"id"}),
                           with_columns("Ability", {"id", "skill_id"})};
    };
    EXPECT_EQ(refusal(models(many_to_many("skills", "Skill"))),
              "E_MISSING_MODEL_ATTRIBUTE User.skills: many_to_many needs Ability.user_id, which does not exist (known: "
              "\"id\", "
              "\"skill_id\"): add it, or say pivot_foreign_key with the column of Ability that holds User.id"
        ", in describe: user.relation(&User::skills).pivot_foreign_key(\"...\")");
    EXPECT_EQ(refusal(models(with(many_to_many("skills", "Skill"), &draft::pivot_foreign_key, "owner"))),
              "E_MISSING_MODEL_ATTRIBUTE User.skills: pivot_foreign_key \"owner\" is no column of Ability, whose table "
              "\"abilities\" is the pivot (known: \"id\", \"skill_id\"): add it to Ability, or correct the name");
}

TEST(ManyToMany, RefusesAPivotModelThatLacksADeclaredColumn)
{
    draft skills = with_columns_on_pivot(many_to_many("skills", "Skill"), {{"levle"}});
    skills.pivot_table = "abilities";
    EXPECT_EQ(refusal({with_columns("User", {"id"}, {skills}), with_columns("Skill", {"id"}),
                       with_columns("Ability", {"user_id", "skill_id", "level"})}),
              "E_MISSING_MODEL_ATTRIBUTE User.skills: the pivot column \"levle\" is no column of Ability, whose table "
              "\"abilities\" is the pivot (nearest: \"level\"): add it to Ability, or correct the name");
}

TEST(ManyToMany, RefusesAPivotModelWithKeysOfAnotherType)
{
    model_draft ability = with_columns("Ability", {"skill_id"});
    ability.table = "skill_user";
    ability.columns.push_back(col("user_id", column_type::text));
    EXPECT_EQ(
        refusal(
            {with_columns("User", {"id"}, {many_to_many("skills", "Skill")}), with_columns("Skill", {"id"}), ability}),
        "E_KEY_TYPES User.skills: User.id is int64 and Ability.user_id is text, which cannot be joined: give both one "
        "type");
}

TEST(ManyToMany, BetweenOneModelNeedsItsKeysSaid)
{
    EXPECT_EQ(
        refusal({with_columns("User", {"id"}, {many_to_many("friends", "User")})}),
        "E_SELF_RELATION User.friends: many_to_many relates User to itself, so its keys do not follow from the models' "
        "names: say pivot_foreign_key with the column of \"user_user\" that holds this User's id, and "
        "pivot_related_foreign_key with the column of \"user_user\" that holds the related one's id"
        ", in describe: user.relation(&User::friends).pivot_foreign_key(\"...\").pivot_related_foreign_key(\"...\")");
    draft friends = many_to_many("friends", "User");
    friends.pivot_foreign_key = "user_id";
    friends.pivot_related_foreign_key = "friend_id";
    EXPECT_EQ(booted_path({with_columns("User", {"id"}, {friends})}, "User", "friends"),
              "users.id = user_user.user_id, user_user.friend_id = users.id");
    friends.pivot_related_foreign_key = "user_id";
    EXPECT_EQ(refusal({with_columns("User", {"id"}, {friends})}),
              "E_RELATION_DECLARATION User.friends: many_to_many has \"user_id\" for both keys of the pivot table "
              "\"user_user\": say pivot_foreign_key and pivot_related_foreign_key with two columns");
}

TEST(ManyToMany, BetweenOneModelInCamelStyleFollowsLucid)
{
    models m{{with_columns("User", {"id"}, {many_to_many("friends", "User")}, key_style::camel)}};
    m.all.boot();
    EXPECT_EQ(m.path("User", "friends"), "users.id = user_user.user_id, user_user.user_id = users.id");
    EXPECT_EQ(aliases_of(m.at("User", "friends")), "pivot_user_id");
    EXPECT_EQ(columns_of(*m.at("User", "friends").owned_table), "user_id int64 not null");
}

TEST(LinkTable, BootedEarlierIsSharedButTakesNoFurtherColumns)
{
    models m{{with_columns("User", {"id"}, {with_columns_on_pivot(many_to_many("skills", "Skill"), {{"level"}})}),
              with_columns("Skill", {"id"})}};
    m.all.boot();
    draft users = with_columns_on_pivot(many_to_many("users", "User"), {{"level"}});
    users.pivot_table = "skill_user";
    users.pivot_foreign_key = "skill_id";
    m.all.add(with_columns("Ability", {"id"}, {users}));
    m.all.boot();
    EXPECT_EQ(m.at("Ability", "users").owned_table, m.at("User", "skills").owned_table);

    users.pivot_columns = {{"since", column_type::date}};
    m.all.add(with_columns("Craft", {"id"}, {users}));
    EXPECT_STREQ(m.refused().what(),
                 "Craft.users: the link table \"skill_user\" was booted without the column \"since\": add "
                 "all models that declare this table before the first boot");
}

TEST(LinkRow, AddsItsFieldsToAPivotThatIsNoModel)
{
    static const field_ops text{column_type::text, true, nullptr, nullptr};
    draft skills = many_to_many("skills", "Skill");
    skills.link_fields = {{"proficiency", &text, 8}};
    models m{{with_columns("User", {"id"}, {skills}), with_columns("Skill", {"id"})}};
    m.all.boot();
    const relation& made = m.at("User", "skills");
    EXPECT_EQ(columns_of(*made.owned_table), "user_id int64 not null, skill_id int64 not null, proficiency text");
    ASSERT_EQ(made.link_row_columns.size(), 1U);
    EXPECT_EQ(made.link_row_columns[0], made.owned_table->find("proficiency"));
    EXPECT_EQ(made.link_row_fields[0], &text);
    EXPECT_EQ(made.link_row_offsets[0], 8U);
    EXPECT_EQ(aliases_of(made), "pivot_user_id, pivot_skill_id");
}

TEST(LinkRow, OfAPivotModelMustNameItsColumns)
{
    static const field_ops text{column_type::text, true, nullptr, nullptr};
    draft skills = many_to_many("skills", "Skill");
    skills.pivot_table = "abilities";
    skills.link_fields = {{"levle", &text, 0}, {"level", &text, 0}};
    EXPECT_EQ(refusal({with_columns("User", {"id"}, {skills}), with_columns("Skill", {"id"}),
                       with_columns("Ability", {"user_id", "skill_id", "level"})}),
              "E_MODELS the models have 2 mistakes:\n"
              "  User.skills: the link row's field \"levle\" is no column of Ability (nearest: \"level\"): add it to "
              "Ability, "
              "or take it out of the link row\n"
              "  User.skills: the link row's field \"level\" is text and Ability.level is int64: give both one type");
}

TEST(LinkRow, OfAThroughRelationIsTheThroughModelsRow)
{
    static const field_ops number{column_type::int64, false, nullptr, nullptr};
    draft patients = through("patients", "Patient", {"Appointment"});
    patients.link_fields = {{"id", &number, 0}, {"patient_id", &number, 8}};
    models m{{with_columns("Physician", {"id"}, {patients}), with_columns("Patient", {"id"}),
              with_columns("Appointment", {"id", "physician_id", "patient_id"})}};
    m.all.boot();
    const relation& made = m.at("Physician", "patients");
    ASSERT_EQ(made.link_row_columns.size(), 2U);
    EXPECT_EQ(made.link_row_columns[1], &m.all.get("Appointment").column_named("patient_id"));
}

} // namespace
} // namespace ginnel::schema
