#include "app/writing/row_defaults.hpp"

#include "app/json_view.hpp"
#include "app/writing/given_value.hpp"

#include <ginnel/value/chrono.hpp>
#include <ginnel/value/uuid.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <string>

namespace ginnel::app {

namespace {

std::uint64_t random_bits()
{
    thread_local std::random_device source;
    return (static_cast<std::uint64_t>(source()) << 32) | source();
}

std::string hex(std::uint64_t bits, int digits)
{
    static constexpr char letters[] = "0123456789abcdef";
    std::string out(static_cast<std::size_t>(digits), '0');
    for (auto at = out.rbegin(); at != out.rend(); ++at, bits >>= 4)
        *at = letters[bits & 15];
    return out;
}

std::string uuid_text(std::uint64_t high, std::uint64_t low)
{
    const auto a = hex(high, 16), b = hex(low, 16);
    return a.substr(0, 8) + "-" + a.substr(8, 4) + "-" + a.substr(12) + "-" + b.substr(0, 4) + "-" + b.substr(4);
}

constexpr std::uint64_t variant(std::uint64_t low) noexcept
{
    return (low & 0x3fffffffffffffff) | 0x8000000000000000;
}

/// Version 1: of the time, in steps of 100 ns since 1582. The node is random, as the standard allows: it tells nobody
/// the machine.
std::string time_uuid()
{
    constexpr std::uint64_t from_1582 = 0x01b21dd213814000;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto steps =
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()) / 100 + from_1582;
    const auto high = (steps << 32) | ((steps >> 16) & 0xffff0000) | 0x1000 | (steps >> 48);
    constexpr std::uint64_t multicast = 0x010000000000;
    return uuid_text(high, variant(random_bits() | multicast));
}

std::string short_id()
{
    static constexpr char letters[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
    std::string out(10, '0');
    auto bits = random_bits();
    for (auto& c : out) {
        c = letters[bits & 63];
        bits >>= 6;
    }
    return out;
}

value now_for(const schema::column& c)
{
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    if (c.type == column_type::epoch_ms)
        return value{std::int64_t{now.time_since_epoch().count()}};
    const auto stored = column_traits<std::chrono::sys_time<std::chrono::microseconds>>::store(now);
    if (c.type != column_type::text)
        return stored;
    std::string text = stored.text().substr(0, 19);
    text[10] = 'T';
    const auto thousandths = std::to_string(1000 + now.time_since_epoch().count() % 1000);
    return value{text + "." + thousandths.substr(1) + "Z"};
}

value default_for(const schema::column& c, const default_value& d)
{
    switch (d.from) {
    case default_value::source::uuid1:
        return value{time_uuid()};
    case default_value::source::uuid4:
        return column_traits<uuid>::store(uuid::random());
    case default_value::source::short_id:
        return value{short_id()};
    case default_value::source::now:
        return now_for(c);
    case default_value::source::fixed:
        break;
    }
    return given_value(c, d.fixed).value_or(value{});
}

} // namespace

const value* given_in(const row_values& row, const schema::column& c) noexcept
{
    const auto at = std::find_if(row.begin(), row.end(), [&](const auto& v) { return v.first == &c; });
    return at == row.end() ? nullptr : &at->second;
}

void add_defaults(row_values& row, const schema::model& m, const model_rules& rules)
{
    for (const auto& member : rules.scope_values)
        if (const auto* c = m.table.find(view(member.key())); c && !given_in(row, *c))
            if (auto v = given_value(*c, member.value()))
                row.emplace_back(c, std::move(*v));
    for (const auto& [name, d] : rules.defaults)
        if (const auto* c = m.table.find(name); c && !given_in(row, *c))
            row.emplace_back(c, default_for(*c, d));
}

} // namespace ginnel::app
