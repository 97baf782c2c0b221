// Models for what finds rows or else writes them, and for rows that one hop ties to a parent.
#pragma once

#include <ginnel/ginnel.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace finding {

struct Post;
struct Profile;
struct Comment;
struct Line;

struct User {
    std::int64_t id{};
    std::string email{};
    std::optional<std::string> nick{};
    std::int64_t age{};
    ginnel::has_many<Post> posts{};
    ginnel::has_one<Profile> profile{};
    ginnel::has_many<Line> lines{};
    ginnel::morph_many<Comment> comments{};
    static void describe(ginnel::model<User>& user);
};
struct Post {
    std::int64_t id{};
    std::optional<std::int64_t> user_id{};
    std::string title{};
    std::int64_t score{};
    ginnel::belongs_to<User> user{};
    ginnel::morph_many<Comment> comments{};
    static void describe(ginnel::model<Post>& post);
};
struct Profile {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string bio{};
    static void describe(ginnel::model<Profile>& profile);
};
/// Its key cannot be null, and its own is no number.
struct Line {
    ginnel::uuid id{};
    std::int64_t user_id{};
    std::string text{};
    ginnel::belongs_to<User> user{};
};
struct Comment {
    std::int64_t id{};
    std::optional<std::int64_t> commentable_id{};
    std::optional<std::string> commentable_type{};
    std::string body{};
    ginnel::morph_to<User, Post> commentable{};
    static void describe(ginnel::model<Comment>& comment);
};

/// Keeps the texts of what is sent to it.
class watched_database : public ginnel::database {
public:
    explicit watched_database(std::string_view url = "sqlite::memory:") : ginnel::database{url}
    {
        log([this](std::string_view sql) { sent_.emplace_back(sql); });
    }
    void make()
    {
        create_tables<User, Post, Profile, Line, Comment>();
        ann = create(User{.email = "ann@x", .nick = "a", .age = 30});
        bob = create(User{.email = "bob@x", .age = 40});
    }
    /// The first words of the statements that `work` causes; transaction control left out.
    template <typename F>
    std::vector<std::string> statements_of(F&& work)
    {
        sent_.clear();
        work();
        std::vector<std::string> sent = std::exchange(sent_, {});
        std::erase_if(sent, [](const std::string& s) {
            return s.starts_with("begin") || s.starts_with("commit") || s.starts_with("rollback") ||
                   s.starts_with("savepoint") || s.starts_with("release");
        });
        for (std::string& s : sent)
            s = s.substr(0, s.find(' '));
        return sent;
    }

    User ann{}, bob{};

private:
    std::vector<std::string> sent_;
};

using list = std::vector<std::string>;

} // namespace finding
