// The program of docs/guide/logging.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <chrono>
#include <cstdint>
#include <iostream>
#include <string>

struct Post;

struct User {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Post> posts{};
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    ginnel::belongs_to<User> user{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<User, Post>();
    db.create_many<User>({{1, "Asha"}, {2, "Bala"}});
    db.create_many<Post>({{1, 1, "Monsoon"}, {2, 1, "Rain"}, {3, 2, "Sun"}});
    db.log([](std::string_view sql) { guide::sql(sql); });

    db.log([](std::string_view sql) { std::cout << "about to run " << sql << '\n'; });
    db.query<User>().preload(&User::posts).all();
    db.log(nullptr);
    db.log([](const ginnel::statement_log& s) {
        std::cout << s.rows << " rows" << (s.failed ? ", failed" : "")
                  << (s.duration > std::chrono::seconds{1} ? ", slow" : "") << ": " << s.sql << '\n';
    });
    db.query<Post>().where(&Post::title, "like", "%n").all();
    db.log(
        [](const ginnel::statement_log& s) {
            std::cout << s.sql << '\n';
            for (const std::string& value : s.values)
                std::cout << "  " << value << '\n';
        },
        {.values = true});
    db.query<User>().where(&User::name, "Asha").where_in(&User::id, {1, 2}).all();
    db.log(nullptr);
    const auto query = db.query<User>().has(&User::posts, ">=", 2).order_by(&User::name);
    std::cout << query.to_sql() << '\n';
    std::cout << db.query<Post>().where(&Post::user_id, 1).explain() << '\n';
}
