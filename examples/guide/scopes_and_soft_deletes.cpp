// The program of docs/guide/scopes_and_soft_deletes.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <chrono>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>

struct Post;
struct User;
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
    std::optional<std::chrono::sys_seconds> deleted_at{};
    ginnel::has_many<Post> posts{};
    ginnel::has_many<Post> published_posts{};
    static void describe(ginnel::model<User>& user);
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    bool published{};
    bool hidden{};
    ginnel::belongs_to<User> user{};
    static void describe(ginnel::model<Post>& post);
};

void User::describe(ginnel::model<User>& user)
{
    user.soft_delete(&User::deleted_at);
    user.relation(&User::published_posts).like(&User::posts).on_query([](auto& posts) {
        posts.where(&Post::published, true);
    });
}
void Post::describe(ginnel::model<Post>& post)
{
    post.scope("published", [](auto& posts) { posts.where(&Post::published, true); });
    post.default_scope("visible", [](auto& posts) { posts.where(&Post::hidden, false); });
}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Country, User, Post>();
    db.create(Country{1, "India"});
    db.create_many<User>(
        {{1, 1, "Asha", {}}, {2, 1, "Bala", std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}}}});
    db.create_many<Post>({{1, 1, "Monsoon", true, false},
                          {2, 1, "Rain", false, false},
                          {3, 1, "Sun", true, true},
                          {4, 2, "Snow", true, false}});
    db.log([](std::string_view sql) { guide::sql(sql); });

    for (const Post& post : db.query<Post>().scope("published").order_by(&Post::id).all())
        std::cout << post.title << '\n';
    const auto everything = db.query<Post>().without_scope("visible").all();
    const auto users = db.query<User>().all();
    const auto all = db.query<User>().with_trashed().all();
    const auto deleted = db.query<User>().only_trashed().all();
    const auto countries = db.query<Country>().preload(&Country::posts).with_count(&Country::users).all();
    std::cout << countries.at(0).posts.size() << " posts, " << countries.at(0).users.count() << " user\n";
    const auto wider =
        db.query<Country>()
            .preload(&Country::posts, [](auto& posts) { posts.with_trashed_passed().without_scope("visible"); })
            .preload(&Country::users, [](auto& of) { of.with_trashed(); })
            .all();
    std::cout << wider.at(0).posts.size() << " posts, " << wider.at(0).users.size() << " users\n";
    const auto published = db.related(users.at(0), &User::published_posts).query().all();
    const auto titled = [](std::string_view word) {
        return [word](auto& posts) { posts.where(&Post::title, "like", std::string{word} + "%"); };
    };
    const auto m = db.query<Post>().apply(titled("M")).all();
    try {
        db.query<Post>().scope("publishd").all();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        db.query<Post>().with_trashed().all();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    (void)everything, (void)published, (void)all, (void)deleted, (void)m;
}
