#include "rest/filters/filter_pattern.hpp"

#include "app/json_view.hpp"
#include "rest/answers/refusal.hpp"

#include <re2/re2.h>

namespace ginnel::rest {

namespace {

using app::comparator;

/// JavaScript's flags as RE2 has them, at the begin of a pattern.
std::string flags_in(std::string_view given, const std::string& at)
{
    std::string known;
    for (const char f : given) {
        if (f == 'i' || f == 'm' || f == 's')
            known += f;
        else if (f != 'g' && f != 'u' && f != 'y') // these change nothing about whether a text matches
            throw refusal{400, at + ": a flag is one of i, m, s, g, u, y"};
    }
    return known.empty() ? known : "(?" + known + ")";
}

void check(const std::string& pattern, const std::string& at)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    const re2::RE2 compiled{pattern, options};
    if (!compiled.ok())
        throw refusal{400, at + ": this is no regular expression: " + compiled.error()};
}

} // namespace

std::string regexp_in(std::string_view text, const std::string& at)
{
    constexpr std::size_t longest = 1000;
    if (text.size() > longest)
        throw refusal{400, at + ": a pattern has at most " + std::to_string(longest) + " bytes"};
    std::string pattern{text};
    if (const auto end = text.rfind('/'); end != std::string_view::npos && end > 0 && text.front() == '/' &&
                                          text.find_first_not_of("abcdefghijklmnopqrstuvwxyz", end + 1) == std::string_view::npos)
        pattern = flags_in(text.substr(end + 1), at) + std::string{text.substr(1, end - 1)};
    check(pattern, at);
    return pattern;
}

void add_flags(app::condition& pattern, const boost::json::value& flags, const std::string& at)
{
    if (!flags.is_string())
        throw refusal{400, at + ": write flags, as in \"i\""};
    const auto known = flags_in(app::view(flags.get_string()), at);
    if (pattern.is != app::condition::form::compare || known.empty())
        return;
    if (pattern.comparator == comparator::regexp && !pattern.values.front().is_null())
        pattern.values.front() = value{known + pattern.values.front().text()};
    else if (pattern.comparator == comparator::like)
        pattern.comparator = comparator::ilike;
    else if (pattern.comparator == comparator::not_like)
        pattern.comparator = comparator::not_ilike;
}

} // namespace ginnel::rest
