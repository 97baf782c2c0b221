#include "value/utf8_scan.hpp"

#include <ginnel/value/value.hpp>

#include <charconv>

namespace ginnel {

namespace {

constexpr std::size_t longest_shown = 60;
constexpr char hex_digits[] = "0123456789abcdef";

void append_hex(std::string& out, unsigned char byte)
{
    out += hex_digits[byte >> 4];
    out += hex_digits[byte & 15];
}

std::string text_shown(std::string_view text)
{
    std::string out = "'";
    std::size_t at = 0;
    while (at < text.size() && out.size() <= longest_shown) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const detail::utf8_step step = detail::next_utf8(text, at);
        if (byte < 0x20 || byte == 0x7f || !step.valid) {
            for (std::size_t i = at; i < at + step.length; ++i) {
                out += "\\x";
                append_hex(out, static_cast<unsigned char>(text[i]));
            }
        } else {
            if (byte == '\'' || byte == '\\')
                out += '\\';
            out += text.substr(at, step.length);
        }
        at += step.length;
    }
    out += at < text.size() ? "...'" : "'";
    return out;
}

std::string blob_shown(std::string_view bytes)
{
    std::string out = "x'";
    for (const char byte : bytes.substr(0, longest_shown / 2))
        append_hex(out, static_cast<unsigned char>(byte));
    out += bytes.size() > longest_shown / 2 ? "...'" : "'";
    return out;
}

} // namespace

std::string to_display(const cell& c)
{
    switch (c.type) {
    case kind::null:
        return "null";
    case kind::boolean:
        return c.integer != 0 ? "true" : "false";
    case kind::integer:
        return std::to_string(c.integer);
    case kind::real: {
        char buffer[32];
        const std::to_chars_result end = std::to_chars(buffer, buffer + sizeof buffer, c.real);
        return {buffer, end.ptr};
    }
    case kind::text:
        return text_shown(c.text);
    case kind::blob:
        return blob_shown(c.text);
    }
    return "unknown";
}

std::string to_display(const value& v)
{
    return to_display(v.view());
}

} // namespace ginnel
