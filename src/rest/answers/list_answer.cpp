#include "rest/answers/list_answer.hpp"

#include "rest/requests/words.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace ginnel::rest {

namespace {

/// "respond-async, count=exact; x=y"
bool wants_total(std::string_view prefer)
{
    constexpr std::string_view blank = " \t";
    while (!prefer.empty()) {
        const auto end = prefer.find_first_of(",;");
        auto one = prefer.substr(0, end);
        one.remove_prefix(std::min(one.find_first_not_of(blank), one.size()));
        one = one.substr(0, one.find_last_not_of(blank) + 1);
        if (same_but_for_case(one, "count=exact"))
            return true;
        if (end == std::string_view::npos)
            return false;
        prefer.remove_prefix(end + 1);
    }
    return false;
}

/// The request's own target, at another place.
std::string link_to(std::string_view target, std::string_view cursor)
{
    const auto query = target.find('?');
    std::string out{target.substr(0, query)};
    out += '?';
    auto rest = query == std::string_view::npos ? std::string_view{} : target.substr(query + 1);
    while (!rest.empty()) {
        const auto end = rest.find('&');
        const auto part = rest.substr(0, end);
        if (part.substr(0, part.find('=')) != "after" && !part.empty())
            out.append(part).append("&");
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return encoded_target(out.append("after=").append(cursor));
}

/// "items 20-39/137"
std::string range_of(const app::listed& rows)
{
    const auto total = "/" + std::to_string(*rows.total);
    if (rows.size == 0)
        return "items *" + total;
    return "items " + std::to_string(rows.skipped) + "-" +
           std::to_string(rows.skipped + static_cast<std::int64_t>(rows.size) - 1) + total;
}

} // namespace

app::list_wishes wishes_of(const request& r, const target& t)
{
    app::list_wishes out;
    out.total = wants_total(r.prefer);
    if (const auto* after = t.parameter("after"))
        out.after = *after;
    return out;
}

answer list_answer(const request& r, app::listed rows)
{
    answer out{200, std::move(rows.rows)};
    if (rows.total) {
        out.headers.emplace_back("X-Total-Count", std::to_string(*rows.total));
        if (!rows.page) // whose place in the list nobody has counted
            out.headers.emplace_back("Content-Range", range_of(rows));
        out.headers.emplace_back("Preference-Applied", "count=exact");
    }
    std::string links;
    for (const auto& [cursor, relation] : {std::pair{&rows.previous, "prev"}, {&rows.next, "next"}})
        if (*cursor)
            links += (links.empty() ? "<" : ", <") + link_to(r.target, **cursor) + ">; rel=\"" + relation + '"';
    if (!links.empty())
        out.headers.emplace_back("Link", std::move(links));
    return out;
}

} // namespace ginnel::rest
