#include "rest/requests/accept.hpp"

#include "rest/requests/words.hpp"

#include <algorithm>

namespace ginnel::rest {

namespace {

std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view blank = " \t";
    const auto from = text.find_first_not_of(blank);
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(blank) - from + 1);
}

/// The part before the next `by`, which is taken away from `rest`.
std::string_view next_part(std::string_view& rest, char by) noexcept
{
    const auto end = rest.find(by);
    const auto part = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return trimmed(part);
}

/// How exactly a range names a type that we answer: 3 by name, 2 "application/*", 1 "*/*", 0 not.
int exactness(std::string_view range) noexcept
{
    for (const std::string_view type :
         {"application/json", "text/json", "application/javascript", "text/javascript", "json"})
        if (same_but_for_case(range, type))
            return 3;
    if (same_but_for_case(range, "application/*") || same_but_for_case(range, "text/*"))
        return 2;
    return range == "*/*" || range == "*" ? 1 : 0;
}

/// Whether the parameters of a range say "q=0", "q=0.0".
bool excluded(std::string_view parameters) noexcept
{
    while (!parameters.empty()) {
        auto value = next_part(parameters, ';');
        const auto name = next_part(value, '=');
        if (same_but_for_case(name, "q"))
            return !value.empty() &&
                   std::all_of(value.begin(), value.end(), [](char c) { return c == '0' || c == '.'; });
    }
    return false;
}

} // namespace

bool accepts_json(std::string_view accept) noexcept
{
    if (trimmed(accept).empty())
        return true;
    int best = 0;
    bool taken = false;
    while (!accept.empty()) {
        auto parameters = next_part(accept, ',');
        const int exact = exactness(next_part(parameters, ';'));
        if (exact == 0 || exact < best)
            continue;
        const bool takes = !excluded(parameters);
        taken = exact == best ? taken || takes : takes;
        best = exact;
    }
    return taken;
}

} // namespace ginnel::rest
