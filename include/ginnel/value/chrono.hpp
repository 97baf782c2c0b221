#pragma once

#include <ginnel/value/column_traits.hpp>
#include <ginnel/value/time_of_day.hpp>

#include <chrono>

// Chrono's types as columns, apart from column_traits.hpp because <chrono> costs each file that includes it about a
// tenth of a second: whoever has such members has paid already.

namespace ginnel {

namespace detail {

bool load_date(const cell& c, std::chrono::year_month_day& out) noexcept;
value store_date(std::chrono::year_month_day v);
/// Microseconds since 1970-01-01 00:00:00 UTC.
bool load_timestamp(const cell& c, std::int64_t& out) noexcept;
value store_timestamp(std::int64_t microseconds);

} // namespace detail

/// A date, as the text YYYY-MM-DD; years 0000 to 9999. Storing a day that does not exist, or a year outside, throws
/// `error` (E_VALUE_RANGE). PostgreSQL knows no year 0.
template <>
struct column_traits<std::chrono::year_month_day> {
    static constexpr column_type type = column_type::date;
    static constexpr bool nullable = false;
    static bool load(const cell& c, std::chrono::year_month_day& out) noexcept { return detail::load_date(c, out); }
    static value store(std::chrono::year_month_day v) { return detail::store_date(v); }
};

/// A date, kept as its count of days.
template <>
struct column_traits<std::chrono::sys_days> {
    static constexpr column_type type = column_type::date;
    static constexpr bool nullable = false;
    static bool load(const cell& c, std::chrono::sys_days& out) noexcept
    {
        std::chrono::year_month_day day;
        if (!detail::load_date(c, day))
            return false;
        out = day;
        return true;
    }
    static value store(std::chrono::sys_days v) { return detail::store_date(v); }
};

/// A moment in UTC, to the second, millisecond or microsecond. Stored as YYYY-MM-DD HH:MM:SS[.ffffff]; loads the same
/// with T for the space, a fraction of one to nine digits (what is finer than the type is cut off, towards the past)
/// and a Z or an offset of hours [and minutes] at the end, which is converted to UTC. Years 0000 to 9999: storing
/// others throws `error` (E_VALUE_RANGE).
template <typename Duration>
requires(std::same_as<Duration, std::chrono::seconds> || std::same_as<Duration, std::chrono::milliseconds> ||
         std::same_as<Duration, std::chrono::microseconds>) struct column_traits<std::chrono::sys_time<Duration>> {
    static constexpr column_type type = column_type::timestamp;
    static constexpr bool nullable = false;
    static bool load(const cell& c, std::chrono::sys_time<Duration>& out) noexcept
    {
        std::int64_t count = 0;
        if (!detail::load_timestamp(c, count))
            return false;
        out = std::chrono::floor<Duration>(
            std::chrono::sys_time<std::chrono::microseconds>{std::chrono::microseconds{count}});
        return true;
    }
    static value store(std::chrono::sys_time<Duration> v)
    {
        // The bound comes before the multiplication, which would overflow for far seconds.
        constexpr Duration far = std::chrono::duration_cast<Duration>(std::chrono::days{4'000'000});
        const Duration d = v.time_since_epoch();
        const Duration held = d > far ? far : d < -far ? -far : d;
        return detail::store_timestamp(std::chrono::duration_cast<std::chrono::microseconds>(held).count());
    }
};

/// A time of day to the second, millisecond or microsecond. Storing one that is negative or a day and longer throws
/// `error` (E_VALUE_RANGE).
template <typename Duration>
requires(std::same_as<Duration, std::chrono::seconds> || std::same_as<Duration, std::chrono::milliseconds> ||
         std::same_as<Duration, std::chrono::microseconds>) struct column_traits<std::chrono::hh_mm_ss<Duration>> {
    static constexpr column_type type = column_type::time;
    static constexpr bool nullable = false;
    static bool load(const cell& c, std::chrono::hh_mm_ss<Duration>& out) noexcept
    {
        time_of_day t;
        if (!column_traits<time_of_day>::load(c, t))
            return false;
        out =
            std::chrono::hh_mm_ss<Duration>{std::chrono::floor<Duration>(std::chrono::microseconds{t.microseconds()})};
        return true;
    }
    static value store(const std::chrono::hh_mm_ss<Duration>& v)
    {
        constexpr Duration day = std::chrono::duration_cast<Duration>(std::chrono::days{1});
        const Duration d = v.to_duration();
        const Duration held = d > day ? day : d < -day ? -day : d;
        const auto count = std::chrono::duration_cast<std::chrono::microseconds>(held).count();
        return column_traits<time_of_day>::store(time_of_day::from_microseconds(count));
    }
};

} // namespace ginnel
