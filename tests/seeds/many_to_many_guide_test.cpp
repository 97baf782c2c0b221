// guides/model-relations/many-to-many: each block of the guide, named after its heading and numbered where a heading
// has several; the blocks that are missing here stand in pending.md. Headings without a block have a test where they
// promise something.
#include "seeds/watched_database.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace seeds::many_to_many {

using ginnel::model_of;

struct Skill;

struct User {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<Skill> skills{};
};

struct Skill {
    std::int64_t id{};
    std::string name{};
    ginnel::extras extras{};
};

std::vector<ginnel::value> keys(const ids& list)
{
    return {list.begin(), list.end()};
}

/// Users 1 and 2, skills 1 to 5, no links.
template <typename Someone>
struct people : watched_database {
    people()
    {
        create_tables<Someone, Skill>();
        create_many<Someone>({{.id = 1, .name = "Asha"}, {.id = 2, .name = "Ben"}});
        create_many<Skill>({{.id = 1, .name = "Programming"},
                            {.id = 2, .name = "Cooking"},
                            {.id = 3, .name = "Sailing"},
                            {.id = 4, .name = "Chess"},
                            {.id = 5, .name = "Singing"}});
    }
};
using plain = people<User>;

/// What the pivot table holds, read past the library.
list links(const watched_database& db)
{
    return db.rows("select user_id, skill_id from skill_user order by user_id, skill_id");
}

namespace key_in_skills {
struct Skill;
struct User {
    std::int64_t id{};
    ginnel::has_many<Skill> skills{};
};
struct Skill {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string name{};
};
} // namespace key_in_skills

// "When to use a many to many relationship?": with the user's key in the skills, each user needs a skill of their own;
// with a pivot table one row serves both, and the skills know no user.
TEST(many_to_many_guide, when_to_use_a_many_to_many_relationship)
{
    watched_database before;
    before.create_tables<key_in_skills::User, key_in_skills::Skill>();
    EXPECT_EQ(before.rows("select name from pragma_table_info('skills')"), (list{"id", "user_id", "name"}));
    for (const std::int64_t id : {1, 2})
        before.related(before.create(key_in_skills::User{.id = id}), &key_in_skills::User::skills)
            .create({.name = "Programming"});
    EXPECT_EQ(before.rows("select name, count(*) from skills group by name"), list{"Programming|2"});

    plain db;
    EXPECT_EQ(db.rows("select name from pragma_table_info('skills')"), (list{"id", "name"}));
    EXPECT_EQ(db.rows("select name from pragma_table_info('skill_user') order by name"), (list{"skill_id", "user_id"}));
    for (const auto& user : db.query<User>().all())
        db.related(user, &User::skills).attach({1});
    EXPECT_EQ(links(db), (list{"1|1", "2|1"}));
    EXPECT_EQ(db.rows("select count(*) from skills where name = 'Programming'"), list{"1"});
}

// "Relationship models", block 1: two models are enough, the pivot needs none.
TEST(many_to_many_guide, relationship_models_1)
{
    plain db;
    EXPECT_EQ(db.relation(&User::skills).type(), "manyToMany");
    EXPECT_EQ(db.relation(&User::skills).related_model().name(), "Skill");
    const auto asha = db.find_or_fail<User>(1);
    db.related(asha, &User::skills).attach({2, 3});
    EXPECT_EQ(each(db.related(asha, &User::skills).query().order_by(&Skill::id).all(), &Skill::name),
              (list{"Cooking", "Sailing"}));
}

// "Relationship models", block 2: the related model has its own properties, and no foreign key.
TEST(many_to_many_guide, relationship_models_2)
{
    const plain db;
    EXPECT_EQ(model_of<Skill>().columns(), (std::vector<std::string_view>{"id", "name"}));
    EXPECT_EQ(model_of<Skill>().primary_key(), "id");
    EXPECT_TRUE(model_of<Skill>().relations().empty());
}

