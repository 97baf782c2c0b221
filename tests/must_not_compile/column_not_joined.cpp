// expect: ginnel: this column is of another model
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

struct User {
    std::int64_t id{};
    std::optional<std::int64_t> manager_id{};
    std::string name{};
    std::int64_t age{};
    std::chrono::sys_seconds born{};
    ginnel::has_many<struct Post> posts{};
};

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    double score{};
    ginnel::belongs_to<User> user{};
};

struct summary {
    std::int64_t user_id{};
    double best{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
#ifdef MISTAKE
    db.query<Post>().where(&User::name, "Ada");
#else
    db.query<Post>().join(&Post::user).where(&User::name, "Ada");
#endif
}
