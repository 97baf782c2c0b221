// expect: ginnel: this column is of another model: name one of the model that is found or written
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
};
struct User {
    std::int64_t id{};
    std::string name{};
    std::optional<std::string> email{};
    ginnel::has_many<Post> posts{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    User user{};
#ifdef MISTAKE
    db.query<User>().update({{&Post::title, "x"}});
#else
    db.query<User>().update({{&User::name, "x"}});
#endif
    (void)user;
}
