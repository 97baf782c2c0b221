#pragma once

#include "seeds/watched_database.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace columns {

using namespace std::chrono_literals;
using moment = std::chrono::sys_time<std::chrono::microseconds>;

struct User;
struct Comment;
struct Tag;
struct Tagging;

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    double score{};
    std::optional<std::int64_t> stars{};
    moment created_at{};
    moment updated_at{};
    ginnel::belongs_to<User> user{};
    ginnel::has_many<Comment> comments{};
    ginnel::has_many_through<Tag, Tagging> tags{};
    ginnel::extras extras{};
};
struct User {
    std::int64_t id{};
    std::string name{};
    std::optional<std::int64_t> manager_id{};
    std::int64_t age{};
    std::chrono::year_month_day born{};
    ginnel::time_of_day wakes{};
    ginnel::has_many<Post> posts{};
    ginnel::has_many<Post> good_posts{};
    ginnel::belongs_to<User> manager{};
    ginnel::has_many<User> staff{};
    ginnel::many_to_many<Tag> follows{};
    static void describe(ginnel::model<User>& m)
    {
        m.relation(&User::good_posts).on_query([](auto& q) { q.where(&Post::score, ">=", 5.0); });
        m.relation(&User::manager).foreign_key(&User::manager_id);
        m.relation(&User::staff).foreign_key(&User::manager_id);
        m.relation(&User::follows).pivot_column<std::int64_t>("weight");
    }
};
struct Comment {
    std::int64_t id{};
    std::int64_t post_id{};
    std::string body{};
    moment created_at{};
    ginnel::belongs_to<Post> post{};
};
struct Tagging {
    std::int64_t id{};
    std::int64_t post_id{};
    std::int64_t tag_id{};
    std::int64_t weight{};
};
struct Tag {
    std::int64_t id{};
    std::string name{};
    std::int64_t least{};
    ginnel::extras extras{};
};

inline moment at(int day, std::chrono::microseconds time = 0us)
{
    return std::chrono::sys_days{std::chrono::year{2024} / 3 / day} + time;
}

/// Ada (manager of Bob and Cyd) with three posts, Bob with two, Cyd with none.
class columns_test : public testing::Test {
protected:
    columns_test()
    {
        db.create_tables<User, Post, Comment, Tag, Tagging>();
        db.create_many<User>({{1, "Ada", {}, 40, std::chrono::year{1984} / 2 / 29, {6, 30}},
                              {2, "Bob", 1, 50, std::chrono::year{1974} / 12 / 31, {7, 0, 0, 500}},
                              {3, "Cyd", 1, 20, std::chrono::year{2004} / 1 / 1, {12, 0}}});
        db.create_many<Post>({{1, 1, "Alpha", 9.5, 3, at(1), at(1)},
                              {2, 1, "beta", 2.5, {}, at(2), at(5)},
                              {3, 1, "Gamma", 5.0, 5, at(3, 23h + 59min + 59s + 999999us), at(4)},
                              {4, 2, "Alpha", 1.0, {}, at(4), at(4)},
                              {5, 2, "What?", 4.0, 1, at(31), at(31) + 1us}});
        db.create_many<Comment>({{1, 1, "early", at(1)}, {2, 1, "late", at(9)}, {3, 4, "on time", at(4)}});
        db.create_many<Tag>({{1, "red", 2}, {2, "blue", 5}});
        db.create_many<Tagging>({{1, 1, 1, 3}, {2, 1, 2, 4}, {3, 2, 1, 1}});
    }

    template <typename Query>
    std::vector<std::int64_t> ids(Query&& q)
    {
        std::vector<std::int64_t> found;
        for (const auto& row : q.order_by("id").all())
            found.push_back(row.id);
        return found;
    }
    template <typename F>
    static std::string code_of(F&& work)
    {
        try {
            work();
        } catch (const ginnel::error& e) {
            return std::string{e.code()};
        }
        return "none";
    }

    seeds::watched_database db;
};

using list = std::vector<std::int64_t>;

} // namespace columns
