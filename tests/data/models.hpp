// A shop whose models use all that stands between rows and structs.
#pragma once

#include <ginnel/ginnel.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace data {

enum class level { low, high };
enum class colour { red, green };

/// A strong type over an integer, as a program has them.
struct cents {
    std::int64_t amount{};
    friend bool operator==(const cents&, const cents&) = default;
};
/// Words in one text, with commas between.
struct words {
    std::vector<std::string> list{};
    friend bool operator==(const words&, const words&) = default;
};

struct Phone {
    std::string number{};
    std::optional<std::int32_t> extension{};
    friend bool operator==(const Phone&, const Phone&) = default;
};
struct Address {
    std::string street{};
    std::string zip{};
    std::vector<Phone> phones{};
    std::optional<Phone> fax{};
    friend bool operator==(const Address&, const Address&) = default;
};

/// A column of every type.
struct Everything {
    std::int64_t id{};
    bool yes{};
    std::int8_t tiny{};
    std::uint8_t small{};
    std::int16_t short_{};
    std::uint32_t wide{};
    std::int64_t big{};
    float single{};
    double real{};
    std::string text{};
    std::vector<std::byte> bytes{};
    std::chrono::year_month_day day{std::chrono::year{2000}, std::chrono::month{1}, std::chrono::day{1}};
    std::chrono::sys_time<std::chrono::microseconds> moment{};
    ginnel::time_of_day clock{};
    ginnel::uuid token{};
    ginnel::decimal price{};
    ginnel::json anything{};
    level named{};
    colour numbered{};
    cents owed{};
    words tags{};
    std::vector<std::int64_t> references{};
    std::vector<std::string> labels{};
    ginnel::embedded<Address> address{};
    ginnel::embedded<std::vector<Phone>> phones{};
    std::optional<bool> maybe_yes{};
    std::optional<std::int64_t> maybe_big{};
    std::optional<double> maybe_real{};
    std::optional<std::string> maybe_text{};
    std::optional<std::vector<std::byte>> maybe_bytes{};
    std::optional<ginnel::decimal> maybe_price{};
    std::optional<level> maybe_named{};
    std::optional<std::vector<std::int64_t>> maybe_references{};
    std::optional<ginnel::embedded<Address>> maybe_address{};
    friend bool operator==(const Everything&, const Everything&) = default;
};

} // namespace data

template <>
inline constexpr ginnel::enum_name<data::level> ginnel::enum_names<data::level>[] = {{data::level::low, "low"},
                                                                                   {data::level::high, "high"}};
template <>
struct ginnel::stored_as<data::cents> {
    using type = std::int64_t;
    static type store(const data::cents& c) { return c.amount; }
    static std::optional<data::cents> load(type v)
    {
        return v < 0 ? std::nullopt : std::optional{data::cents{v}};
    }
};
template <>
struct ginnel::stored_as<data::words> {
    using type = std::string;
    static type store(const data::words& w);
    static std::optional<data::words> load(const type& text);
};

namespace data {

struct User;
struct Post;
struct Skill;

struct Proficiency {
    std::string grade{};
    std::int64_t points{};
};

struct User {
    std::int64_t id{};
    std::string first{};
    std::string last{};
    std::optional<std::string> secret{};
    ginnel::has_many<Post> posts{};
    ginnel::many_to_many<Skill, Proficiency> skills{};
    static void describe(ginnel::model<User>& user);
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    double score{};
    ginnel::belongs_to<User> user{};
};
struct Skill {
    std::int64_t id{};
    std::string name{};
    ginnel::extras extras{};
};

inline void User::describe(ginnel::model<User>& user)
{
    user.column(&User::secret).hidden();
    user.column(&User::last).serialize_as("surname");
    user.computed("full_name", [](const User& u) { return u.first + " " + u.last; });
    user.computed("initials", [](const User& u) { return std::vector<std::string>{u.first.substr(0, 1), u.last.substr(0, 1)}; })
        .serialize_as("short");
    user.computed("internal", [](const User& u) { return u.id; }).hidden();
}

/// What an error says; "none" where none is thrown.
template <typename F>
std::string message_of(F&& work)
{
    try {
        work();
    } catch (const ginnel::error& e) {
        return std::string{e.code()} + ": " + e.what();
    }
    return "none";
}

} // namespace data
