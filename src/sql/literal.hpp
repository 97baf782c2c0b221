#pragma once

#include <ginnel/value/value.hpp>

#include <string>
#include <string_view>

namespace ginnel::sql {

/// A text between single quotes, its own quotes doubled. Throws error usage, E_LITERAL, if it holds a zero byte.
std::string text_literal(std::string_view text);

/// The shortest digits that read back as the same number, always with a point or an exponent.
/// Throws error usage, E_LITERAL, for infinities and not-a-number, which SQL has no literal for.
std::string real_literal(double number);

/// Bytes as lower-case hexadecimal digits.
std::string hex_digits(std::string_view bytes);

} // namespace ginnel::sql
