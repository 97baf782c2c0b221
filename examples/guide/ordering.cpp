// The program of docs/guide/ordering.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>

struct User;
struct Post;
struct Skill;

struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<User> users{};
};
struct User {
    std::int64_t id{};
    std::int64_t country_id{};
    std::string name{};
    ginnel::belongs_to<Country> country{};
    ginnel::has_many<Post> posts{};
    ginnel::many_to_many<Skill> skills{};
    static void describe(ginnel::model<User>& user)
    {
        user.relation(&User::skills).pivot_column<std::int64_t>("level");
    }
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    std::optional<std::int64_t> stars{};
    ginnel::belongs_to<User> user{};
};
struct Skill {
    std::int64_t id{};
    std::string name{};
};

template <typename Rows>
void show(const Rows& rows)
{
    std::string names;
    for (const auto& row : rows)
        names += names.empty() ? row.name : ", " + row.name;
    std::cout << names << '\n';
}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Country, User, Post, Skill>();
    db.create_many<Country>({{1, "Peru"}, {2, "India"}});
    db.create_many<User>({{1, 1, "Asha"}, {2, 2, "Bala"}, {3, 2, "Cid"}});
    db.create_many<Post>({{1, 1, "Monsoon", 5}, {2, 2, "Rain", {}}, {3, 2, "Sun", 3}});
    db.create_many<Skill>({{1, "Cooking"}, {2, "Sailing"}});
    const User asha = db.find_or_fail<User>(1);
    db.related(asha, &User::skills).attach({{1, {{"level", 2}}}, {2, {{"level", 9}}}});
    db.log([](std::string_view sql) { guide::sql(sql); });

    const auto users = db.query<User>().order_by(&User::country_id, ginnel::desc).order_by(&User::name).all();
    show(users); // prints the names
    show(db.query<User>().order_by(&User::country, &Country::name).order_by(&User::id).all());
    const auto posts = db.query<Post>().order_by(&Post::user, &User::country, &Country::name, ginnel::desc).all();
    show(db.query<User>().order_by_count(&User::posts, ginnel::desc).order_by(&User::id).all());
    show(db.query<User>().order_by_max(&User::posts, &Post::stars, ginnel::desc).all());
    show(db.query<Country>()
             .order_by_count(&Country::users, &User::posts, [](auto& of) { of.where_not_null(&Post::stars); })
             .all());
    show(
        db.query<User>().with_count(&User::posts).order_by_count(&User::posts, ginnel::desc).order_by(&User::id).all());
    show(db.related(asha, &User::skills).query().order_by_pivot("level", ginnel::desc).all());
    const auto best =
        db.query<User>()
            .preload(&User::skills,
                     [](auto& skills) { skills.group_limit(1).group_order_by_pivot("level", ginnel::desc); })
            .all();
    show(best.at(0).skills);
    const auto starred = db.query<Post>().order_by_raw("{table}.stars desc nulls last").order_by(&Post::id).all();
    try {
        db.query<User>().order_by("post_count").all();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    (void)posts, (void)starred;
}