namespace keys_said {
struct User {
    std::int64_t id{};
    ginnel::many_to_many<Skill> skills{};
    static void describe(ginnel::model<User>& user)
    {
        user.relation(&User::skills)
            .local_key(&User::id)
            .pivot_foreign_key("user_id")
            .related_key(&Skill::id)
            .pivot_related_foreign_key("skill_id");
    }
};
} // namespace keys_said

namespace other_keys {
struct Skill;
struct User {
    std::int64_t id{};
    std::string email{};
    ginnel::many_to_many<Skill> skills{};
    static void describe(ginnel::model<User>&);
};
struct Skill {
    std::int64_t id{};
    std::int64_t number{};
    ginnel::extras extras{};
};
void User::describe(ginnel::model<User>& user)
{
    user.column(&User::email).unique();
    user.relation(&User::skills)
        .local_key(&User::email)
        .pivot_foreign_key("owner")
        .related_key(&Skill::number)
        .pivot_related_foreign_key("skill_number");
}
} // namespace other_keys

// "relatedForeignKey", its block: all four keys said. With those of the conventions the relation is the same; others
// are followed.
TEST(many_to_many_guide, related_foreign_key)
{
    plain db;
    for (const auto& relation : {model_of<User>().relation("skills"), model_of<keys_said::User>().relation("skills")}) {
        EXPECT_EQ(relation.local_key(), "id");
        EXPECT_EQ(relation.related_key(), "id");
        EXPECT_EQ(relation.pivot_table(), "skill_user");
        EXPECT_EQ(relation.pivot_foreign_key(), "user_id");
        EXPECT_EQ(relation.pivot_related_foreign_key(), "skill_id");
    }
    const keys_said::User asha{.id = 1};
    db.related(asha, &keys_said::User::skills).attach({4});
    EXPECT_EQ(links(db), list{"1|4"});

    watched_database other;
    other.create_tables<other_keys::User, other_keys::Skill>();
    const auto user = other.create(other_keys::User{.email = "a@example.org"});
    other.create_many<other_keys::Skill>({{.id = 1, .number = 70}, {.id = 2, .number = 80}});
    other.related(user, &other_keys::User::skills).attach({80});
    EXPECT_EQ(other.rows("select owner, skill_number from skill_user"), list{"a@example.org|80"});
    const auto found = other.query<other_keys::User>().preload(&other_keys::User::skills).first_or_fail();
    ASSERT_EQ(each(found.skills, &other_keys::Skill::id), (ids{2}));
    EXPECT_EQ(found.skills[0].extras.get<std::string>("pivot_owner"), "a@example.org");
    EXPECT_EQ(found.skills[0].extras.get<std::int64_t>("pivot_skill_number"), 80);
}

namespace custom {
struct User {
    std::int64_t id{};
    ginnel::many_to_many<Skill> skills{};
    static void describe(ginnel::model<User>& user) { user.relation(&User::skills).pivot_table("user_skills"); }
};
} // namespace custom

// "Custom pivot table": both names, snake_case and sorted, unless another is said.
TEST(many_to_many_guide, custom_pivot_table)
{
    EXPECT_EQ(model_of<User>().relation("skills").pivot_table(), "skill_user");
    EXPECT_EQ(model_of<custom::User>().relation("skills").pivot_table(), "user_skills");

    watched_database db;
    db.create_tables<custom::User, Skill>();
    const auto skill = db.related(db.create(custom::User{.id = 7}), &custom::User::skills).create({.name = "Cooking"});
    EXPECT_EQ(db.rows("select user_id, skill_id from user_skills"), list{"7|" + std::to_string(skill.id)});
}

// "Preloading relationship", block 1: the pivot's keys arrive in extras under prefixed names, not in the model and not
// in JSON.
TEST(many_to_many_guide, preloading_relationship_1)
{
    plain db;
    db.related(db.find_or_fail<User>(1), &User::skills).attach({2, 3});
    std::optional<User> user;
    const auto sent = db.statements_of([&] { user = db.query<User>().preload(&User::skills).first(); });
    EXPECT_EQ(sent.size(), 2U);
    ASSERT_TRUE(user);
    ASSERT_EQ(user->skills.size(), 2U);
    for (const Skill& skill : user->skills) {
        EXPECT_EQ(skill.extras.get<std::int64_t>("pivot_user_id"), user->id);
        EXPECT_EQ(skill.extras.get<std::int64_t>("pivot_skill_id"), skill.id);
    }
    EXPECT_EQ(ginnel::to_json(user->skills.front()), R"({"id":2,"name":"Cooking"})");
}

