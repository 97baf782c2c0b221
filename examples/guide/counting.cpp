// The program of docs/guide/counting.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

struct User;
struct Post;

struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<User> users{};
    ginnel::extras extras{};
};
struct User {
    std::int64_t id{};
    std::int64_t country_id{};
    std::string name{};
    ginnel::has_many<Post> posts{};
    ginnel::extras extras{};
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    std::optional<std::int64_t> stars{};
    bool published{};
    ginnel::belongs_to<User> user{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Country, User, Post>();
    db.create_many<Country>({{1, "India"}, {2, "Peru"}});
    db.create_many<User>({{1, 1, "Asha"}, {2, 1, "Bala"}, {3, 2, "Cid"}});
    db.create_many<Post>({{1, 1, "Monsoon", 5, true}, {2, 1, "Rain", {}, false}, {3, 2, "Sun", 3, true}});
    db.log([](std::string_view sql) { guide::sql(sql); });
    std::cout << std::boolalpha;

    const auto published = db.query<Post>().where(&Post::published, true);
    const std::int64_t rows = published.count(), writers = published.count_distinct(&Post::user_id);
    const bool any = published.exists();
    const std::optional<std::int64_t> stars = published.sum(&Post::stars);
    const std::optional<double> average = published.avg(&Post::stars);
    const std::optional<std::string> first = published.min(&Post::title);
    std::cout << rows << ' ' << writers << ' ' << any << ' ' << *stars << ' ' << *average << ' ' << *first << '\n';
    const User asha = db.find_or_fail<User>(1);
    std::cout << db.related(asha, &User::posts).query().max(&Post::stars).value_or(0) << '\n';
    for (const User& user : db.query<User>().with_count(&User::posts).all())
        std::cout << user.name << ' ' << user.posts.count() << '\n';
    const auto users = db.query<User>()
                           .with_count(&User::posts)
                           .with_count(
                               &User::posts, [](auto& posts) { posts.where(&Post::published, true); }, "published")
                           .with_exists(
                               &User::posts, [](auto& posts) { posts.where(&Post::published, false); }, "has_drafts")
                           .with_sum(&User::posts, &Post::stars, "stars")
                           .with_max(&User::posts, &Post::title, "last_title")
                           .order_by("stars", ginnel::desc)
                           .all();
    for (const User& user : users)
        std::cout << user.name << ' ' << user.posts.count() << ' ' << user.extras.get<std::int64_t>("published") << ' '
                  << user.extras.get<bool>("has_drafts") << ' '
                  << user.extras.get<std::optional<std::int64_t>>("stars").value_or(0) << '\n';
    for (const Country& country : db.query<Country>().with_count(&Country::users, &User::posts, "posts").all())
        std::cout << country.name << ' ' << country.extras.get<std::int64_t>("posts") << '\n';
    auto some = db.query<User>().where(&User::country_id, 1).all();
    db.load_count(some, &User::posts);
    db.load_sum(some, &User::posts, &Post::stars, "stars");
    std::cout << some.at(0).posts.count() << '\n';
    try {
        std::cout << db.find_or_fail<User>(1).posts.count() << '\n';
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        std::cout << users.at(0).extras.get<std::int64_t>("publishd") << '\n';
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
}
