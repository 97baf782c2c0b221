#include "driver/postgres/value_text.hpp"

#include <ginnel/error.hpp>

#include <array>
#include <charconv>
#include <cmath>

namespace ginnel::driver::postgres {
namespace {

void append_quoted(std::string& to, std::string_view text)
{
    refuse_zero_byte(text);
    to += '"';
    for (char c : text) {
        if (c == '"' || c == '\\')
            to += '\\';
        to += c;
    }
    to += '"';
}

// "\\x0a": the backslash of bytea's own form, escaped for the array.
void append_bytes(std::string& to, std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    to += "\"\\\\x";
    for (char c : bytes) {
        auto byte = static_cast<unsigned char>(c);
        to += digits[byte >> 4U];
        to += digits[byte & 0x0fU];
    }
    to += '"';
}

void append_key(std::string& to, const cell& key)
{
    switch (key.type) {
    case kind::boolean:
        to += key.integer != 0 ? '1' : '0';
        return; // booleans and integers both read it
    case kind::integer:
        append_integer(to, key.integer);
        return;
    case kind::real:
        append_real(to, key.real);
        return;
    case kind::text:
        append_quoted(to, key.text);
        return;
    case kind::blob:
        append_bytes(to, key.text);
        return;
    case kind::null:
        to += "null";
        return;
    }
}

} // namespace

void refuse_zero_byte(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos)
        throw error{
            error_kind::data, "E_NUL_IN_TEXT",
            "A text holds a zero byte, which PostgreSQL cannot store: remove it, or store the bytes in a blob column."};
}

void append_integer(std::string& to, std::int64_t v)
{
    std::array<char, 24> digits{};
    auto [end, failure] = std::to_chars(digits.data(), digits.data() + digits.size(), v);
    (void)failure; // 20 characters at most
    to.append(digits.data(), end);
}

void append_real(std::string& to, double v)
{
    if (std::isnan(v)) {
        to += "NaN";
    } else if (std::isinf(v)) {
        to += v < 0 ? "-Infinity" : "Infinity";
    } else {
        std::array<char, 32> digits{};
        auto [end, failure] = std::to_chars(digits.data(), digits.data() + digits.size(), v);
        (void)failure; // the shortest form of a double has 24 characters at most
        to.append(digits.data(), end);
    }
}

void append_array(std::string& to, const key_set& keys)
{
    to += '{';
    if (keys.type() == kind::integer) {
        to.reserve(to.size() + keys.size() * 8);
        for (std::int64_t key : keys.integers()) {
            append_integer(to, key);
            to += ',';
        }
    } else {
        for (std::size_t i = 0; i < keys.size(); ++i) {
            append_key(to, keys.at(i));
            to += ',';
        }
    }
    if (to.back() == ',')
        to.pop_back();
    to += '}';
}

} // namespace ginnel::driver::postgres
