// The program of docs/guide/raw_sql.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <iostream>
#include <string>
#include <tuple>

struct Post;
struct Skill;

struct User {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Post> posts{};
    ginnel::many_to_many<Skill> skills{};
    ginnel::extras extras{};
    static void describe(ginnel::model<User>& user)
    {
        user.relation(&User::skills).pivot_column<std::int64_t>("level");
    }
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    ginnel::belongs_to<User> user{};
};
struct Skill {
    std::int64_t id{};
    std::string name{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<User, Post, Skill>();
    db.log([](std::string_view sql) { guide::sql(sql); });

    db.run("insert into users (id, name) values (1, 'Asha'), (2, 'Bala');"
           "insert into posts (id, user_id, title) values (1, 1, 'Monsoon'), (2, 1, 'Rain'), (3, 2, 'Balance')");
    const auto posts = db.query<Post>()
                           .where_raw("length({table}.title) > ? or {table}.title = ?", {5, "Rain"})
                           .where(&Post::user_id, 1)
                           .order_by_raw("length({table}.title) desc")
                           .all();
    for (const Post& post : posts)
        std::cout << post.title << '\n';
    const auto namesakes =
        db.query<User>()
            .where_has(&User::posts, [](auto& of) { of.where_raw("{table}.title like {outer}.name || '%'"); })
            .has(&User::posts)
            .all();
    const auto skilled =
        db.query<User>()
            .preload(&User::skills, [](auto& skills) { skills.where_raw("{pivot}.level % ? = 0", {2}); })
            .all();
    for (const User& user : db.query<User>().select_raw("upper({table}.name)", "loud").order_by("loud").all())
        std::cout << user.extras.get<std::string>("loud") << '\n';
    const auto lengths = db.query<Post>().all_as<std::tuple<std::string, std::int64_t>>(
        &Post::title, ginnel::raw("length({posts}.title) + ?", {1}));
    try {
        db.query<Post>().where_raw("{table}.title = ?", {"a", "b"}).all();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        db.query<Post>().where_raw("{users}.name = ?", {"Asha"}).all();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    db.log(nullptr);
    try {
        db.query<Post>().where_raw("no_such_function({table}.title)").all();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ", " << e.database_text() << '\n' << e.sql() << '\n';
    }
    (void)namesakes, (void)skilled, (void)lengths;
}
