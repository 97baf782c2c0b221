// The program of docs/guide/loading.md.
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

    auto found = db.query<User>().order_by(&User::id).all();
    db.load(found.at(0), &User::posts);
    db.load(found.at(0).posts, &Post::comments);
    db.load_missing(found, &User::posts, &Post::comments);
    db.load_once(found, ginnel::relations(&User::posts, &User::country));
    db.load(found, [](auto& l) {
        l.preload(&User::drafts, [](auto& posts) { posts.where(&Post::published, false); }).preload(&User::country);
    });
    User asha = db.find_or_fail<User>(1);
    db.load(asha, &User::posts, [](auto& posts) { posts.where(&Post::published, true); });
    db.load_missing(asha, &User::posts);
    const std::size_t before = asha.posts.size();
    db.load(asha, &User::posts);
    std::cout << before << " of " << asha.posts.size() << " posts\n";
}
