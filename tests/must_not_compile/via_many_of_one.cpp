// expect: ginnel: this relation has one row: use the call for one row (save, create)
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <string>

struct User;
struct Post;
struct Comment;

struct Country {
    std::int64_t id{};
    ginnel::has_many<User> users{};
    ginnel::has_one_through<Comment, User, Post> comment{};
};

struct User {
    std::int64_t id{};
    std::int64_t country_id{};
    ginnel::has_many<Post> posts{};
};

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
};

struct Comment {
    std::int64_t id{};
    std::int64_t post_id{};
    std::string body{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    const Country country{};
#ifdef MISTAKE
    db.related(country, &Country::comment).via(Post{}).create_many({{.body = "x"}});
#else
    db.related(country, &Country::comment).via(Post{}).create({.body = "x"});
#endif
}
