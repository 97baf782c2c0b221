// expect: ginnel: via names a row of the model that the relation passes last, whose key the related rows hold
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <string>

struct User;
struct Post;
struct Comment;

struct Country {
    std::int64_t id{};
    ginnel::has_many<User> users{};
    ginnel::has_many_through<Comment, User, Post> comments{};
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
    db.related(country, &Country::comments).via(User{}).create({.body = "x"});
#else
    db.related(country, &Country::comments).via(Post{}).create({.body = "x"});
#endif
}
