// The schema of the floor (bench/floor/README.md) as models, one per table, with all its columns and relations; and
// what of an object goes into a checksum.
#pragma once

#include "floor/floor.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <string>

namespace bench {

struct Badge;
struct Country;
struct Entry;
struct Item;
struct Post;
struct Skill;
struct User;

struct Region {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Country> countries{};
    ginnel::has_many_through<Post, Country, User> posts{};
};

struct Country {
    std::int64_t id{};
    std::int64_t region_id{};
    std::string name{};
    std::string code{};
    ginnel::belongs_to<Region> region{};
    ginnel::has_many<User> users{};
    ginnel::has_many_through<Post, User> posts{};
};

// The pivot's own column, beside its keys.
struct SkillLevel {
    std::int64_t level{};
};

struct User {
    std::int64_t id{};
    std::int64_t country_id{};
    std::string name{};
    std::string email{};
    std::int64_t age{};
    ginnel::belongs_to<Country> country{};
    ginnel::has_many<Post> posts{};
    ginnel::many_to_many<Skill, SkillLevel> skills{};
    ginnel::many_to_many<Badge> badges{};
};

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    std::string body{};
    std::int64_t created_at{};
    double score{};
    ginnel::belongs_to<User> user{};
};

struct Skill {
    std::int64_t id{};
    std::string name{};
};

struct Badge {
    std::int64_t id{};
    std::string name{};
};

struct Owner {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Item> items{};
};

struct Item {
    std::int64_t id{};
    std::int64_t owner_id{};
    std::string label{};
    std::int64_t amount{};
    ginnel::belongs_to<Owner> owner{};
};

struct Feed {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Entry> entries{};
};

struct Entry {
    std::int64_t id{};
    std::int64_t feed_id{};
    std::string title{};
    std::int64_t created_at{};
    ginnel::belongs_to<Feed> feed{};
};

struct Event {
    std::int64_t id{};
    std::string name{};
    std::int64_t amount{};
    double ratio{};
    std::string state{};

    static void describe(ginnel::model<Event>& event) { event.column(&Event::state).database_default("new"); }
};

inline void hash(perf::Checksum& h, const Region& r)
{
    h.integer(r.id), h.text(r.name);
}
inline void hash(perf::Checksum& h, const Country& c)
{
    h.integer(c.id), h.integer(c.region_id), h.text(c.name), h.text(c.code);
}
inline void hash(perf::Checksum& h, const User& u)
{
    h.integer(u.id), h.integer(u.country_id), h.text(u.name), h.text(u.email), h.integer(u.age);
}
inline void hash(perf::Checksum& h, const Post& p)
{
    h.integer(p.id), h.integer(p.user_id), h.text(p.title), h.text(p.body), h.integer(p.created_at), h.real(p.score);
}
inline void hash(perf::Checksum& h, const Skill& s)
{
    h.integer(s.id), h.text(s.name);
}
inline void hash(perf::Checksum& h, const Owner& o)
{
    h.integer(o.id), h.text(o.name);
}
inline void hash(perf::Checksum& h, const Item& i)
{
    h.integer(i.id), h.integer(i.owner_id), h.text(i.label), h.integer(i.amount);
}
inline void hash(perf::Checksum& h, const Feed& f)
{
    h.integer(f.id), h.text(f.name);
}
inline void hash(perf::Checksum& h, const Entry& e)
{
    h.integer(e.id), h.integer(e.feed_id), h.text(e.title), h.integer(e.created_at);
}

inline void hash(perf::Checksum& h, const Event& e)
{
    h.integer(e.id), h.text(e.name), h.integer(e.amount), h.real(e.ratio), h.text(e.state);
}

} // namespace bench
