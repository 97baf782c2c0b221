#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ginnel::detail {

// Dates and times as text. Readers take the whole text or nothing; writers get what is in range.

/// YYYY-MM-DD of a day that exists.
std::optional<std::chrono::year_month_day> read_date(std::string_view text) noexcept;
/// HH:MM:SS[.f to .fffffffff]: microseconds since midnight, the rest of the fraction cut off.
std::optional<std::int64_t> read_time(std::string_view text) noexcept;
/// A date, a space or T, a time, and perhaps Z, ±HH, ±HHMM or ±HH:MM: microseconds since 1970 in UTC.
std::optional<std::int64_t> read_timestamp(std::string_view text) noexcept;

/// The first and the last moment that has a text: 0000-01-01 00:00:00 and 9999-12-31 23:59:59.999999.
inline constexpr std::int64_t first_timestamp = -62'167'219'200'000'000;
inline constexpr std::int64_t last_timestamp = 253'402'300'799'999'999;

void append_date(std::string& out, std::chrono::year_month_day v);
void append_time(std::string& out, std::int64_t microseconds);
void append_timestamp(std::string& out, std::int64_t microseconds);
std::string timestamp_text(std::int64_t microseconds);

} // namespace ginnel::detail
