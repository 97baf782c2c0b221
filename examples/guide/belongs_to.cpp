#include "guide.hpp"

#include <ginnel/ginnel.hpp>

struct User;

struct Post {
    std::int64_t id{};
    std::optional<std::int64_t> user_id{};
    std::string title{};
    ginnel::belongs_to<User> user{}; // by user_id, the relation's name
};

struct User {
    std::int64_t id{};
    std::string name{};
};

struct Article {
    std::int64_t id{};
    std::int64_t written_by{};
    ginnel::belongs_to<User> author{};

    static void describe(ginnel::model<Article>& article)
    {
        article.relation(&Article::author).foreign_key(&Article::written_by);
    }
};

struct Note {
    std::int64_t id{};
    ginnel::belongs_to<User> author{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.log([](std::string_view sql) { guide::sql(sql); });
    db.create_tables<User, Post>();
    User asha = db.create(User{.name = "Asha"});
    db.create(Post{.user_id = asha.id, .title = "Monsoon"});
    db.create(Post{.title = "Unsigned"});
    auto posts = db.query<Post>().preload(&Post::user).order_by(&Post::id).all();
    for (const Post& post : posts)
        std::cout << post.title << ": " << (post.user ? post.user->name : "nobody") << '\n';
    auto unsigned_post = db.find_or_fail<Post>(2);
    db.load(unsigned_post, &Post::user);
    auto author = db.related(posts[0], &Post::user).query().first();
    auto by_asha = db.query<Post>().where_has(&Post::user, [](auto& user) { user.where(&User::name, "Asha"); }).all();
    auto orphans = db.query<Post>().doesnt_have(&Post::user).all();
    auto sorted = db.query<Post>().order_by(&Post::user, &User::name).all();
    db.related(unsigned_post, &Post::user).associate(asha);
    std::cout << *unsigned_post.user_id << '\n';
    db.related(unsigned_post, &Post::user).dissociate();
    auto post = db.find_or_fail<Post>(1);
    try {
        std::cout << post.user->name << '\n';
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
    try {
        std::cout << unsigned_post.user->name << '\n';
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
    db.check<Article>();
    try {
        db.check<Note>();
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
}
