#include "guide.hpp"

#include <ginnel/ginnel.hpp>

struct Profile;
struct Login;

struct User {
    std::int64_t id{};
    std::string name{};
    ginnel::has_one<Profile> profile{}; // profiles.user_id
    ginnel::has_one<Login> latest_login{};
    ginnel::has_one<Login> first_phone_login{};

    static void describe(ginnel::model<User>&);
};

struct Profile {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string bio{};
};

struct Login {
    std::int64_t id{};
    std::int64_t user_id{};
    std::int64_t at{};
    std::string device{};
};

void User::describe(ginnel::model<User>& user)
{
    user.relation(&User::latest_login).latest_by(&Login::at);
    user.relation(&User::first_phone_login).oldest_by(&Login::at).on_query([](auto& logins) {
        logins.where(&Login::device, "phone");
    });
}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.log([](std::string_view sql) { guide::sql(sql); });
    db.create_tables<User, Profile, Login>();
    User asha = db.create(User{.name = "Asha"});
    User ben = db.create(User{.name = "Ben"});
    db.related(asha, &User::profile).create({.bio = "Writes"});
    db.create_many(std::vector<Login>{{.user_id = asha.id, .at = 10, .device = "phone"},
                                      {.user_id = asha.id, .at = 30, .device = "desk"},
                                      {.user_id = asha.id, .at = 20, .device = "phone"}});
    auto users = db.query<User>().preload(&User::profile).order_by(&User::id).all();
    for (const User& user : users)
        std::cout << user.name << ": " << (user.profile ? user.profile->bio : "no profile") << '\n';
    auto profile = db.related(asha, &User::profile).query().first();
    auto without = db.query<User>().doesnt_have(&User::profile).all();
    auto writers = db.query<User>().where_has(&User::profile, [](auto& p) { p.where(&Profile::bio, "Writes"); }).all();
    auto seen = db.query<User>().preload(&User::latest_login).order_by(&User::id).all();
    std::cout << seen[0].latest_login->at << ", " << seen[1].latest_login.loaded() << '\n';
    db.load(asha, &User::first_phone_login);
    std::cout << asha.first_phone_login->at << '\n';
    auto on_phone =
        db.query<User>().where_has(&User::latest_login, [](auto& l) { l.where(&Login::device, "phone"); }).count();
    std::cout << on_phone << '\n';
    db.related(asha, &User::profile).update_or_create({}, {{&Profile::bio, "Writes and walks"}});
    Profile fresh{.bio = "Writes letters"};
    db.related(asha, &User::profile).replace(fresh);
    db.related(ben, &User::profile).save(fresh);
}
