// expect: ginnel: this relation is of another model: it must be one of the query's model, and each step of a path one of the model that the step before leads to
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct User;
struct Post;

struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<User> users{};
    ginnel::has_many_through<Post, User> posts{};
    ginnel::extras extras{};
};

struct User {
    std::int64_t id{};
    std::optional<std::int64_t> country_id{};
    std::string name{};
    ginnel::belongs_to<Country> country{};
    ginnel::has_many<Post> posts{};
};

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    double score{};
    ginnel::belongs_to<User> user{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
#ifdef MISTAKE
    db.query<Country>().has(&Country::users, &Post::user, ">", 1);
#else
    db.query<Country>().has(&Country::users, &User::posts, ">", 1);
#endif
}
