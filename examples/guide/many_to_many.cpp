#include "guide.hpp"

#include <ginnel/ginnel.hpp>

struct Skill;

struct User {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<Skill> skills{}; // over the table skill_user

    static void describe(ginnel::model<User>&);
};

struct Skill {
    std::int64_t id{};
    std::string name{};
    ginnel::extras extras{}; // the pivot's columns arrive here
};

void User::describe(ginnel::model<User>& user)
{
    user.relation(&User::skills).pivot_column<std::string>("proficiency");
}

struct Membership { // one row of the pivot table
    std::string role{};
};
struct Person;

struct Club {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<Person, Membership> members{};

    static void describe(ginnel::model<Club>& club) { club.relation(&Club::members).pivot_table("memberships"); }
};

struct Person {
    std::int64_t id{};
    std::string name{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.log([](std::string_view sql) { guide::sql(sql); });
    db.create_tables<User, Skill>();
    User asha = db.create(User{.name = "Asha"});
    Skill cooking = db.create(Skill{.name = "Cooking"});
    Skill sailing = db.create(Skill{.name = "Sailing"});
    auto skills = db.related(asha, &User::skills);
    skills.attach({{cooking.id, {{"proficiency", "novice"}}}, {sailing.id, {{"proficiency", "master"}}}});
    auto done = skills.attach({cooking.id});
    std::cout << done.attached.size() << " new, " << done.skipped.size() << " there already\n";
    auto users = db.query<User>().preload(&User::skills).all();
    for (const Skill& skill : users[0].skills)
        std::cout << skill.name << ": " << skill.extras.get<std::string>("pivot_proficiency") << '\n';
    auto masters = skills.query().where_pivot("proficiency", "master").order_by_pivot("proficiency").all();
    auto sailors =
        db.query<User>()
            .where_has(&User::skills,
                       [](auto& q) {
                           q.where(&Skill::name, "Sailing").where_in_pivot("proficiency", {"master", "fluent"});
                       })
            .all();
    auto versatile = db.query<User>().has(&User::skills, ">", 1).with_count(&User::skills).all();
    auto changes = skills.sync({{sailing.id, {{"proficiency", "fluent"}}}});
    std::cout << changes.attached.size() << ' ' << changes.detached.size() << ' ' << changes.updated.size() << '\n';
    auto gone = skills.detach({sailing.id, cooking.id});
    std::cout << gone << " removed\n";
    skills.sync_without_detaching({{cooking.id, {{"proficiency", "novice"}}}});
    auto toggled = skills.toggle({cooking.id, sailing.id});
    std::cout << toggled.attached.size() << " attached, " << toggled.detached.size() << " detached\n";
    auto updated = skills.update_pivot({sailing.id}, {{"proficiency", "fluent"}});
    std::cout << updated.size() << " updated\n";
    Skill baking{.name = "Baking"};
    skills.save(baking, {.attributes = {{"proficiency", "novice"}}});
    skills.pivot_query().where("proficiency", "novice").update({{"proficiency", "fluent"}});
    User ben = db.create(User{.name = "Ben"});
    auto both = db.relation(&User::skills).sync_many({{asha.id, {baking.id}}, {ben.id, {baking.id, sailing.id}}});
    std::cout << both[0].detached.size() << " detached, " << both[1].attached.size() << " attached\n";
    db.create_tables<Club, Person>();
    Club chess = db.create(Club{.name = "Chess"});
    Person dan = db.create(Person{.name = "Dan"});
    db.related(chess, &Club::members).attach({{dan.id, {.role = "captain"}}});
    db.load(chess, &Club::members);
    for (auto [person, membership] : chess.members.with_pivots())
        std::cout << person.name << ", " << membership.role << '\n';
    try {
        skills.query().where_pivot("proficency", "master").all();
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
}
