#pragma once

#include <cstdint>
#include <string_view>

namespace ginnel {

/// What a column holds, apart from how a database stores it.
enum class column_type : std::uint8_t {
    boolean,
    int16,
    int32,
    int64,
    real,
    text,
    blob,
    date,      ///< stored as YYYY-MM-DD
    time,      ///< a time of day, stored as HH:MM:SS[.ffffff]
    timestamp, ///< UTC, stored as YYYY-MM-DD HH:MM:SS[.ffffff]
    uuid,      ///< stored as 36 characters, lower case
    decimal,   ///< exact, stored as its digits
    json,      ///< stored as text
    epoch_ms   ///< a moment, stored as the whole milliseconds since 1970-01-01 00:00:00 UTC
};

/// The name of a type as errors and docs print it: "int64", "timestamp" ...
std::string_view name_of(column_type type) noexcept;

/// Whether keys of these two types can be compared by every database without a conversion (all integer widths can).
bool comparable(column_type a, column_type b) noexcept;

} // namespace ginnel
