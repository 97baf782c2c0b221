#pragma once

#include <ginnel/value/column_traits.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ginnel {

/// A time of day to the microsecond, without a date and without a zone: 00:00:00 to 23:59:59.999999.
class time_of_day {
public:
    static constexpr std::int64_t microseconds_per_day = 86'400'000'000;

    /// Midnight.
    constexpr time_of_day() noexcept = default;
    /// Throws `error` (E_VALUE_RANGE) if a part is out of its range.
    time_of_day(int hour, int minute, int second = 0, int microsecond = 0);
    /// Throws `error` (E_VALUE_RANGE) unless `count` is at least 0 and less than a day.
    static time_of_day from_microseconds(std::int64_t count);
    /// Reads HH:MM:SS with up to nine digits of a fraction, of which six are kept; nothing if the text is of another
    /// form.
    static std::optional<time_of_day> parse(std::string_view text) noexcept;

    constexpr std::int64_t microseconds() const noexcept { return microseconds_; } ///< since midnight
    constexpr int hour() const noexcept { return static_cast<int>(microseconds_ / 3'600'000'000); }
    constexpr int minute() const noexcept { return static_cast<int>(microseconds_ / 60'000'000 % 60); }
    constexpr int second() const noexcept { return static_cast<int>(microseconds_ / 1'000'000 % 60); }
    constexpr int microsecond() const noexcept { return static_cast<int>(microseconds_ % 1'000'000); }

    /// HH:MM:SS, with .ffffff only where there is a fraction.
    std::string to_string() const;

    friend constexpr auto operator<=>(const time_of_day&, const time_of_day&) noexcept = default;

private:
    std::int64_t microseconds_ = 0;
};

/// A text as `time_of_day::parse` takes it.
template <>
struct column_traits<time_of_day> {
    static constexpr column_type type = column_type::time;
    static constexpr bool nullable = false;
    static bool load(const cell& c, time_of_day& out) noexcept;
    static value store(time_of_day v);
};

} // namespace ginnel
