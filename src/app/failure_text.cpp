#include "app/failure_text.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/utf8.hpp>

namespace ginnel::app {

std::string failure_text(const std::exception& e)
{
    std::string text = e.what();
    if (const auto* ours = dynamic_cast<const error*>(&e); ours && !ours->database_text().empty())
        text += "\n  the database says: " + ours->database_text();
    std::string out;
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = rest.find('\n');
        out += printable(rest.substr(0, end));
        if (end == std::string_view::npos)
            break;
        out += '\n';
        rest.remove_prefix(end + 1);
    }
    return out;
}

namespace {

/// Whether a character turns or breaks the line of a log in which it stands: marks of direction, separators of lines.
bool rearranges(std::string_view character) noexcept
{
    if (character == "\u061C" || character == "\uFEFF" || character == "\u200E" || character == "\u200F")
        return true;
    // As bytes, UTF-8 is in the order of the characters.
    return (character >= "\u2028" && character <= "\u202E") || (character >= "\u2066" && character <= "\u2069");
}

} // namespace

std::string printable(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        const auto character = text.substr(i, length);
        const bool c1 = first == 0xC2 && character.size() == 2 && static_cast<unsigned char>(character[1]) < 0xA0;
        if (first < 0x20 || first == 0x7F || c1 || character.size() < length || !is_utf8(character) ||
            rearranges(character)) {
            // Byte by byte: what follows a broken one may be a character again.
            out += "\\x";
            out += digits[first >> 4];
            out += digits[first & 15];
            ++i;
            continue;
        }
        out += character;
        i += length;
    }
    return out;
}

} // namespace ginnel::app
