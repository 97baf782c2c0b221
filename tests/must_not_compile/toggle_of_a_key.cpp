// expect: ginnel: toggle takes a list of keys: write toggle({3})
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
    User user{};
#ifdef MISTAKE
    db.related(user, &User::skills).toggle(3);
#else
    db.related(user, &User::skills).toggle({3});
#endif
}
