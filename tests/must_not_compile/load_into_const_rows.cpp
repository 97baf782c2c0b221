// expect: ginnel: these rows are const, and loading fills them: give rows that can be changed
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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
    const std::vector<Post> posts; db.load(posts, &Post::user);
#else
    std::vector<Post> posts; db.load(posts, &Post::user);
#endif
}