// Block 2: what of extras is to be in JSON, a computed value of the target reads there.
namespace with_computed {
struct Skill;
struct User {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<Skill> skills{};
    static void describe(ginnel::model<User>& user);
};
struct Skill {
    std::int64_t id{};
    std::string name{};
    ginnel::extras extras{};
    static void describe(ginnel::model<Skill>& skill)
    {
        skill.computed("proficiency", [](const Skill& s) -> std::optional<std::string> {
            if (!s.extras.has("pivot_proficiency"))
                return std::nullopt;
            return s.extras.get<std::string>("pivot_proficiency");
        });
    }
};
void User::describe(ginnel::model<User>& user)
{
    user.relation(&User::skills).pivot_column<std::string>("proficiency");
}
} // namespace with_computed

TEST(many_to_many_guide, preloading_relationship_2)
{
    using with_computed::Skill, with_computed::User;
    watched_database db;
    db.create_tables<User, Skill>();
    const User asha = db.create(User{.name = "Asha"});
    const Skill cooking = db.create(Skill{.name = "Cooking"});
    db.related(asha, &User::skills).attach({{cooking.id, {{"proficiency", "master"}}}});
    std::optional<User> user;
    EXPECT_EQ(db.statements_of([&] { user = db.query<User>().preload(&User::skills).first(); }).size(), 2U);
    ASSERT_TRUE(user);
    EXPECT_EQ(ginnel::to_json(*user),
              R"({"id":1,"name":"Asha","skills":[{"id":1,"name":"Cooking","proficiency":"master"}]})");
    EXPECT_EQ(ginnel::to_json(cooking), R"({"id":1,"name":"Cooking","proficiency":null})");
}

// The pivot has a column that this relation does not select by itself: the relation from the other side declares it.
namespace both_sides {
struct Skill;
struct User {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<Skill> skills{};
};
struct Skill {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<User> users{};
    ginnel::extras extras{};
    static void describe(ginnel::model<Skill>& skill)
    {
        skill.relation(&Skill::users).pivot_column<std::string>("proficiency");
    }
};
} // namespace both_sides

// "pivotColumns", block 1: a further column of the pivot, in one query.
TEST(many_to_many_guide, pivot_columns_1)
{
    using both_sides::Skill, both_sides::User;
    watched_database db;
    db.create_tables<User, Skill>();
    const auto asha = db.create(User{.name = "Asha"});
    const auto cooking = db.create(Skill{.name = "Cooking"});
    db.related(asha, &User::skills).attach({{cooking.id, {{"proficiency", "expert"}}}});

    std::optional<User> user;
    const auto sent = db.statements_of([&] {
        user =
            db.query<User>().preload(&User::skills, [](auto& query) { query.pivot_columns({"proficiency"}); }).first();
    });
    EXPECT_EQ(sent.size(), 2U);
    ASSERT_TRUE(user);
    ASSERT_EQ(user->skills.size(), 1U);
    for (const Skill& skill : user->skills)
        EXPECT_EQ(skill.extras.get<std::string>("pivot_proficiency"), "expert");

    user = db.query<User>().preload(&User::skills).first();
    EXPECT_FALSE(user->skills.at(0).extras.has("pivot_proficiency")) << "by default only the foreign keys";
}

namespace graded {
struct User {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<Skill> skills{};
    static void describe(ginnel::model<User>& user)
    {
        user.relation(&User::skills).pivot_column<std::string>("proficiency");
    }
};
} // namespace graded

