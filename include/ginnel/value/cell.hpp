#pragma once

#include <cstdint>
#include <string_view>

namespace ginnel {

/// What a database value is, once its driver has read it.
enum class kind : std::uint8_t { null, boolean, integer, real, text, blob };

/// The name of a kind as errors print it: "null", "boolean", "integer", "real", "text" or "blob".
std::string_view name_of(kind k) noexcept;

/// One column of one row as the driver hands it out: a view, no copy.
///
/// A text or blob points into the driver's memory and lives until the next row of its statement is fetched.
/// `boolean` stands in `integer` as 0 or 1, so that readers of both need one branch.
struct cell {
    kind type = kind::null;
    union {
        std::int64_t integer = 0;
        double real;
    };
    std::string_view text{}; ///< a text's or blob's bytes
};

} // namespace ginnel
