#include "value/json_reader.hpp"

namespace ginnel::detail {

namespace {

constexpr bool is_space(char c) noexcept
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::uint32_t hex4(std::string_view digits) noexcept
{
    std::uint32_t v = 0;
    for (const char c : digits.substr(0, 4)) {
        const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        v = v << 4 | static_cast<std::uint32_t>(digit);
    }
    return v;
}

void append_utf8(std::string& out, std::uint32_t c)
{
    const auto byte = [&](std::uint32_t b) { out += static_cast<char>(b); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0 | c >> 6);
        byte(0x80 | (c & 63));
    } else if (c < 0x10000) {
        byte(0xE0 | c >> 12);
        byte(0x80 | (c >> 6 & 63));
        byte(0x80 | (c & 63));
    } else {
        byte(0xF0 | c >> 18);
        byte(0x80 | (c >> 12 & 63));
        byte(0x80 | (c >> 6 & 63));
        byte(0x80 | (c & 63));
    }
}

char unescaped(char c) noexcept
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

} // namespace

void json_reader::skip_space() noexcept
{
    while (at_ < text_.size() && is_space(text_[at_]))
        ++at_;
}

json_reader::kind json_reader::next() noexcept
{
    skip_space();
    switch (text_[at_]) {
    case 'n':
        return kind::null;
    case 't':
    case 'f':
        return kind::boolean;
    case '"':
        return kind::text;
    case '[':
        return kind::list;
    case '{':
        return kind::object;
    default:
        return kind::number;
    }
}

std::string_view json_reader::raw() noexcept
{
    skip_space();
    const std::size_t begin = at_;
    std::size_t depth = 0;
    do {
        const char c = text_[at_++];
        if (c == '"') {
            for (; text_[at_] != '"'; ++at_)
                at_ += text_[at_] == '\\' ? 1 : 0;
            ++at_;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (depth == 0) {
            // A number or word ends where something else begins.
            while (at_ < text_.size() && !is_space(text_[at_]) && text_[at_] != ',' && text_[at_] != '}' &&
                   text_[at_] != ']')
                ++at_;
        }
    } while (depth > 0);
    return text_.substr(begin, at_ - begin);
}

bool json_reader::text(std::string& out)
{
    skip_space();
    return decode(out);
}

bool json_reader::decode(std::string& out)
{
    out.clear();
    ++at_; // the quote
    bool whole = true;
    while (true) {
        const std::size_t stop = text_.find_first_of("\"\\", at_);
        out.append(text_, at_, stop - at_);
        at_ = stop + 1;
        if (text_[stop] == '"')
            return whole;
        const char escape = text_[at_++];
        if (escape != 'u') {
            out += unescaped(escape);
            continue;
        }
        std::uint32_t c = hex4(text_.substr(at_));
        at_ += 4;
        if (c >= 0xD800 && c < 0xE000) {
            const bool pair = c < 0xDC00 && text_.substr(at_, 2) == "\\u";
            const std::uint32_t low = pair ? hex4(text_.substr(at_ + 2)) : 0;
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10 | (low - 0xDC00));
                at_ += 6;
            } else {
                c = 0xFFFD;
                whole = false;
            }
        }
        append_utf8(out, c);
    }
}

void json_reader::enter() noexcept
{
    skip_space();
    ++at_;
}

bool json_reader::element() noexcept
{
    skip_space();
    const char c = text_[at_];
    if (c == ']' || c == ',')
        ++at_;
    return c != ']';
}

bool json_reader::member(std::string& name)
{
    skip_space();
    const char c = text_[at_];
    if (c == '}' || c == ',')
        ++at_;
    if (c == '}')
        return false;
    skip_space();
    decode(name);
    skip_space();
    ++at_; // the colon
    return true;
}

bool json_reader::ended() noexcept
{
    skip_space();
    return at_ == text_.size();
}

std::string_view name_of(json_reader::kind k) noexcept
{
    static constexpr std::string_view names[] = {"null", "boolean", "number", "text", "list", "object"};
    return names[static_cast<std::size_t>(k)];
}

} // namespace ginnel::detail
