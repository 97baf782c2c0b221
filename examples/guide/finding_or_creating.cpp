#include "guide.hpp"

#include <ginnel/ginnel.hpp>

struct User {
    std::int64_t id{};
    std::string email{};
    std::string name{};
    std::optional<std::int64_t> age{};

    static void describe(ginnel::model<User>& user)
    {
        user.column(&User::email).unique();
    }
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.log([](std::string_view sql) { guide::sql(sql); });
    db.create_tables<User>();
    auto asha = db.first_or_create<User>({{&User::email, "asha@example.com"}}, {{&User::name, "Asha"}});
    auto again = db.first_or_create<User>({{&User::email, "asha@example.com"}}, {{&User::name, "Nobody"}});
    std::cout << again.id << ' ' << again.name << '\n';
    auto visitor = db.first_or_new<User>({{&User::email, "ben@example.com"}}, {{&User::name, "Ben"}});
    std::cout << visitor.id << ' ' << visitor.name << '\n';
    db.update_or_create<User>({{&User::email, "asha@example.com"}}, {{&User::age, 30}});
    db.update_or_create<User>({{&User::email, "asha@example.com"}}, {{&User::age, 30}});
    auto users = db.fetch_or_create_many(&User::email, std::vector<User>{{.email = "ben@example.com", .name = "Ben"},
                                                                         {.email = "asha@example.com"},
                                                                         {.email = "cleo@example.com", .name = "Cleo"}});
    for (const User& user : users)
        std::cout << user.id << ' ' << user.name << '\n';
    db.update_or_create_many(&User::email, std::vector<User>{{.email = "ben@example.com", .name = "Benjamin"},
                                                             {.email = "cleo@example.com", .name = "Cleo"}});
    auto named = db.fetch_or_create_many(
        ginnel::columns(&User::name, &User::email),
        std::vector<User>{{.email = "asha@example.com", .name = "Asha"}, {.email = "cleo@example.com", .name = "Cleo"}});
    auto imported = db.upsert(std::vector<User>{{.email = "cleo@example.com", .name = "Cleopatra"},
                                                {.email = "dan@example.com", .name = "Dan"}},
                              &User::email, ginnel::columns(&User::name));
    std::cout << imported[0].id << ' ' << imported[1].id << '\n';
    try {
        db.first_or_create<User>({});
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
}
