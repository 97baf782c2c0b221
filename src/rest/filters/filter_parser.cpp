#include "rest/filters/filter_parser.hpp"

#include "rest/answers/refusal.hpp"
#include "rest/filters/filter_reader.hpp"
#include "rest/requests/limit_key.hpp"
#include "rest/requests/query_value.hpp"

namespace ginnel::rest {

namespace {

/// LoopBack's maxDepthOfQuery, as it counts: objects and lists in one another, and one for what they hold.
void check_depth(const boost::json::value& said, const std::string& at, const limits& bounds, std::size_t depth = 0)
{
    const bool holds =
        (said.is_object() && !said.get_object().empty()) || (said.is_array() && !said.get_array().empty());
    if (holds && depth > bounds.where_depth)
        throw refusal{400,
                      at + ": its objects and lists are nested more than " + std::to_string(bounds.where_depth + 1) +
                          " deep, those of includes counted" + limit_key("whereDepth"),
                      "QUERY_OBJECT_TOO_DEEP"};
    if (said.is_object())
        for (const auto& member : said.get_object())
            check_depth(member.value(), at, bounds, depth + 1);
    else if (said.is_array())
        for (const auto& one : said.get_array())
            check_depth(one, at, bounds, depth + 1);
}

subject of(const filter_place& p)
{
    const auto withheld = p.within ? p.withheld.find(&p.model) : p.withheld.end();
    return {p.model, withheld == p.withheld.end() ? nullptr : &withheld->second, p.via, &p.withheld, p.application};
}

} // namespace

app::filter parse_filter(const filter_place& p, const boost::json::value& said)
{
    check_depth(said, "filter", p.bounds);
    return filter_reader{p.bounds}.filter(of(p), said, "filter", 0);
}

app::filter parse_filter(const filter_place& p, const target& t)
{
    const auto said = object_parameter(t, "filter", p.bounds);
    return said ? parse_filter(p, *said) : app::filter{};
}

app::filter parse_filter(const schema::model& m, std::string_view text, const limits& bounds,
                         const app::protected_properties& withheld)
{
    const auto said = object_in(text, "filter");
    return said ? parse_filter({m, bounds, withheld}, *said) : app::filter{};
}

app::condition parse_where(const filter_place& p, const boost::json::value& said, std::string_view at)
{
    check_depth(said, std::string{at}, p.bounds);
    return filter_reader{p.bounds}.condition_alone(of(p), said, std::string{at});
}

app::condition parse_where(const filter_place& p, const target& t)
{
    const auto said = object_parameter(t, "where", p.bounds);
    return said ? parse_where(p, *said) : app::condition{};
}

} // namespace ginnel::rest
