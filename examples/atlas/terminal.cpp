#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <utility>

namespace {

/// The first character of a text that is not empty, and its number of bytes. Broken UTF-8 counts byte by byte.
std::pair<wchar_t, std::size_t> first_character(std::string_view text)
{
    std::mbstate_t state{};
    wchar_t character{};
    const std::size_t length = std::mbrtowc(&character, text.data(), text.size(), &state);
    if (length == 0 || length > text.size())
        return {L'?', 1};
    return {character, length};
}

std::size_t columns_of(wchar_t character)
{
    return static_cast<std::size_t>(std::max(0, wcwidth(character)));
}

} // namespace

terminal terminal::of_output()
{
    // Widths of characters are the C library's, which knows them in a UTF-8 locale only.
    if (std::setlocale(LC_CTYPE, "C.UTF-8") == nullptr)
        std::setlocale(LC_CTYPE, "");

    terminal shown;
    if (isatty(STDOUT_FILENO) == 0)
        return shown;
    const char* const kind = std::getenv("TERM");
    const char* const no_colour = std::getenv("NO_COLOR");
    shown.live = kind != nullptr && std::string_view{kind} != "dumb";
    shown.colour = shown.live && (no_colour == nullptr || *no_colour == '\0');
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        shown.width = std::clamp<std::size_t>(size.ws_col, 40, 100);
    return shown;
}

std::string terminal::painted(const char* code, std::string_view text) const
{
    if (!colour || text.empty())
        return std::string{text};
    return "\x1b[" + std::string{code} + 'm' + std::string{text} + "\x1b[0m";
}

std::size_t display_width(std::string_view text)
{
    std::size_t width = 0;
    while (!text.empty()) {
        const auto [character, length] = first_character(text);
        width += columns_of(character);
        text.remove_prefix(length);
    }
    return width;
}

std::string fitted(std::string_view text, std::size_t width)
{
    if (display_width(text) <= width)
        return std::string{text};
    std::size_t taken = 0;
    std::size_t used = 0;
    while (taken < text.size()) {
        const auto [character, length] = first_character(text.substr(taken));
        if (used + columns_of(character) + 1 > width)
            break;
        used += columns_of(character);
        taken += length;
    }
    while (taken > 0 && text[taken - 1] == ' ')
        --taken;
    return std::string{text.substr(0, taken)} + "…";
}

std::string wrapped(std::string_view text, std::size_t width)
{
    std::string lines;
    std::size_t used = 0;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        const std::size_t wide = display_width(word);
        if (used > 0) {
            const bool fits = used + 1 + wide <= width;
            lines += fits ? ' ' : '\n';
            used = fits ? used + 1 : 0;
        }
        lines += word;
        used += wide;
        text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    return lines;
}
