// expect: ginnel: only columns of numbers can be incremented and decremented
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
    db.query<User>().increment(&User::name);
#else
    db.query<Post>().increment(&Post::user_id);
#endif
    (void)user;
}
