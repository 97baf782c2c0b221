// expect: ginnel: this column takes no null: give it a value, or make the field a std::optional
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

struct Post;

struct User {
    std::int64_t id{};
    std::string email{};
    std::optional<std::string> nick{};
    ginnel::has_many<Post> posts{};
};

struct Post {
    std::int64_t id{};
    std::optional<std::int64_t> user_id{};
    std::string title{};
    ginnel::belongs_to<User> user{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    User user{};
    Post post{};
    const Post fixed{};
    db.related(user, &User::posts).save(post);
    db.related(fixed, &Post::user).query();
#ifdef MISTAKE
    db.first_or_create<User>({{&User::email, std::nullopt}});
#else
    db.first_or_create<User>({{&User::nick, std::nullopt}});
#endif
}