/// User 1 cooks as an expert, sails as a novice and sings as nobody knows how; user 2 cooks as a novice.
struct grades : people<graded::User> {
    grades()
    {
        related(find_or_fail<graded::User>(1), &graded::User::skills)
            .attach({{2, {{"proficiency", "expert"}}}, {3, {{"proficiency", "novice"}}}, {5}});
        related(find_or_fail<graded::User>(2), &graded::User::skills).attach({{2, {{"proficiency", "novice"}}}});
    }
    /// The skills of the first user under a condition, by preload; both users are found whatever the condition is.
    template <typename F>
    ids preloaded(F closure)
    {
        const auto users =
            query<graded::User>().preload(&graded::User::skills, closure).order_by(&graded::User::id).all();
        EXPECT_EQ(users.size(), 2U);
        return each(users.at(0).skills, &Skill::id);
    }
};

// "pivotColumns", block 2: on the declaration, and then always selected.
TEST(many_to_many_guide, pivot_columns_2)
{
    using graded::User;
    grades db;
    const auto user = db.query<User>()
                          .preload(&User::skills, [](auto& skills) { skills.order_by(&Skill::id); })
                          .order_by(&User::id)
                          .first_or_fail();
    EXPECT_EQ(user.skills.at(0).extras.get<std::string>("pivot_proficiency"), "expert");
    EXPECT_EQ(user.skills.at(1).extras.get<std::string>("pivot_proficiency"), "novice");
    EXPECT_EQ(user.skills.at(2).extras.get<std::optional<std::string>>("pivot_proficiency"), std::nullopt);
    const auto related = db.related(user, &User::skills).query().find(3);
    ASSERT_TRUE(related);
    EXPECT_EQ(related->extras.get<std::string>("pivot_proficiency"), "novice");
}

// "wherePivot": a condition on the pivot, in a preload; the users found stay the same.
TEST(many_to_many_guide, where_pivot)
{
    using graded::User;
    grades db;
    std::optional<User> user;
    const auto sent = db.statements_of([&] {
        user = db.query<User>()
                   .preload(&User::skills, [](auto& query) { query.where_pivot("proficiency", "expert"); })
                   .first();
    });
    EXPECT_EQ(sent.size(), 2U);
    ASSERT_TRUE(user);
    EXPECT_EQ(each(user->skills, &Skill::id), (ids{2}));
    EXPECT_EQ(db.preloaded([](auto& skills) { skills.where_pivot("proficiency", "nobody"); }), ids{});
    EXPECT_EQ(each(db.related(*user, &User::skills).query().where_pivot("proficiency", "novice").all(), &Skill::id),
              (ids{3}));
    EXPECT_THROW(db.preloaded([](auto& skills) { skills.where_pivot("profisiency", "expert"); }), ginnel::error);
}

// "whereNotPivot": a null is neither equal nor unequal.
TEST(many_to_many_guide, where_not_pivot)
{
    grades db;
    EXPECT_EQ(db.preloaded([](auto& skills) { skills.where_not_pivot("proficiency", "expert"); }), (ids{3}));
}

TEST(many_to_many_guide, where_in_pivot)
{
    grades db;
    EXPECT_EQ(db.preloaded([](auto& skills) { skills.where_in_pivot("proficiency", {"expert", "master"}); }), (ids{2}));
    EXPECT_EQ(db.preloaded([](auto& skills) {
        skills.where_in_pivot("proficiency", list{"expert", "novice"}).order_by(&Skill::id);
    }),
              (ids{2, 3}));
}

TEST(many_to_many_guide, where_not_in_pivot)
{
    grades db;
    EXPECT_EQ(db.preloaded([](auto& skills) {
        skills.where_not_in_pivot("proficiency", {"expert", "master"});
    }),
              (ids{3}));
    EXPECT_EQ(db.preloaded([](auto& skills) { skills.where_not_in_pivot("proficiency", list{}).order_by(&Skill::id); }),
              (ids{2, 3, 5}));
}

// "save/saveMany", block 1: the row and its link; once more, the row that is there is no second one, nor is its link.
TEST(many_to_many_guide, save_save_many_1)
{
    plain db;
    const auto user = db.find<User>(1);
    ASSERT_TRUE(user);
    Skill skill;
    skill.name = "Programming";
    auto sent = db.statements_of([&] { db.related(*user, &User::skills).save(skill); });
    EXPECT_EQ(sent.size(), 3U) << "the row, a look, the link";
    EXPECT_EQ(skill.id, 6);
    EXPECT_EQ(links(db), list{"1|6"});

    std::vector<Skill> skills{skill};
    db.related(*user, &User::skills).save_many(skills);
    EXPECT_EQ(links(db), list{"1|6"});
    EXPECT_EQ(db.rows("select name from skills where id > 5"), list{"Programming"});
}

