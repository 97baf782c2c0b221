// expect: ginnel: only columns of numbers have a sum and an average
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
    db.query<Post>().having(ginnel::sum(&Post::title), ">", 2);
#else
    db.query<Post>().having(ginnel::sum(&Post::score), ">", 2);
#endif
}
