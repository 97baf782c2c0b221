#include "value/nearest.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ginnel {

namespace {

constexpr std::size_t longest = 64;
constexpr std::size_t few = 8;
constexpr std::size_t far = longest + 1;

/// ASCII alone: names of models and columns hardly ever hold more, and other letters are compared as they are.
char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool begins_with(std::string_view text, std::string_view beginning) noexcept
{
    return text.size() >= beginning.size() && std::equal(beginning.begin(), beginning.end(), text.begin(),
                                                         [](char a, char b) { return lower(a) == lower(b); });
}

/// Damerau's distance with each letter part of one swap at most; three rows of the table are enough.
std::size_t slips(std::string_view a, std::string_view b) noexcept
{
    std::array<std::size_t, longest + 1> before{};
    std::array<std::size_t, longest + 1> last{};
    std::array<std::size_t, longest + 1> row{};
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before = std::exchange(last, row);
    }
    return last[b.size()];
}

/// How far a name is, or `far` if it is none that could have been meant.
std::size_t distance(std::string_view wanted, std::string_view name) noexcept
{
    if (name.empty() || name.size() > longest)
        return far;
    const std::size_t shorter = std::min(wanted.size(), name.size());
    const std::size_t gap = std::max(wanted.size(), name.size()) - shorter;
    const std::size_t allowed = std::max<std::size_t>(1, std::max(wanted.size(), name.size()) / 3);
    if (gap <= allowed) {
        const std::size_t found = slips(wanted, name);
        // Of names as short as "id" one slip leaves only half: that is another name.
        if (found <= allowed && found < shorter)
            return found;
    }
    // A common beginning of three letters counts for more than a long rest against it.
    if (shorter >= 3 && (begins_with(name, wanted) || begins_with(wanted, name)))
        return std::min(gap, longest);
    return far;
}

void append_quoted(std::string& out, std::string_view name)
{
    out += '"';
    out += name;
    out += '"';
}

} // namespace

std::vector<std::string> nearest(std::string_view wanted, std::span<const std::string_view> names, std::size_t max)
{
    std::vector<std::string> found;
    if (wanted.empty() || wanted.size() > longest)
        return found;
    std::vector<std::pair<std::size_t, std::string_view>> near;
    for (const std::string_view name : names) {
        if (const std::size_t d = distance(wanted, name); d != far)
            near.emplace_back(d, name);
    }
    std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [d, name] : near) {
        if (found.size() == max)
            break;
        if (std::find(found.begin(), found.end(), name) == found.end())
            found.emplace_back(name);
    }
    return found;
}

std::string did_you_mean(std::string_view wanted, std::span<const std::string_view> names)
{
    std::string text;
    const auto append = [&text](std::string_view label, const auto& list) {
        for (const auto& name : list) {
            text += text.empty() ? label : std::string_view{", "};
            append_quoted(text, name);
        }
        if (!text.empty())
            text += ')';
    };
    if (const std::vector<std::string> near = nearest(wanted, names); !near.empty())
        append(" (nearest: ", near);
    else if (names.size() <= few)
        append(" (known: ", names);
    return text;
}

} // namespace ginnel
