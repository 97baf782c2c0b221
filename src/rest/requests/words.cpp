#include "rest/requests/words.hpp"

#include <algorithm>

namespace ginnel::rest {

bool same_but_for_case(std::string_view a, std::string_view b) noexcept
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

bool reads(std::string_view verb) noexcept
{
    return verb == "GET" || verb == "HEAD";
}

} // namespace ginnel::rest
