// The tables that callers race for.
#pragma once

#include "races/shared.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace races {

struct Tag {
    std::int64_t id{};
    std::string name{};
};
struct Post {
    std::int64_t id{};
    ginnel::many_to_many<Tag> tags{};
};
/// The links of posts, as rows. No unique index: what keeps links apart is the lock of the parent alone.
struct PostTag {
    std::int64_t id{}; // tells how many links were ever made
    std::int64_t post_id{}, tag_id{};
    static void describe(ginnel::model<PostTag>& m)
    {
        m.table("post_tag");
        m.column(&PostTag::post_id).indexed();
    }
};
struct Counter {
    std::int64_t id{}, n{};
};
/// Found or created by a text that is unique.
struct Word {
    std::int64_t id{};
    std::string text{};
    static void describe(ginnel::model<Word>& m) { m.column(&Word::text).unique(); }
};
/// Updated or created; the version counts how often.
struct Score {
    std::int64_t id{};
    std::string name{};
    std::int64_t token{}, version{};
    static void describe(ginnel::model<Score>& m)
    {
        m.column(&Score::name).unique();
        m.version(&Score::version);
    }
};
/// The only one of its owner, without a unique index.
struct Badge {
    std::int64_t id{}, owner_id{}, token{};
};
/// Two of each owner.
struct Page {
    std::int64_t id{}, owner_id{}, token{};
};
/// Found or created among those of an owner, without a unique index.
struct Note {
    std::int64_t id{}, owner_id{};
    std::string text{};
    static void describe(ginnel::model<Note>& m) { m.column(&Note::text).indexed(); }
};
struct Owner {
    std::int64_t id{};
    ginnel::has_one<Badge> badge{};
    ginnel::has_many<Page> pages{};
    ginnel::has_many<Note> notes{};
};

// Posts: 1.. are synced and nothing else, so that each set must be one caller's; links of the next ones come and go one
// by one; tags are created for the last one.
inline constexpr std::int64_t create_post = synced_posts + linked_posts + 1;
inline constexpr std::int64_t set_size = 3;      // each caller syncs keys of its own
inline constexpr std::int64_t busy_ms = 120'000; // a machine under load must not look like an error

template <typename T>
T row(std::int64_t id)
{
    T r;
    r.id = id;
    return r;
}
inline std::string numbered(std::string_view what, std::uint64_t number)
{
    return std::string{what} + std::to_string(number);
}
inline std::int64_t first_key_of(std::uint64_t caller)
{
    return static_cast<std::int64_t>(caller) * set_size + 1;
}
/// Whether these are some caller's keys, or those of nobody yet.
bool one_callers(std::vector<std::int64_t> keys);
std::vector<std::int64_t> keys_of(ginnel::executor& db, std::int64_t post);

ginnel::database_options options();
/// Makes the tables and their first rows.
void set_up(const std::string& url);
bool is_sqlite(const std::string& url);

} // namespace races