// "save/saveMany", block 2: a second link of the same pair, where that is asked for.
TEST(many_to_many_guide, save_save_many_2)
{
    plain db;
    const auto user = db.find_or_fail<User>(1);
    auto skill = db.find_or_fail<Skill>(2);
    db.related(user, &User::skills).save(skill);
    EXPECT_EQ(links(db), list{"1|2"});
    db.related(user, &User::skills).save(skill, {.duplicates = true});
    EXPECT_EQ(links(db), (list{"1|2", "1|2"}));
}

// "create/createMany", block 1: the row and its link.
TEST(many_to_many_guide, create_create_many_1)
{
    plain db;
    const auto user = db.find<User>(1);
    ASSERT_TRUE(user);
    Skill skill;
    auto sent = db.statements_of([&] { skill = db.related(*user, &User::skills).create({.name = "Programming"}); });
    EXPECT_EQ(sent.size(), 3U);
    EXPECT_EQ(skill.id, 6);
    EXPECT_EQ(links(db), list{"1|6"});

    std::vector<Skill> skills;
    sent = db.statements_of([&] {
        skills = db.related(*user, &User::skills).create_many({{.name = "Programming"}, {.name = "Cooking"}});
    });
    EXPECT_EQ(sent.size(), 3U) << "however many rows";
    EXPECT_EQ(each(skills, &Skill::id), (ids{7, 8}));
    EXPECT_EQ(links(db), (list{"1|6", "1|7", "1|8"}));
    EXPECT_EQ(db.rows("select name from skills where id > 5"), (list{"Programming", "Programming", "Cooking"}));
}

// "create/createMany", block 2: a link that was there before its row is left alone, or made again where that is asked
// for.
TEST(many_to_many_guide, create_create_many_2)
{
    plain db;
    db.run("insert into skill_user(user_id, skill_id) values (1, 8), (1, 9)");
    const auto user = db.find_or_fail<User>(1);
    db.related(user, &User::skills).create({.id = 8, .name = "Programming"}, {.duplicates = true});
    EXPECT_EQ(links(db), (list{"1|8", "1|8", "1|9"}));
    db.related(user, &User::skills).create({.id = 9, .name = "Baking"});
    EXPECT_EQ(links(db), (list{"1|8", "1|8", "1|9"}));
}

// "attach", block 1: by the id alone. As the heading says, what is linked already is left alone, unless duplicates are
// asked for.
TEST(many_to_many_guide, attach_1)
{
    plain db;
    const auto user = db.find<User>(1);
    const auto skill = db.find<Skill>(1);
    ASSERT_TRUE(user && skill);
    const auto skills = db.related(*user, &User::skills);
    auto done = skills.attach({skill->id});
    EXPECT_EQ(done.attached, keys({1}));
    EXPECT_EQ(links(db), list{"1|1"});

    const auto before = db.changes();
    done = skills.attach({skill->id});
    EXPECT_EQ(done.attached, keys({}));
    EXPECT_EQ(done.skipped, keys({1}));
    EXPECT_EQ(db.changes(), before);

    skills.attach({skill->id}, {.duplicates = true});
    EXPECT_EQ(links(db), (list{"1|1", "1|1"}));
}

// "attach", block 2: with values of the pivot's own columns.
TEST(many_to_many_guide, attach_2)
{
    using graded::User;
    people<User> db;
    const auto user = db.find_or_fail<User>(1);
    const auto skill = db.find_or_fail<Skill>(1);
    db.related(user, &User::skills).attach({{skill.id, {{"proficiency", "master"}}}});
    EXPECT_EQ(db.rows("select * from skill_user"), list{"1|1|master"});
    EXPECT_EQ(db.related(user, &User::skills).query().first_or_fail().extras.get<std::string>("pivot_proficiency"),
              "master");
    // A column that the pivot does not have is refused, with nothing written.
    EXPECT_THROW(db.related(user, &User::skills).attach({{2, {{"profisiency", "master"}}}}), ginnel::error);
    EXPECT_EQ(db.rows("select count(*) from skill_user"), list{"1"});
}

