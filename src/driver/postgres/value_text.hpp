#pragma once

#include <ginnel/value/cell.hpp>
#include <ginnel/value/key_set.hpp>

#include <string>
#include <string_view>

namespace ginnel::driver::postgres {

/// Appends the digits of a number as the server reads them (Infinity and NaN by name).
void append_integer(std::string& to, std::int64_t v);
void append_real(std::string& to, double v);

/// Appends a set of keys as an array literal: {1,2,3} or {"a","b"}.
///
/// Text and not the binary format of arrays: the server's text parser takes an array of any declared type, so that one
/// spelling serves integers, uuids and dates, and its digits are as fast to make as they are to read.
/// Throws error data, E_NUL_IN_TEXT.
void append_array(std::string& to, const key_set& keys);

/// Throws error data, E_NUL_IN_TEXT, if a text holds a zero byte, which PostgreSQL cannot store.
void refuse_zero_byte(std::string_view text);

} // namespace ginnel::driver::postgres
