// expect: ginnel: this computed value has no form in JSON
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <string>
#include <vector>

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
};
struct User {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Post> posts{};
    static void describe(ginnel::model<User>& user);
};

void User::describe(ginnel::model<User>& user)
{
    user.column(&User::name).unique();
#ifdef MISTAKE
    user.computed("kind", [](const User& u) { return u.name.c_str(); });
#else
    user.computed("kind", [](const User& u) { return u.name; });
#endif
}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    const std::vector<User> users = db.query<User>().all();
    (void)users;
}
