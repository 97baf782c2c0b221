#pragma once

#include <ginnel/ginnel.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Countries, their people and what these write; physicians and their patients. And what was sent to the database.

namespace asked {

struct User;
struct Post;
struct Comment;
struct Skill;
struct Patient;
struct Appointment;

struct Country {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<User> users{};
    ginnel::has_many<User> adults{};
    ginnel::has_many_through<Post, User> posts{};
    ginnel::extras extras{};

    static void describe(ginnel::model<Country>& country);
};

struct User {
    std::int64_t id{};
    std::optional<std::int64_t> country_id{};
    std::string name{};
    std::int64_t age{};
    ginnel::belongs_to<Country> country{};
    ginnel::belongs_to<Country> homeland{};
    ginnel::has_many<Post> posts{};
    ginnel::has_many<Post> drafts{};
    ginnel::has_one<Post> latest{};
    ginnel::many_to_many<Skill> skills{};
    ginnel::many_to_many<Skill> crafts{};
    ginnel::extras extras{};

    static void describe(ginnel::model<User>& user);
};

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    std::optional<bool> is_published{};
    std::optional<double> score{};
    std::chrono::sys_days written{};
    ginnel::belongs_to<User> user{};
    ginnel::has_many<Comment> comments{};
};

struct Comment {
    std::int64_t id{};
    std::int64_t post_id{};
    std::string text{};
};

struct Skill {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<User> users{};
};

inline void Country::describe(ginnel::model<Country>& country)
{
    country.relation(&Country::adults).like(&Country::users).on_query([](auto& users) {
        users.where(&User::age, ">=", 18);
    });
}
inline void User::describe(ginnel::model<User>& user)
{
    user.relation(&User::homeland).like(&User::country);
    user.relation(&User::drafts).like(&User::posts);
    user.relation(&User::skills).pivot_table("known_skills").pivot_foreign_key("knower_id");
    user.relation(&User::crafts).like(&User::skills);
    user.relation(&User::latest).on_query([](auto& posts) { posts.order_by(&Post::id, ginnel::desc); });
}

struct Physician {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many_through<Patient, Appointment> patients{};
};
struct Appointment {
    std::int64_t id{};
    std::int64_t physician_id{};
    std::int64_t patient_id{};
    std::string room{};
};
struct Patient {
    std::int64_t id{};
    std::string name{};
};

inline std::chrono::sys_days day(int d)
{
    return std::chrono::year{2024} / std::chrono::March / std::chrono::day{static_cast<unsigned>(d)};
}

/// India: Asha (40; three posts), Ravi (12; one post). Peru: Luz (30; none). Nowhere: Omar (20; one post). Chad has no
/// one.
struct world {
    ginnel::database db{"sqlite::memory:"};
    std::vector<std::string> sent;
    Country india, peru, chad;
    User asha, ravi, luz, omar;

    world()
    {
        db.create_tables<Country, User, Post, Comment, Skill, Physician, Appointment, Patient>();
        india = db.create(Country{.name = "India"});
        peru = db.create(Country{.name = "Peru"});
        chad = db.create(Country{.name = "Chad"});
        asha = db.create(User{.country_id = india.id, .name = "Asha", .age = 40});
        ravi = db.create(User{.country_id = india.id, .name = "Ravi", .age = 12});
        luz = db.create(User{.country_id = peru.id, .name = "Luz", .age = 30});
        omar = db.create(User{.name = "Omar", .age = 20});
        db.create(Post{.user_id = asha.id, .title = "Monsoon", .is_published = true, .score = 4, .written = day(3)});
        db.create(Post{.user_id = asha.id, .title = "Tea", .is_published = true, .score = 2, .written = day(9)});
        db.create(Post{.user_id = asha.id, .title = "Tea", .score = 1, .written = day(1)});
        db.create(Post{.user_id = ravi.id, .title = "Kites", .is_published = true, .written = day(5)});
        db.create(Post{.user_id = omar.id, .title = "Dunes", .is_published = false, .score = 9, .written = day(7)});
        db.create(Comment{.post_id = 1, .text = "wet"});
        db.create(Comment{.post_id = 1, .text = "indeed"});
        db.create(Comment{.post_id = 4, .text = "high"});
        db.log([this](std::string_view sql) { sent.emplace_back(sql); });
    }
    /// The number of statements that `work` sends.
    template <typename F>
    std::size_t sent_by(F&& work)
    {
        sent.clear();
        work();
        return sent.size();
    }
};

using names = std::vector<std::string>;

template <typename Rows, typename F, typename C>
std::vector<F> each(const Rows& rows, F C::*field)
{
    std::vector<F> values;
    for (const C& row : rows)
        values.push_back(row.*field);
    return values;
}

/// Code and message of the error that `work` throws, or "none".
template <typename F>
std::pair<std::string, std::string> error_of(F&& work)
{
    try {
        work();
    } catch (const ginnel::error& e) {
        return {std::string(e.code()), e.what()};
    }
    return {"none", {}};
}

} // namespace asked
