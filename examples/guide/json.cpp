// The program of docs/guide/json.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

struct Address { // no model: a value inside a row
    std::string street{};
    std::optional<std::string> zip{};
};
struct Post;
struct User {
    std::int64_t id{};
    std::string first{};
    std::string last{};
    std::optional<std::string> password{};
    ginnel::embedded<Address> address{};
    std::vector<std::string> labels{};
    ginnel::decimal credit{};
    ginnel::has_many<Post> posts{};
    ginnel::extras extras{};
    static void describe(ginnel::model<User>& user)
    {
        user.column(&User::last).serialize_as("surname");
        user.column(&User::password).hidden();
        user.computed("full_name", [](const User& u) { return u.first + " " + u.last; });
    }
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    std::string body{};
    ginnel::belongs_to<User> user{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<User, Post>();
    db.create(User{.first = "Asha",
                   .last = "Rao",
                   .password = "x",
                   .address = Address{.street = "High Street"},
                   .labels = {"a", "b"},
                   .credit = *ginnel::decimal::parse("12.50")});
    db.create_many<Post>({{1, 1, "Monsoon", "Long"}, {2, 1, "Rain", "Longer"}});
    db.log([](std::string_view sql) { guide::sql(sql); });

    const auto users = db.query<User>().preload(&User::posts).all();
    std::cout << ginnel::to_json(users) << '\n';
    const auto post = ginnel::pick<Post>().omit(&Post::body, &Post::user_id);
    const auto card = ginnel::pick<User>().only(&User::id, "full_name").with(&User::posts, post);
    std::cout << ginnel::to_json(users, card) << '\n';
    const auto counted = db.query<User>().with_count(&User::posts, "post_count").all();
    std::cout << ginnel::to_json(counted, ginnel::pick<User>().only(&User::id).with_extras()) << '\n';
    const auto read =
        ginnel::from_json<User>(R"({"first":"Bala","surname":"Sen","credit":"0.10","posts":[{"title":"Sun"}]})");
    std::cout << read.last << ' ' << read.credit.to_string() << ' ' << read.posts.at(0).title << '\n';
    User patched = users.at(0);
    ginnel::from_json(R"({"first":"Asha Devi"})", patched);
    std::cout << patched.first << ' ' << patched.last << '\n';
    try {
        ginnel::from_json<std::vector<User>>(
            R"([{"id":1},{"id":"2","frist":"Cid","password":"x","address":{"zip":5},"posts":[{},{"title":null}]}])");
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    std::cout << users.at(0).address->street << ' ' << users.at(0).labels.at(1) << '\n';
    db.log(nullptr);
    db.run(R"(update users set address = '{"street":1}')");
    try {
        db.query<User>().all();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
}
