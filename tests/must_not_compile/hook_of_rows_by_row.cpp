// expect: ginnel: this hook takes the rows that were read
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
    user.after_fetch([](User& u) { u.name.clear(); });
#else
    user.after_load([](User& u) { u.name.clear(); });
#endif
}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    const std::vector<User> users = db.query<User>().all();
    (void)users;
}
