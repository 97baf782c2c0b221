#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ginnel {

// JSON text, written as JavaScript's JSON.stringify writes it, at the end of a string.

/// A string with its quotes. Broken UTF-8 becomes U+FFFD, so that the output is valid whatever the database holds.
void append_json_string(std::string& out, std::string_view text);
/// All digits; JavaScript itself reads integers beyond 2^53 rounded.
void append_json_integer(std::string& out, std::int64_t v);
/// The shortest text that reads back as the same double: 0.5, 12, 1e+21. Infinities and NaN are null, -0 is 0.
void append_json_real(std::string& out, double v);
void append_json_boolean(std::string& out, bool v);

} // namespace ginnel
