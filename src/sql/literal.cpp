#include "sql/literal.hpp"

#include "sql/quoted.hpp"

#include <ginnel/error.hpp>

#include <array>
#include <charconv>
#include <cmath>

namespace ginnel::sql {

std::string text_literal(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos)
        throw error{error_kind::usage, "E_LITERAL",
                    "A default text holds a zero byte, which cannot stand in a statement: use a blob, or set the value "
                    "when a row is made."};
    return quoted(text, '\'');
}

std::string real_literal(double number)
{
    if (!std::isfinite(number))
        throw error{error_kind::usage, "E_LITERAL",
                    "A default value is infinite or not a number: choose a finite one."};
    std::array<char, 32> digits{};
    auto [end, failure] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    (void)failure; // 32 bytes hold the shortest form of every double
    std::string text{digits.data(), end};
    if (text.find_first_of(".e") == std::string::npos)
        text += ".0";
    return text;
}

std::string hex_digits(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (char c : bytes) {
        auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4U];
        text += digits[byte & 0x0fU];
    }
    return text;
}

} // namespace ginnel::sql
