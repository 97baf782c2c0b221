// Every kind of relation that the schema has, defined in code; and that both doors say the same of one database.
#include "clinic.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace run_time {

namespace blog {

struct User;
struct Post;
struct Skill;

struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<User> users{};
    ginnel::has_many_through<Post, User> posts{};

    static void describe(ginnel::model<Country>& country);
};
struct User {
    std::int64_t id{};
    std::optional<std::int64_t> countryId{};
    std::string name{};
    ginnel::belongs_to<Country> country{};
    ginnel::has_many<Post> posts{};
    ginnel::many_to_many<Skill> skills{};

    static void describe(ginnel::model<User>& user);
};
struct Post {
    std::int64_t id{};
    std::int64_t userId{};
    std::string title{};
    double score{};

    static void describe(ginnel::model<Post>& post);
};
struct Skill {
    std::int64_t id{};
    std::string name{};

    static void describe(ginnel::model<Skill>& skill);
};

void Country::describe(ginnel::model<Country>& country)
{
    country.table("Country");
    country.relation(&Country::users).foreign_key(&User::countryId);
    country.relation(&Country::posts).foreign_key(&User::countryId).through_foreign_key(&Post::userId);
}
void User::describe(ginnel::model<User>& user)
{
    user.table("User");
    user.relation(&User::country).foreign_key(&User::countryId);
    user.relation(&User::posts).foreign_key(&Post::userId);
    user.relation(&User::skills).pivot_table("SkillUser").pivot_foreign_key("userId").pivot_related_foreign_key("skillId");
}
void Post::describe(ginnel::model<Post>& post)
{
    post.table("Post");
}
void Skill::describe(ginnel::model<Skill>& skill)
{
    skill.table("Skill");
}

} // namespace blog

