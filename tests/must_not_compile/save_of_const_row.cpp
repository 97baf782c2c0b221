// expect: ginnel: these rows are const, and what a write changes comes back into them: give rows that can be changed
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
    const User fixed{};
    db.save(fixed);
#else
    db.save(user);
#endif
    (void)user;
}
