// expect: ginnel: a version is an integer, std::int64_t version{}
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
    auto f = [](ginnel::model<User>& page) { page.version(&User::name); };
    (void)f;
#else
    (void)user;
#endif
    (void)user;
}
