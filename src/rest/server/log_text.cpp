#include "rest/server/log_text.hpp"

#include "rest/requests/words.hpp"

#include <algorithm>
#include <cstddef>

namespace ginnel::rest {

namespace {

int hex_digit(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const auto lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// As far as it can be decoded; a target may be logged because it cannot.
std::string decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

/// "access_token", and in brackets: "a[access_token]", "access_token[]".
bool names_secret(std::string_view name)
{
    while (!name.empty()) {
        const auto end = std::min(name.find_first_of("[]"), name.size());
        if (same_but_for_case(name.substr(0, end), "access_token"))
            return true;
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return false;
}

} // namespace

std::string without_secrets(std::string_view target)
{
    const auto query = target.find('?');
    std::string out{target.substr(0, query)};
    if (query == std::string_view::npos)
        return out;
    char before = '?';
    for (auto rest = target.substr(query + 1);; before = '&') {
        const auto end = rest.find('&');
        const auto parameter = rest.substr(0, end);
        const auto name = parameter.substr(0, parameter.find('='));
        out += before;
        if (names_secret(decoded(name)))
            out.append(name).append("=...");
        else
            out += parameter;
        if (end == std::string_view::npos)
            return out;
        rest.remove_prefix(end + 1);
    }
}

} // namespace ginnel::rest
