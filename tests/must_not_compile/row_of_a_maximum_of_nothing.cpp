// expect: ginnel: null may be read into a field of this row
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
    (void)db.query<Post>().first_as<std::tuple<double>>(ginnel::max(&Post::score));
#else
    (void)db.query<Post>().first_as<std::tuple<std::optional<double>>>(ginnel::max(&Post::score));
#endif
}
