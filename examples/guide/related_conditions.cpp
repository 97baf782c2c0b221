// The program of docs/guide/related_conditions.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <iostream>
#include <string>

struct User;
struct Post;
struct Skill;
struct Comment;

struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<User> users{};
    ginnel::has_many_through<Post, User> posts{};
};
struct User {
    std::int64_t id{};
    std::int64_t country_id{};
    std::string name{};
    bool active{};
    ginnel::has_many<Post> posts{};
    ginnel::many_to_many<Skill> skills{};
    static void describe(ginnel::model<User>& user) { user.relation(&User::skills).pivot_column<std::string>("level"); }
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    bool published{};
    ginnel::belongs_to<User> user{};
    ginnel::morph_many<Comment> comments{};
};
struct Skill {
    std::int64_t id{};
    std::string name{};
    ginnel::morph_many<Comment> comments{};
};
struct Comment {
    std::int64_t id{};
    std::string body{};
    std::int64_t commentable_id{};
    std::string commentable_type{};
    ginnel::morph_to<Post, Skill> commentable{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Country, User, Post, Skill, Comment>();
    db.create_many<Country>({{1, "India"}, {2, "Peru"}});
    const auto users = db.create_many<User>({{1, 1, "Asha", true}, {2, 1, "Bala", true}, {3, 2, "Cid", false}});
    db.create_many<Post>({{1, 1, "Monsoon", true}, {2, 1, "Rain", false}, {3, 2, "Sun", true}});
    const Skill sailing = db.create(Skill{.name = "Sailing"});
    db.related(users[0], &User::skills).attach({{sailing.id, {{"level", "master"}}}});
    db.create(Comment{.body = "Wet", .commentable_id = 1, .commentable_type = "Post"});
    db.log([](std::string_view sql) { guide::sql(sql); });

    for (const User& user : db.query<User>().has(&User::posts).all())
        std::cout << user.name << '\n';
    auto published =
        db.query<Country>()
            .where_has(&Country::posts,
                       [](auto& posts) { posts.where(&Post::published, true).where(&Post::title, "like", "M%"); })
            .all();
    auto busy = db.query<User>()
                    .has(&User::posts, ">=", 2)
                    .or_where_has(
                        &User::posts, [](auto& posts) { posts.where(&Post::published, true); }, "=", 1)
                    .all();
    auto path = db.query<Country>()
                    .where_has(&Country::users, &User::posts, [](auto& posts) { posts.where(&Post::published, true); })
                    .has(&Country::users, &User::posts, ">=", 3)
                    .all();
    auto nested = db.query<Country>()
                      .where_has(&Country::users,
                                 [](auto& users) {
                                     users.where(&User::active, true).where_has(&User::posts, [](auto& posts) {
                                         posts.where(&Post::published, true);
                                     });
                                 })
                      .all();
    auto none = db.query<User>().doesnt_have(&User::skills).all();
    auto every = db.query<User>()
                     .has(&User::posts)
                     .where_every(&User::posts, [](auto& posts) { posts.where(&Post::published, true); })
                     .all();
    auto both =
        db.query<User>().with_where_has(&User::posts, [](auto& posts) { posts.where(&Post::published, true); }).all();
    std::cout << both.at(0).posts.size() << " post of " << both.at(0).name << '\n';
    auto masters =
        db.query<User>().where_has(&User::skills, [](auto& skills) { skills.where_pivot("level", "master"); }).all();
    auto by_active =
        db.query<Country>().where_has(&Country::posts, [](auto& posts) { posts.where(&User::active, true); }).all();
    auto comments =
        db.query<Comment>()
            .where_has_morph<Post>(&Comment::commentable, [](auto& posts) { posts.where(&Post::published, true); })
            .all();
    try {
        db.query<User>().where_has(&User::posts, [](auto& posts) { posts.all(); }).all();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    (void)published, (void)busy, (void)path, (void)nested, (void)none, (void)every, (void)masters, (void)by_active,
        (void)comments;
}
