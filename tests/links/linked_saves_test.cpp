// Saving rows that links tie to their parent, and queries of the links themselves.
#include "links/shop.hpp"

#include <gtest/gtest.h>

namespace links_shop {
namespace {

TEST(linked_saves, save_inserts_a_new_row_and_links_it_with_attributes)
{
    shop s;
    Skill baking{.name = "Baking"};
    s.db.related(s.asha, &User::skills).save(baking, {.attributes = {{"level", "novice"}}});
    EXPECT_EQ(s.sent.size(), 3U);
    EXPECT_EQ(baking.id, 4);
    EXPECT_EQ(s.skills_of(s.asha), (texts{"4 novice"}));
}

TEST(linked_saves, save_updates_a_row_that_exists_and_skips_its_link_unless_told_otherwise)
{
    shop s;
    const auto skills = s.db.related(s.asha, &User::skills);
    skills.attach({s.cooking.id});
    s.cooking.name = "Cookery";
    s.sent.clear();
    skills.save(s.cooking, {.attributes = {{"level", "expert"}}});
    EXPECT_EQ(s.sent.size(), 2U) << "the row, and a look";
    EXPECT_EQ(s.db.find_or_fail<Skill>(s.cooking.id).name, "Cookery");
    EXPECT_EQ(s.skills_of(s.asha), (texts{"1 -"}));
    skills.save(s.cooking, {.duplicates = true});
    EXPECT_EQ(s.skills_of(s.asha), (texts{"1 -", "1 -"}));
}

TEST(linked_saves, many_rows_are_saved_in_few_statements)
{
    shop s;
    std::vector<Skill> rows(150, Skill{.name = "new"});
    s.db.related(s.asha, &User::skills).save_many(rows);
    EXPECT_EQ(s.sent.size(), 4U) << "two inserts of rows, a look, an insert of links";
    EXPECT_EQ(rows.back().id, 153);
    EXPECT_EQ(s.skills_of(s.asha).size(), 150U);
}

TEST(linked_saves, each_row_may_have_attributes_of_its_own)
{
    shop s;
    const auto skills = s.db.related(s.asha, &User::skills);
    const auto made =
        skills.create_many({{.name = "a"}, {.name = "b"}}, {.each = {{{"level", "low"}}, {{"level", "high"}}}});
    EXPECT_EQ(made[1].id, 5);
    EXPECT_EQ(s.skills_of(s.asha), (texts{"4 low", "5 high"}));
    const auto said = refusal([&] { skills.create_many({{.name = "a"}, {.name = "b"}}, {.each = {{}}}); });
    EXPECT_NE(said.find("E_ATTRIBUTE_LISTS"), std::string::npos) << said;
    EXPECT_EQ(s.db.query<Skill>().count(), 5);
}

TEST(linked_saves, what_fails_leaves_neither_rows_nor_keys)
{
    shop s;
    const auto skills = s.db.related(s.asha, &User::skills);
    Skill fresh{.name = "new"};
    EXPECT_NE(refusal([&] {
                  skills.save(fresh, {.attributes = {{"levle", "x"}}});
              }).find("E_UNKNOWN_COLUMN"),
              std::string::npos);
    EXPECT_EQ(fresh.id, 0);
    Skill gone{.id = 77, .name = "gone"};
    EXPECT_NE(refusal([&] { skills.save(gone); }).find("E_ROW_NOT_FOUND"), std::string::npos);
    EXPECT_EQ(s.db.query<Skill>().count(), 3);
    EXPECT_TRUE(s.skills_of(s.asha).empty());
}

TEST(pivot_query, changes_and_removes_links_by_their_own_columns)
{
    shop s;
    const auto skills = s.db.related(s.asha, &User::skills);
    skills.attach({{s.cooking.id, {{"level", "a"}}}, {s.sailing.id, {{"level", "b"}}}, {s.chess.id}});
    s.db.related(s.ben, &User::skills).attach({{s.cooking.id, {{"level", "a"}}}});
    s.sent.clear();
    EXPECT_EQ(skills.pivot_query().where("level", "a").update({{"level", "c"}}), 1);
    EXPECT_EQ(s.sent.size(), 1U);
    EXPECT_EQ(skills.pivot_query().where("level", ">=", "b").count(), 2);
    EXPECT_EQ(skills.pivot_query().where_in("skill_id", {s.sailing.id, s.chess.id}).count(), 2);
    EXPECT_EQ(skills.pivot_query().where_null("level").remove(), 1);
    EXPECT_EQ(s.skills_of(s.asha), (texts{"1 c", "2 b"}));
    EXPECT_EQ(s.skills_of(s.ben), (texts{"1 a"}));
    EXPECT_NE(refusal([&] { skills.pivot_query().where("levle", "a"); }).find("E_UNKNOWN_COLUMN"), std::string::npos);
}

TEST(pivot_query, holds_to_what_the_relation_declares_of_its_links)
{
    shop s;
    s.db.related(s.asha, &User::skills)
        .attach({{s.cooking.id, {{"level", "novice"}}}, {s.sailing.id, {{"level", "expert"}}}});
    const auto expert = s.db.related(s.asha, &User::expert_skills);
    EXPECT_EQ(expert.pivot_query().count(), 1);
    EXPECT_EQ(expert.pivot_query().remove(), 1);
    EXPECT_EQ(s.skills_of(s.asha), (texts{"1 novice"}));
}

} // namespace
} // namespace links_shop
