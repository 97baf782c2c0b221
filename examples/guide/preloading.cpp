// The program of docs/guide/preloading.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

struct User;
struct Post;
struct Comment;

struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<User> users{};
};
struct User {
    std::int64_t id{};
    std::int64_t country_id{};
    std::string name{};
    ginnel::belongs_to<Country> country{};
    ginnel::has_many<Post> posts{};
    ginnel::has_many<Post> drafts{};
    static void describe(ginnel::model<User>& user) { user.relation(&User::drafts).like(&User::posts); }
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    bool published{};
    ginnel::belongs_to<User> user{};
    ginnel::has_many<Comment> comments{};
};
struct Comment {
    std::int64_t id{};
    std::int64_t post_id{};
    std::string body{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Country, User, Post, Comment>();
    db.create_many<Country>({{1, "India"}, {2, "Peru"}});
    db.create_many<User>({{1, 1, "Asha"}, {2, 1, "Bala"}, {3, 2, "Cid"}});
    db.create_many<Post>({{1, 1, "Monsoon", true}, {2, 1, "Rain", false}, {3, 1, "Sun", true}, {4, 2, "Snow", true}});
    db.create_many<Comment>({{1, 1, "Wet"}, {2, 4, "Cold"}});
    db.log([](std::string_view sql) { guide::sql(sql); });

    auto users = db.query<User>().preload(&User::posts).all();
    for (const User& user : users) {
        std::cout << user.name << ':';
        for (const Post& post : user.posts)
            std::cout << ' ' << post.title;
        std::cout << '\n';
    }
    auto readers =
        db.query<User>()
            .preload(&User::posts, [](auto& posts) { posts.where(&Post::published, true).order_by(&Post::title); })
            .all();
    std::cout << std::boolalpha << readers.at(0).posts.partial() << '\n';
    auto newest =
        db.query<User>()
            .preload(&User::posts, [](auto& posts) { posts.group_limit(2).group_order_by(&Post::id, ginnel::desc); })
            .all();
    auto countries =
        db.query<Country>()
            .preload(&Country::users, &User::posts, &Post::comments)
            .preload(&Country::users, [](auto& of) { of.where(&User::name, "like", "A%").preload(&User::posts); })
            .all();
    auto kept = db.query<User>()
                    .preload(&User::posts, [](auto& posts) { posts.where(&Post::published, true); })
                    .preload_once(&User::posts)
                    .all();
    std::cout << kept.at(0).posts.size() << '\n';
    auto both = db.query<User>()
                    .preload(&User::posts, [](auto& posts) { posts.where(&Post::published, true); })
                    .preload(&User::drafts, [](auto& posts) { posts.where(&Post::published, false); })
                    .all();
    std::cout << both.at(0).posts.size() << " posts and " << both.at(0).drafts.size() << " draft\n";
    try {
        const auto user = db.query<User>().first_or_fail();
        std::cout << user.posts.size() << '\n';
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        const auto user = db.query<User>().preload(&User::posts).first_or_fail();
        std::cout << user.posts.loaded() << ' ' << user.country.loaded() << '\n';
        std::cout << user.posts.count() << '\n';
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        const auto orphan =
            db.query<Post>().preload(&Post::user, [](auto& of) { of.where(&User::name, "Nobody"); }).first_or_fail();
        std::cout << static_cast<bool>(orphan.user) << ' ' << orphan.user.partial() << '\n';
        std::cout << orphan.user->name << '\n';
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    (void)newest, (void)countries;
}
