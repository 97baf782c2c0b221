// expect: ginnel: take the query by reference
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
    user.before_fetch([](auto q) { q.where(&User::id, 1); });
#else
    user.before_fetch([](auto& q) { q.where(&User::id, 1); });
#endif
}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    const std::vector<User> users = db.query<User>().all();
    (void)users;
}
