#include "value/json_writer.hpp"

#include "value/utf8_scan.hpp"

#include <charconv>
#include <cmath>
#include <cstring>

namespace ginnel {

namespace {

/// Whether a string may hold the byte as it is, without a look at its neighbours.
constexpr bool is_plain(unsigned char byte) noexcept
{
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

/// How many of the bytes from `at` on are plain: eight at a time, then one by one.
std::size_t plain_run(std::string_view text, std::size_t at) noexcept
{
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t highs = 0x8080808080808080U;
    const std::size_t begin = at;
    while (text.size() - at >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        // The usual tests for "some byte is zero" (after XOR) and "some byte is below 0x20". They may report a byte too
        // many, above a true one, never one too few: the loop below looks again.
        const std::uint64_t quote = word ^ (ones * '"');
        const std::uint64_t backslash = word ^ (ones * '\\');
        const std::uint64_t stop =
            word | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) | ((word - ones * 0x20) & ~word);
        if ((stop & highs) != 0)
            break;
        at += 8;
    }
    while (at < text.size() && is_plain(static_cast<unsigned char>(text[at])))
        ++at;
    return at - begin;
}

void append_escape(std::string& out, unsigned char byte)
{
    switch (byte) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    constexpr char digits[] = "0123456789abcdef";
    const char escape[] = {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
    out.append(escape, sizeof escape);
}

} // namespace

void append_json_string(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t begin = 0; // of what is not yet appended
    std::size_t at = 0;
    const auto flush = [&] { out.append(text, begin, at - begin); };
    while (true) {
        at += plain_run(text, at);
        if (at == text.size())
            break;
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            flush();
            append_escape(out, byte);
            begin = ++at;
            continue;
        }
        const detail::utf8_step step = detail::next_utf8(text, at);
        if (!step.valid) {
            flush();
            out += "\xef\xbf\xbd";
            begin = at + step.length;
        }
        at += step.length;
    }
    flush();
    out += '"';
}

void append_json_integer(std::string& out, std::int64_t v)
{
    char buffer[24];
    const std::to_chars_result end = std::to_chars(buffer, buffer + sizeof buffer, v);
    out.append(buffer, end.ptr);
}

void append_json_real(std::string& out, double v)
{
    if (!std::isfinite(v)) {
        out += "null";
        return;
    }
    if (v == 0) {
        out += '0';
        return;
    }
    // d[.ddd]e±dd: the shortest digits, which are then laid out by the rules of ECMAScript's Number::toString.
    char buffer[32];
    const std::to_chars_result end =
        std::to_chars(buffer, buffer + sizeof buffer, std::abs(v), std::chars_format::scientific);
    const std::string_view scientific{buffer, static_cast<std::size_t>(end.ptr - buffer)};
    const std::size_t e = scientific.find('e');
    char digits[20];
    std::size_t count = 0;
    for (const char c : scientific.substr(0, e)) {
        if (c != '.')
            digits[count++] = c;
    }
    int exponent = 0;
    const char* power = buffer + e + (buffer[e + 1] == '+' ? 2 : 1);
    std::from_chars(power, end.ptr, exponent);
    const int point = exponent + 1; // how many digits stand before the point
    const int size = static_cast<int>(count);

    if (v < 0)
        out += '-';
    if (point > 21 || point < -5) {
        out += digits[0];
        if (size > 1) {
            out += '.';
            out.append(digits + 1, count - 1);
        }
        out += exponent < 0 ? "e-" : "e+";
        append_json_integer(out, std::abs(exponent));
    } else if (point <= 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-point), '0');
        out.append(digits, count);
    } else if (size <= point) {
        out.append(digits, count);
        out.append(static_cast<std::size_t>(point - size), '0');
    } else {
        out.append(digits, static_cast<std::size_t>(point));
        out += '.';
        out.append(digits + point, static_cast<std::size_t>(size - point));
    }
}

void append_json_boolean(std::string& out, bool v)
{
    out += v ? "true" : "false";
}

} // namespace ginnel
