// expect: ginnel: a to-many relation has many rows to order by: say which value counts, with order_by_max, order_by_min, order_by_sum, order_by_avg or order_by_count
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
    db.query<Country>().order_by(&Country::users, &User::name);
#else
    db.query<Country>().order_by_max(&Country::users, &User::name);
#endif
}
