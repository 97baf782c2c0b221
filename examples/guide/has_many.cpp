#include "guide.hpp"

#include <ginnel/ginnel.hpp>

struct Post;

struct User {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Post> posts{}; // posts.user_id
    ginnel::has_many<Post> drafts{};

    static void describe(ginnel::model<User>&);
};

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    bool is_published{};
};

void User::describe(ginnel::model<User>& user)
{
    user.relation(&User::drafts).like(&User::posts).on_query([](auto& posts) {
        posts.where(&Post::is_published, false);
    });
}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.log([](std::string_view sql) { guide::sql(sql); });
    db.create_tables<User, Post>();
    User asha = db.create(User{.name = "Asha"});
    User ben = db.create(User{.name = "Ben"});
    db.related(asha, &User::posts).create_many({{.title = "Monsoon", .is_published = true}, {.title = "Draft"}});
    auto users = db.query<User>().preload(&User::posts).order_by(&User::id).all();
    for (const User& user : users) {
        std::cout << user.name << ", " << user.posts.size() << " posts\n";
        for (const Post& post : user.posts)
            std::cout << "  " << post.title << '\n';
    }
    auto newest =
        db.query<User>()
            .preload(&User::posts,
                     [](auto& posts) {
                         posts.where(&Post::is_published, true).group_limit(3).group_order_by(&Post::id, ginnel::desc);
                     })
            .all();
    std::cout << newest[0].posts.partial() << '\n';
    auto published = db.related(asha, &User::posts).query().where(&Post::is_published, true).all();
    auto number = db.related(asha, &User::posts).query().count();
    std::cout << published.size() << " of " << number << '\n';
    auto published_authors =
        db.query<User>().where_has(&User::posts, [](auto& posts) { posts.where(&Post::is_published, true); }).all();
    auto busy = db.query<User>().has(&User::posts, ">=", 2).all();
    auto silent = db.query<User>().doesnt_have(&User::posts).all();
    auto counted = db.query<User>().with_count(&User::posts).order_by(&User::id).all();
    std::cout << counted[0].posts.count() << ' ' << counted[1].posts.count() << '\n';
    auto both = db.query<User>().preload(&User::posts).preload(&User::drafts).order_by(&User::id).all();
    std::cout << both[0].posts.size() << " posts, " << both[0].drafts.size() << " drafts\n";
    Post essay{.title = "Essay"};
    db.related(asha, &User::posts).save(essay);
    db.related(ben, &User::posts).save(essay);
    std::cout << essay.user_id << '\n';
    auto index = db.related(asha, &User::posts).first_or_create({{&Post::title, "Index"}});
    std::vector<Post> wanted{essay, index, {.title = "New"}};
    auto removed = db.related(asha, &User::posts).replace(wanted);
    std::cout << removed << " went\n";
    auto user = db.find_or_fail<User>(asha.id);
    try {
        std::cout << user.posts.size() << '\n';
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
    try {
        db.related(User{.name = "Cleo"}, &User::posts).create({.title = "Too early"});
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
}
