// expect: ginnel: rows are not created through another model whose row is not named: name it
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>

enum class mood { calm, wild };
enum class shape { round, square };

struct User;
struct Post;
struct Skill;

struct Country {
    std::int64_t id{};
    std::string name{};
    std::optional<double> area{};
    bool landlocked{};
    mood temper{};
    ginnel::has_many<User> users{};
    ginnel::has_many_through<Post, User> posts{};
    ginnel::has_one_through<Post, User> newest{};
};

struct User {
    std::int64_t id{};
    std::optional<std::int64_t> country_id{};
    std::string name{};
    ginnel::belongs_to<Country> country{};
    ginnel::has_many<Post> posts{};
    ginnel::many_to_many<Skill> skills{};
};

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    bool is_published{};
};

struct Skill {
    std::int64_t id{};
    std::string name{};
    ginnel::extras extras{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    Country country{};
#ifdef MISTAKE
    db.related(country, &Country::newest).create({.title = "x"});
#else
    db.related(country, &Country::newest).via(User{}).create({.title = "x"});
    db.related(country, &Country::users).create({.name = "x"});
#endif
}
