// expect: ginnel: only has_many_through<T, Through> keeps through rows: a pivot's columns are read by pivot_columns, or by a typed pivot, many_to_many<T, Pivot>
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
    db.query<Country>().preload(&Country::users, [](auto& q) { q.with_through(); });
#else
    db.query<Country>().preload(&Country::posts, [](auto& q) { q.with_through(); });
#endif
}
