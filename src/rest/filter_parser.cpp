#include "rest/filter_parser.hpp"

#include "rest/filter_reader.hpp"
#include "rest/query_value.hpp"

namespace ginnel::rest {

app::filter parse_filter(const filter_place& p, const boost::json::value& said)
{
    return filter_reader{p.bounds}.filter({p.model, nullptr, p.via, &p.withheld}, said, "filter", 0);
}

app::filter parse_filter(const filter_place& p, const target& t)
{
    const auto said = object_parameter(t, "filter", p.bounds);
    return said ? parse_filter(p, *said) : app::filter{};
}

app::filter parse_filter(const schema::model& m, std::string_view text, const limits& bounds, const app::protected_properties& withheld)
{
    const auto said = object_in(text, "filter");
    return said ? parse_filter({m, bounds, withheld}, *said) : app::filter{};
}

app::condition parse_where(const filter_place& p, const boost::json::value& said, std::string_view at)
{
    return filter_reader{p.bounds}.condition_alone({p.model, nullptr, p.via, &p.withheld}, said, std::string{at});
}

app::condition parse_where(const filter_place& p, const target& t)
{
    const auto said = object_parameter(t, "where", p.bounds);
    return said ? parse_where(p, *said) : app::condition{};
}

} // namespace ginnel::rest
