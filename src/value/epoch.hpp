#pragma once

#include <ginnel/value/column_type.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace ginnel {

// Columns of type epoch_ms hold integers; programs and JSON know moments by the texts of timestamps.

/// Whether columns of this type hold moments, in whichever form.
constexpr bool is_moment(column_type type) noexcept
{
    return type == column_type::timestamp || type == column_type::epoch_ms;
}

/// "2014-06-01 08:30:00.5" -> 1401611400500, and every other form of a timestamp. Finer parts are cut off towards the
/// past. Nothing: the text is no timestamp.
std::optional<std::int64_t> epoch_ms_of(std::string_view timestamp) noexcept;

/// 1401611400500 -> "2014-06-01 08:30:00.500000". Nothing: the year has not four digits.
std::optional<value> timestamp_at(std::int64_t epoch_ms);

/// A moment as a column of the type keeps it; every other value as it is.
value moment_as(column_type type, const value& v);

/// Whether `timestamp_at` has a text for it.
bool has_timestamp(std::int64_t epoch_ms) noexcept;

} // namespace ginnel
