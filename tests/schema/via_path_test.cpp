#include "drafts.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace ginnel::schema {
namespace {

using namespace drafts;
using draft = relation_draft;

std::vector<model_draft> blog(std::vector<relation_draft> of_country)
{
    of_country.push_back(has_many("users", "User"));
    return {
        with_columns("Country", {"id"}, std::move(of_country)),
        with_columns("User", {"id", "country_id"},
                     {belongs_to("country", "Country"), has_many("posts", "Post"), many_to_many("skills", "Skill")}),
        with_columns("Post", {"id", "user_id"},
                     {belongs_to("user", "User"), via("country", "Country", {"user", "country"})}),
        with_columns("Skill", {"id"}, {many_to_many("users", "User"), via("posts", "Post", {"users", "posts"})})};
}

TEST(Via, PassesRelationsByTheirNames)
{
    models m{blog({via("posts", "Post", {"users", "posts"})})};
    m.all.boot();
    const relation& posts = m.at("Country", "posts");
    EXPECT_EQ(path_of(posts), "countries.id = users.country_id, users.id = posts.user_id");
    EXPECT_EQ(aliases_of(posts), "through_country_id");
    EXPECT_EQ(posts.through->name, "User");
}

TEST(Via, KeepsRelationsWithConditionsForTheEngine)
{
    class condition final : public query_hook {
        void apply(engine::query&, bool) const override {}
    };
    auto drafts = blog({via("posts", "Post", {"users", "posts"})});
    drafts[1].relations[1].on_query = std::make_shared<const condition>();
    models m{std::move(drafts)};
    m.all.boot();
    const relation& posts = m.at("Country", "posts");
    ASSERT_EQ(posts.passed.size(), 1U);
    EXPECT_EQ(posts.passed[0].passed, &m.at("User", "posts"));
    EXPECT_EQ(posts.passed[0].first, 1U);
}

TEST(Via, PassesManyToMany)
{
    models m{blog({via("skills", "Skill", {"users", "skills"})})};
    m.all.boot();
    EXPECT_EQ(m.path("Country", "skills"),
              "countries.id = users.country_id, users.id = skill_user.user_id, skill_user.skill_id = skills.id");
    const relation& posts = m.at("Skill", "posts");
    EXPECT_EQ(path_of(posts),
              "skills.id = skill_user.skill_id, skill_user.user_id = users.id, users.id = posts.user_id");
    EXPECT_EQ(aliases_of(posts), "through_skill_id");
    EXPECT_EQ(posts.through->name, "User");
    EXPECT_EQ(posts.path[0].to, m.at("Skill", "users").owned_table.get());
}

TEST(Via, PassesBelongsTo)
{
    models m{blog({})};
    m.all.boot();
    EXPECT_EQ(m.path("Post", "country"), "posts.user_id = users.id, users.country_id = countries.id");
    EXPECT_EQ(aliases_of(m.at("Post", "country")), "through_id");
}

TEST(Via, PassesOtherThroughRelationsDeclaredLater)
{
    models m{blog({via("skilled_posts", "Post", {"skills", "posts"}), via("skills", "Skill", {"users", "skills"})})};
    m.all.boot();
    EXPECT_EQ(m.path("Country", "skilled_posts"),
              "countries.id = users.country_id, users.id = skill_user.user_id, skill_user.skill_id = skills.id, "
              "skills.id = skill_user.skill_id, skill_user.user_id = users.id, users.id = posts.user_id");
}

TEST(Via, PassesRelationsOfOneModelToItself)
{
    draft reports = with(has_many("reports", "User"), &draft::foreign_key, "boss_id");
    EXPECT_EQ(booted_path({with_columns("User", {"id", "boss_id"},
                                        {reports, via("grand_reports", "User", {"reports", "reports"})})},
                          "User", "grand_reports"),
              "users.id = users.boss_id, users.id = users.boss_id");
}

TEST(Via, PassesRelationsThatWereBootedEarlier)
{
    models m{blog({})};
    m.all.boot();
    m.all.add(with_columns("Planet", {"id", "country_id"},
                           {belongs_to("country", "Country"), via("people", "User", {"country", "users"})}));
    m.all.boot();
    EXPECT_EQ(m.path("Planet", "people"), "planets.country_id = countries.id, countries.id = users.country_id");
}

TEST(Via, FindsItsTarget)
{
    models m{blog({via("posts", "", {"users", "posts"})})};
    m.all.boot();
    EXPECT_EQ(m.at("Country", "posts").target, m.all.find("Post"));
}

TEST(Via, RefusesAnotherTarget)
{
    EXPECT_EQ(
        refusal(blog({via("posts", "Skill", {"users", "posts"})})),
        "E_RELATION_DECLARATION Country.posts: has_many_through leads to Skill, but the relations of its via lead to "
        "Post: correct one of the two");
}

TEST(Via, RefusesThroughModelsThatItDoesNotMeet)
{
    draft posts = with(via("posts", "Post", {"users", "posts"}), &draft::through, std::vector<std::string>{"User"});
    models m{blog({posts})};
    m.all.boot();
    posts.through = {"Skill"};
    EXPECT_EQ(refusal(blog({posts})),
              "E_RELATION_DECLARATION Country.posts: has_many_through says it passes Skill, but the "
              "relations of its via do not: correct one of the two");
}

TEST(Via, RefusesKeysOfItsOwn)
{
    EXPECT_EQ(refusal(blog({with(via("posts", "Post", {"users", "posts"}), &draft::foreign_key, "country_id")})),
              "E_RELATION_DECLARATION Country.posts: has_many_through says keys beside via: the relations it passes "
              "have their "
              "own; leave the keys out");
}

TEST(Via, NamesAnUnknownRelation)
{
    EXPECT_EQ(refusal(blog({via("posts", "Post", {"users", "post"})})),
              "E_UNDEFINED_RELATIONSHIP Country.posts: via names \"post\", which is no relation of User (nearest: "
              "\"posts\"): "
              "correct the name, or declare the relation");
}

TEST(Via, RefusesACircleOnce)
{
    EXPECT_EQ(
        refusal({with_columns("A", {"id", "b_id"}, {belongs_to("b", "B"), via("x", "B", {"b", "y", "b"})}),
                 with_columns("B", {"id", "a_id"}, {belongs_to("a", "A"), via("y", "A", {"a", "x", "a"})})}),
        "E_RELATION_CYCLE A.x: has_many_through passes itself (A.x -> B.y -> A.x): take one of these out of a via");
    EXPECT_EQ(refusal({with_columns("A", {"id"}, {via("x", "A", {"x"})})}),
              "E_RELATION_CYCLE A.x: has_many_through passes itself (A.x -> A.x): take one of these out of a via");
}

TEST(Via, DoesNotRepeatTheMistakeOfWhatItPasses)
{
    EXPECT_EQ(
        refusal({with_columns("Country", {"id"}, {has_many("users", "User"), via("posts", "Post", {"users", "posts"})}),
                 with_columns("User", {"id"}, {has_many("posts", "Post")}), with_columns("Post", {"id", "user_id"})}),
        "E_MISSING_MODEL_ATTRIBUTE Country.users: has_many needs User.country_id, which does not exist (known: "
        "\"id\"): "
        "add it, or say foreign_key with the column of User that holds Country.id"
        ", in describe: country.relation(&Country::users).foreign_key(&User::...)");
}

} // namespace
} // namespace ginnel::schema
