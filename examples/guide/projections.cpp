// The program of docs/guide/projections.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

struct Post;

struct User {
    std::int64_t id{};
    std::string name{};
    std::optional<std::string> email{};
    ginnel::has_many<Post> posts{};
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    std::string body{};
    std::optional<std::int64_t> stars{};
    ginnel::belongs_to<User> user{};
    ginnel::row_state state{};
};

struct card { // any plain struct: no model, nothing declared
    std::string title{};
    std::optional<std::int64_t> stars{};
    std::string label{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<User, Post>();
    db.create_many<User>({{1, "Asha", "asha@example.org"}, {2, "Bala", {}}});
    db.create_many<Post>({{1, 1, "Monsoon", "Long", 5}, {2, 1, "Rain", "Longer", {}}, {3, 2, "Sun", "Short", 3}});
    db.log([](std::string_view sql) { guide::sql(sql); });

    for (const std::string& title : db.query<Post>().order_by(&Post::title).pluck(&Post::title))
        std::cout << title << '\n';
    const std::vector<std::pair<std::int64_t, std::string>> names = db.query<User>().pluck(&User::id, &User::name);
    const auto pairs =
        db.query<Post>().all_as<std::tuple<std::string, std::optional<std::int64_t>>>(&Post::title, &Post::stars);
    const auto first =
        db.query<Post>().order_by(&Post::id).first_as<std::tuple<std::int64_t, std::string>>(&Post::id, &Post::title);
    const auto cards = db.query<Post>().order_by(&Post::id).all_as<card>(
        ginnel::into(&card::title, &Post::title), ginnel::into(&card::label, ginnel::raw("upper({posts}.title)")));
    std::cout << cards.at(0).title << ' ' << cards.at(0).label << ' ' << cards.at(0).stars.has_value() << '\n';
    const auto posts = db.query<Post>().select(&Post::title).all();
    std::cout << posts.at(0).title << ' ' << posts.at(0).state.stored() << ' ' << posts.at(0).state.partial() << '\n';
    try {
        auto some = db.query<Post>().select(&Post::title).all();
        db.load(some, &Post::user);
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    for (const ginnel::value_row& row : db.query<Post>().order_by(&Post::id).select_values({"title", "stars"}))
        std::cout << row.get<std::string>("title") << ' ' << row.get<std::optional<std::int64_t>>("stars").value_or(0)
                  << '\n';
    try {
        db.query<Post>().select_values({"titel"});
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    (void)names, (void)pairs, (void)first;
}
