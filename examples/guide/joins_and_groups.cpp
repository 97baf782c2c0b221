// The program of docs/guide/joins_and_groups.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <tuple>

struct Post;

struct User {
    std::int64_t id{};
    std::string name{};
    std::optional<std::int64_t> manager_id{};
    ginnel::has_many<Post> posts{};
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    std::int64_t stars{};
    ginnel::belongs_to<User> user{};
};
struct summary {
    std::int64_t user_id{};
    std::int64_t posts{};
    std::int64_t stars{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<User, Post>();
    db.create_many<User>({{1, "Asha", {}}, {2, "Bala", 1}, {3, "Cid", 1}});
    db.create_many<Post>({{1, 1, "Monsoon", 5}, {2, 1, "Rain", 1}, {3, 2, "Sun", 3}});
    db.log([](std::string_view sql) { guide::sql(sql); });

    const auto rows = db.query<Post>()
                          .join<User>(&Post::user_id, "=", &User::id)
                          .where(&User::name, "like", "A%")
                          .order_by(&Post::title)
                          .all_as<std::tuple<std::string, std::string>>(&Post::title, &User::name);
    for (const auto& [title, name] : rows)
        std::cout << title << " by " << name << '\n';
    const auto along =
        db.query<Post>().join(&Post::user).all_as<std::tuple<std::string, std::string>>(&Post::title, &User::name);
    for (const auto& [name, title] :
         db.query<User>()
             .left_join(&User::posts)
             .order_by(&User::id)
             .order_by(&Post::id)
             .all_as<std::tuple<std::string, std::optional<std::string>>>(&User::name, &Post::title))
        std::cout << name << ": " << title.value_or("nothing") << '\n';
    const auto managed =
        db.query<User>()
            .join<User>("manager", &User::manager_id, "=", &User::id)
            .where(ginnel::of("manager", &User::name), "Asha")
            .all_as<std::tuple<std::string, std::string>>(&User::name, ginnel::of("manager", &User::name));
    const auto groups = db.query<Post>()
                            .group_by(&Post::user_id)
                            .having(ginnel::count(), ">=", 1)
                            .order_by(ginnel::sum(&Post::stars), ginnel::desc)
                            .all_as<summary>(&Post::user_id, ginnel::count(), ginnel::sum(&Post::stars));
    for (const summary& s : groups)
        std::cout << s.user_id << ": " << s.posts << " posts, " << s.stars << " stars\n";
    const auto all = db.query<Post>().first_as<std::tuple<std::int64_t, std::optional<std::int64_t>>>(
        ginnel::count(), ginnel::max(&Post::stars));
    std::cout << std::get<0>(*all) << ' ' << *std::get<1>(*all) << '\n';
    const auto authors = db.query<User>()
                             .left_join(&User::posts)
                             .group_by(&User::id, &User::name)
                             .order_by(&User::id)
                             .all_as<std::tuple<std::string, std::int64_t>>(&User::name, ginnel::count(&Post::id));
    try {
        db.query<Post>()
            .group_by(&Post::user_id)
            .all_as<std::tuple<std::string, std::int64_t>>(&Post::title, ginnel::count());
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        db.query<Post>().group_by(&Post::user_id).all();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    (void)along, (void)managed, (void)authors;
}