namespace {

namespace types = ginnel::types;

void define_blog(ginnel::application& app)
{
    auto& country = app.define("Country", {{"id", types::id}, {"name", types::text}});
    auto& user = app.define("User", {{"id", types::id}, {"countryId", types::int64}, {"name", types::text}});
    auto& post = app.define("Post", {{"id", types::id}, {"userId", types::int64}, {"title", types::text}, {"score", types::real}});
    auto& skill = app.define("Skill", {{"id", types::id}, {"name", types::text}});
    country.has_many(user).has_many(post, {.through = user});
    user.belongs_to(country).has_many(post).many_to_many(skill);
    post.belongs_to(user);
    post.has_one(country, {.via = {"user", "country"}});
    post.has_many(user, {.via = {"user", "country", "users"}, .as = "compatriots"});
    country.has_many(skill, {.via = {"users", "skills"}});
    country.has_one(post, {.through = user, .as = "best", .scope = [](auto& q) { q.where("score", ">", 3).order_by("score", ginnel::desc); }});
    user.has_one(post, {.as = "draft", .foreign_key = "userId", .scope = [](auto& q) { q.where_null("score"); }});
    skill.many_to_many(user, {.foreign_key = "skillId", .key_through = "userId"});
}

void fill(ginnel::application& app)
{
    app.model("Country").create_many({{{"name", "India"}}, {{"name", "Chile"}}});
    app.model("User").create_many({{{"name", "Asha"}, {"countryId", 1}}, {{"name", "Binod"}, {"countryId", 1}}, {{"name", "Carla"}, {"countryId", 2}}, {{"name", "Dee"}}});
    app.model("Post").create_many({{{"userId", 1}, {"title", "Monsoon"}, {"score", 4.5}},
                                   {{"userId", 1}, {"title", "Curry"}, {"score", 3}},
                                   {{"userId", 3}, {"title", "Andes"}, {"score", 5}}});
    app.model("Skill").create_many({{{"name", "Cooking"}}, {{"name", "Sailing"}}});
}

TEST(relations_in_code, each_kind_leads_where_its_path_does)
{
    watched w;
    define_blog(w.app);
    w.app.boot();
    w.app.create_tables();
    fill(w.app);
    const auto countries = w.app.query("Country").preload("posts").preload("best").preload("users.draft").order_by("id").all();
    EXPECT_EQ(each(countries[0].related("posts"), "title"), (texts{"Monsoon", "Curry"}));
    EXPECT_EQ(countries[0].one("best").value()["title"].as<std::string>(), "Monsoon");
    EXPECT_FALSE(countries[0].related("users")[0].one("draft"));
    const auto post = w.app.query("Post").preload("country").preload("compatriots").first_or_fail();
    EXPECT_EQ(post.one("country").value()["name"].as<std::string>(), "India");
    EXPECT_EQ(each(post.related("compatriots"), "name"), (texts{"Asha", "Binod"}));
    EXPECT_EQ(w.app.query("Country").has("skills").count(), 0);
    EXPECT_EQ(w.app.query("User").doesnt_have("country").pluck<std::string>("name"), texts{"Dee"});
}

TEST(relations_in_code, through_several_models_keys_follow_from_names)
{
    watched w;
    auto& planet = w.app.define("Planet", {{"name", types::text}});
    w.app.define("Country").belongs_to("Planet");
    w.app.define("User").belongs_to("Country");
    w.app.define("Post", {{"title", types::text}}).belongs_to("User");
    planet.has_many("Post", {.through = {"Country", "User"}});
    w.app.boot();
    w.app.create_tables();
    planet.create({{"name", "Earth"}});
    w.app.model("Country").create({{"planetId", 1}});
    w.app.model("User").create({{"countryId", 1}});
    w.app.model("Post").create({{"userId", 1}, {"title", "Far"}});
    EXPECT_EQ(each(w.app.query("Planet").preload("posts").first_or_fail().related("posts"), "title"), texts{"Far"});
}

TEST(relations_in_code, link_tables_hold_what_is_declared)
{
    watched w;
    auto& user = w.app.define("User", {{"name", types::text}});
    w.app.define("Skill", {{"name", types::text}});
    user.many_to_many("Skill", {.pivot_table = "talents", .pivot_columns = {{"level", types::int32}}});
    w.app.boot();
    w.app.create_tables();
    user.create({{"name", "Asha"}});
    auto q = w.app.related(user.find(1).value(), "skills").where_pivot("level", ">", 2);
    EXPECT_EQ(q.count(), 0);
    EXPECT_NE(q.to_sql().find("\"talents\""), std::string::npos);
    try {
        q.where_pivot("level", "high");
        FAIL() << "a text is no level";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.code(), "E_VALUE_TYPE");
    }
    EXPECT_THROW(q.where_pivot("levle", 1), ginnel::error);
}

TEST(relations_in_code, both_doors_write_one_tree_alike)
{
    std::filesystem::remove("both_doors.db");
    ginnel::application app{"sqlite:both_doors.db"};
    define_blog(app);
    app.boot();
    app.create_tables();
    fill(app);
    ginnel::database db{"sqlite:both_doors.db"};
    const auto india = db.query<blog::User>().first_or_fail();
    db.related(india, &blog::User::skills).attach({2, 1});

    const auto typed = db.query<blog::Country>()
                           .where(&blog::Country::name, "like", "%i%")
                           .where_has(&blog::Country::posts, [](auto& q) { q.where(&blog::Post::score, ">", 3); })
                           .preload(&blog::Country::users, [](auto& q) { q.order_by(&blog::User::name, ginnel::desc); })
                           .preload(&blog::Country::users, &blog::User::skills)
                           .preload(&blog::Country::posts, [](auto& q) { q.group_limit(1).group_order_by(&blog::Post::score, ginnel::desc); })
                           .order_by(&blog::Country::name)
                           .all();
    const auto named = app.query("Country")
                           .where("name", "like", "%i%")
                           .where_has("posts", [](auto& q) { q.where("score", ">", 3); })
                           .preload("users", [](auto& q) { q.order_by("name", ginnel::desc); })
                           .preload("users.skills")
                           .preload("posts", [](auto& q) { q.group_limit(1).group_order_by("score", ginnel::desc); })
                           .order_by("name")
                           .all();
    EXPECT_EQ(ginnel::to_json(typed), ginnel::to_json(named));
    EXPECT_EQ(named.size(), 2U);
    EXPECT_NE(ginnel::to_json(named).find("Sailing"), std::string::npos);
}

} // namespace
} // namespace run_time
