// expect: ginnel: a relation is like another of its model and its own type: the same kind, the same target, the same through models
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct User;
struct Post;

struct User {
    std::int64_t id{};
    ginnel::has_many<Post> posts{};
    ginnel::has_many<Post> drafts{};
    ginnel::has_one<Post> latest{};

    static void describe(ginnel::model<User>& user);
};

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
};

void User::describe(ginnel::model<User>& user)
{
#ifdef MISTAKE
    user.relation(&User::latest).like(&User::posts);
#else
    user.relation(&User::drafts).like(&User::posts);
#endif
}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.query<User>().preload(&User::drafts);
}
