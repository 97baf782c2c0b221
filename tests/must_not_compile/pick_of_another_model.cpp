// expect: ginnel: this pick is of another model than the row
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

}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    const std::vector<User> users = db.query<User>().all();
#ifdef MISTAKE
    (void)ginnel::to_json(users, ginnel::pick<Post>());
#else
    (void)ginnel::to_json(users, ginnel::pick<User>());
#endif
}
