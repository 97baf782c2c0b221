#pragma once

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The models that most tests of the typed door speak of, and a small database of them.

namespace typed_blog {

struct User;
struct Post;
struct Skill;
struct Profile;

struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<User> users{};
    ginnel::has_many_through<Post, User> posts{};
    ginnel::extras extras{};
};

struct User {
    std::int64_t id{};
    std::optional<std::int64_t> country_id{};
    std::string name{};
    ginnel::belongs_to<Country> country{};
    ginnel::has_many<Post> posts{};
    ginnel::has_one<Profile> profile{};
    ginnel::many_to_many<Skill> skills{};

    static void describe(ginnel::model<User>& user);
};

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    bool is_published{};
    double score{};
    ginnel::row_state state{};
    ginnel::belongs_to<User> user{};
    ginnel::extras extras{};
};

struct Profile {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string motto{};
};

struct Skill {
    std::int64_t id{};
    std::string name{};
    ginnel::extras extras{};
};

inline void User::describe(ginnel::model<User>& user)
{
    user.relation(&User::skills).pivot_column<std::string>("proficiency");
}

/// A database in memory that holds the blog and keeps what was sent to it.
struct blog {
    ginnel::database db{"sqlite::memory:"};
    std::vector<std::string> sent;
    Country india, peru;
    User asha, ravi, luz;
    Skill cooking, sailing, chess;

    blog()
    {
        db.create_tables<Country, User, Post, Skill, Profile>();
        india = db.create(Country{.name = "India"});
        peru = db.create(Country{.name = "Peru"});
        asha = db.related(india, &Country::users).create({.name = "Asha"});
        ravi = db.related(india, &Country::users).create({.name = "Ravi"});
        luz = db.create(User{.name = "Luz"});
        db.related(asha, &User::posts)
            .create_many({{.title = "Monsoon", .is_published = true, .score = 4.5}, {.title = "Draft", .score = 1.5}});
        db.related(ravi, &User::posts).create({.title = "Monsoon again", .is_published = true, .score = 3});
        db.related(asha, &User::profile).create({.motto = "onwards"});
        cooking = db.create(Skill{.name = "Cooking"});
        sailing = db.create(Skill{.name = "Sailing"});
        chess = db.create(Skill{.name = "Chess"});
        db.related(asha, &User::skills).attach({{cooking.id, {{"proficiency", "master"}}}, {sailing.id, {}}});
        db.log([this](std::string_view sql) { sent.emplace_back(sql); });
    }
};

template <typename Rows, typename F, typename C>
std::vector<F> each(const Rows& rows, F C::*field)
{
    std::vector<F> values;
    for (const auto& row : rows)
        values.push_back(row.*field);
    return values;
}

/// The code of the error that `work` throws, or "none".
template <typename F>
std::string code_of(F&& work)
{
    try {
        work();
    } catch (const ginnel::error& e) {
        return std::string(e.code());
    }
    return "none";
}
/// Its message.
template <typename F>
std::string message_of(F&& work)
{
    try {
        work();
    } catch (const ginnel::error& e) {
        return e.what();
    }
    return "none";
}

} // namespace typed_blog
