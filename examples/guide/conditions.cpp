// The program of docs/guide/conditions.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <chrono>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

using moment = std::chrono::sys_time<std::chrono::microseconds>;

struct Post;
struct User {
    std::int64_t id{};
    std::string name{};
    std::int64_t age{};
    std::optional<std::string> email{};
    ginnel::has_many<Post> posts{};
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    std::chrono::sys_time<std::chrono::microseconds> created_at{};
    std::chrono::sys_time<std::chrono::microseconds> updated_at{};
    ginnel::belongs_to<User> user{};
};

int main()
{
    using namespace std::chrono_literals;
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<User, Post>();
    db.create_many<User>({{1, "Ada", 40, "ada@example.org"}, {2, "Bob", 50}, {3, "Cyd", 20}});
    const moment march = std::chrono::sys_days{2024y / 3 / 1};
    db.create_many<Post>(
        {{1, 1, "Monsoon", march, march}, {2, 1, "Rain", march + 24h, march + 48h}, {3, 2, "Sun", march, march}});
    db.log([](std::string_view sql) { guide::sql(sql); });

    auto adults = db.query<User>().where(&User::age, ">=", 18).where(&User::name, "like", "A%").all();
    auto some =
        db.query<User>().where(&User::name, "Ada").or_where(&User::name, "Bob").where(&User::age, "<", 45).all();
    const User ada = db.find_or_fail<User>(1);
    const auto hers = db.related(ada, &User::posts).query().where(&Post::title, "like", "M%").count();
    auto group = db.query<User>()
                     .where(&User::age, ">", 18)
                     .where([](auto& q) { q.where(&User::name, "Ada").or_where_null(&User::email); })
                     .where_not([](auto& q) { q.where(&User::name, "Cyd").where(&User::age, 20); })
                     .all();
    const std::vector<std::int64_t> keys{1, 2, 3};
    auto listed = db.query<User>()
                      .where_in(&User::id, keys)
                      .where_not_in(&User::name, {"Bob", "Dan"})
                      .where_not_null(&User::email)
                      .where_between(&User::age, 18, 65)
                      .all();
    const auto without = db.query<User>().where_not(&User::email, "ada@example.org").count();
    const std::vector<std::optional<std::string>> emails{"ada@example.org", std::nullopt};
    const auto all = db.query<User>().where_in(&User::email, emails).count();
    std::cout << without << " and " << all << '\n';
    auto writers =
        db.query<User>().where_in(&User::id, db.query<Post>().where(&Post::title, "like", "%n%"), &Post::user_id).all();
    auto changed = db.query<Post>().where_column(&Post::updated_at, ">", &Post::created_at).all();
    auto namesakes =
        db.query<User>()
            .where_has(&User::posts,
                       [](auto& posts) { posts.where_column(&Post::title, "<>", ginnel::outer(&User::name)); })
            .all();
    auto march_posts =
        db.query<Post>().where_date(&Post::created_at, ">=", 2024y / 3 / 2).where_year(&Post::updated_at, 2024).all();
    try {
        db.query<User>().where("nmae", "Ada").all();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        db.query<Post>().where_column(&Post::title, ginnel::outer(&User::name)).all();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    (void)hers, (void)adults, (void)some, (void)group, (void)listed, (void)writers, (void)changed, (void)namesakes,
        (void)march_posts;
}
