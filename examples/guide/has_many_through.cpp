#include "guide.hpp"

#include <ginnel/ginnel.hpp>

struct User;
struct Post;
struct Comment;

struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<User> users{};
    ginnel::has_many_through<Post, User> posts{};             // countries -> users -> posts
    ginnel::has_many_through<Comment, User, Post> comments{}; // one model further
    ginnel::has_many_through<Comment> replies{};              // by relations, see describe

    static void describe(ginnel::model<Country>&);
};

struct User {
    std::int64_t id{};
    std::int64_t country_id{};
    std::string name{};
    ginnel::has_many<Post> posts{};
};

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    ginnel::has_many<Comment> comments{};
};

struct Comment {
    std::int64_t id{};
    std::int64_t post_id{};
    std::string body{};
};

void Country::describe(ginnel::model<Country>& country)
{
    country.relation(&Country::replies).via(&Country::posts, &Post::comments);
}

struct Patient;
struct Appointment;

struct Physician {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many_through<Patient, Appointment> patients{};
};

struct Appointment { // the link model: it holds both keys
    std::int64_t id{};
    std::int64_t physician_id{};
    std::int64_t patient_id{};
    std::string day{};
};

struct Patient {
    std::int64_t id{};
    std::string name{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Country, User, Post, Comment, Physician, Appointment, Patient>();
    Country india = db.create(Country{.name = "India"});
    User asha = db.related(india, &Country::users).create({.name = "Asha"});
    Post monsoon = db.related(asha, &User::posts).create({.title = "Monsoon"});
    db.related(monsoon, &Post::comments).create_many({{.body = "Wet"}, {.body = "Warm"}});
    Physician dora = db.create(Physician{.name = "Dora"});
    Patient cleo = db.create(Patient{.name = "Cleo"});
    db.create_many(std::vector<Appointment>{{.physician_id = dora.id, .patient_id = cleo.id, .day = "2024-03-01"},
                                            {.physician_id = dora.id, .patient_id = cleo.id, .day = "2024-04-01"}});
    db.log([](std::string_view sql) { guide::sql(sql); });
    auto countries = db.query<Country>().preload(&Country::posts).all();
    for (const Post& post : countries[0].posts)
        std::cout << countries[0].name << ": " << post.title << '\n';
    auto physicians = db.query<Physician>().preload(&Physician::patients).all();
    for (const Patient& patient : physicians[0].patients)
        std::cout << patient.name << '\n';
    auto once = db.query<Physician>().preload(&Physician::patients, [](auto& patients) { patients.distinct(); }).all();
    std::cout << once[0].patients.size() << " patient\n";
    auto seen =
        db.query<Physician>().preload(&Physician::patients, [](auto& patients) { patients.with_through(); }).all();
    for (auto [patient, appointment] : seen[0].patients.with_through())
        std::cout << patient.name << " on " << appointment.day << '\n';
    auto deep = db.query<Country>().preload(&Country::comments).preload(&Country::replies).all();
    std::cout << deep[0].comments.size() << ' ' << deep[0].replies.size() << '\n';
    auto posts = db.related(india, &Country::posts).query().where(&Post::title, "like", "M%").order_by(&Post::id).all();
    auto april = db.related(dora, &Physician::patients).query().where(&Appointment::day, ">=", "2024-04-01").all();
    auto talked =
        db.query<Country>().where_has(&Country::posts, [](auto& q) { q.where(&Post::title, "Monsoon"); }).all();
    auto quiet = db.query<Country>().has(&Country::comments, "<", 2).all();
    auto counted = db.query<Country>().with_count(&Country::posts).all();
    std::cout << counted[0].posts.count() << '\n';
    auto patients = db.related(dora, &Physician::patients);
    Patient eli = patients.create({.name = "Eli"}, {.attributes = {{"day", "2024-05-01"}}});
    auto changes = patients.sync({{eli.id, {{"day", "2024-06-01"}}}});
    std::cout << changes.detached.size() << " detached, " << changes.updated.size() << " updated\n";
    patients.detach({eli.id});
    try {
        db.related(india, &Country::posts).create({.title = "Rain"});
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
    Post rain = db.related(india, &Country::posts).via(asha).create({.title = "Rain"});
    Country peru = db.create(Country{.name = "Peru"});
    try {
        db.related(peru, &Country::posts).via(asha).save(rain);
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
    try {
        physicians[0].patients.with_through();
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
}