// "detach": the links of some keys, or all.
TEST(many_to_many_guide, detach)
{
    plain db;
    const auto user = db.find<User>(1);
    const auto skill = db.find<Skill>(1);
    ASSERT_TRUE(user && skill);
    const auto skills = db.related(*user, &User::skills);
    skills.attach({1, 2, 3});
    db.related(db.find_or_fail<User>(2), &User::skills).attach({1, 2});

    std::int64_t gone = 0;
    auto sent = db.statements_of([&] { gone = skills.detach({skill->id}); });
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_EQ(gone, 1);
    EXPECT_EQ(links(db), (list{"1|2", "1|3", "2|1", "2|2"}));

    sent = db.statements_of([&] { gone = skills.detach(ids{}); });
    EXPECT_TRUE(sent.empty()) << "of no keys, none";
    EXPECT_EQ(gone, 0);

    sent = db.statements_of([&] { gone = skills.detach(); });
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_EQ(gone, 2);
    EXPECT_EQ(links(db), (list{"2|1", "2|2"}));
    EXPECT_EQ(db.rows("select count(*) from skills"), list{"5"});
}

// "sync", block 1: what sync spares: all links go and come back with new numbers.
TEST(many_to_many_guide, sync_1)
{
    watched_database db;
    db.run("create table skill_user (id integer primary key autoincrement, user_id integer not null, skill_id integer "
           "not null)");
    db.create_tables<User, Skill>();
    const auto user = db.create(User{.id = 1, .name = "Asha"});
    db.create_many<Skill>({{.name = "a"}, {.name = "b"}, {.name = "c"}, {.name = "d"}});
    const ids user_selected_skills{1, 2, 3, 4};
    db.related(user, &User::skills).attach(user_selected_skills);

    db.related(user, &User::skills).detach();
    EXPECT_EQ(links(db), list{});
    db.related(user, &User::skills).attach(user_selected_skills);
    EXPECT_EQ(db.rows("select id, skill_id from skill_user order by id"), (list{"5|1", "6|2", "7|3", "8|4"}));
}

// "sync", block 2: only what differs is written, and no number of the pivot's own key is used up for what stays.
TEST(many_to_many_guide, sync_2)
{
    watched_database db;
    db.run("create table skill_user (id integer primary key autoincrement, user_id integer not null, skill_id integer "
           "not null)");
    db.create_tables<User, Skill>();
    const auto user = db.create(User{.id = 1, .name = "Asha"});
    db.create_many<Skill>({{.name = "a"}, {.name = "b"}, {.name = "c"}, {.name = "d"}, {.name = "e"}});
    const auto skills = db.related(user, &User::skills);
    skills.attach({1, 2, 5});

    const ids user_selected_skills{1, 2, 3, 4};
    ginnel::changes done;
    auto sent = db.statements_of([&] { done = skills.sync(user_selected_skills); });
    EXPECT_EQ(sent.size(), 3U) << "a look, a delete, an insert";
    EXPECT_EQ(done.attached, keys({3, 4}));
    EXPECT_EQ(done.detached, keys({5}));
    EXPECT_EQ(done.updated, keys({}));
    EXPECT_EQ(db.rows("select id, skill_id from skill_user order by id"), (list{"1|1", "2|2", "4|3", "5|4"}));

    // The same again: one look, and nothing is touched.
    const auto before = db.changes();
    sent = db.statements_of([&] { done = skills.sync(user_selected_skills); });
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_EQ(db.changes(), before);
    EXPECT_TRUE(done.attached.empty() && done.detached.empty() && done.updated.empty());
    EXPECT_EQ(db.rows("select seq from sqlite_sequence where name = 'skill_user'"), list{"5"});
}

} // namespace seeds::many_to_many
