#include "app/json_view.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "rest/filters/filter_names.hpp"
#include "rest/filters/filter_reader.hpp"
#include "rest/requests/limit_key.hpp"

#include <array>
#include <utility>

// The part of filter_reader that reads conditions on other rows than the model's own. LoopBack has none of these: to it
// their names are unknown properties.

namespace ginnel::rest {

namespace {

namespace json = boost::json;
using app::condition;
using app::quantity;

constexpr std::array<std::pair<std::string_view, quantity>, 3> quantities{
    {{"some", quantity::some}, {"every", quantity::every}, {"none", quantity::none}}};

void mark_through(condition& c)
{
    c.of_through = c.column != nullptr;
    for (auto& part : c.parts)
        mark_through(part);
}

} // namespace

/// {"patients": {"some": {...}, "none": {...}}}, or the condition alone, which one row at least must meet.
condition filter_reader::related(const subject& m, const schema::relation& r, const json::value& said,
                                 const std::string& at, std::size_t depth)
{
    if (!r.alternatives.empty())
        throw refusal{400, at + ": the relation leads to rows of several models, so they have no conditions in common"};
    if (!said.is_object() || said.get_object().empty())
        throw refusal{400, at + ": write a condition on its rows, {\"property\": value}, or {\"some\": ...}, "
                                "{\"every\": ...}, {\"none\": ...} around it"};
    condition all;
    const auto target = m.of(*r.target, &r);
    for (const auto& [name, how_many] : quantities)
        if (const auto* below = said.get_object().if_contains(json::string_view{name.data(), name.size()});
            below && !find_property(target, name))
            all.parts.push_back(related_as(m, r, how_many, *below, at + "." + std::string{name}, depth));
    if (all.parts.empty())
        return related_as(m, r, quantity::some, said, at, depth);
    if (all.parts.size() != said.get_object().size())
        throw refusal{
            400,
            at + ": beside \"some\", \"every\" and \"none\" stands nothing else: put the condition into one of them"};
    return all;
}

condition filter_reader::related_as(const subject& m, const schema::relation& r, quantity how_many,
                                    const json::value& said, const std::string& at, std::size_t depth)
{
    count_condition(at);
    condition c;
    c.is = condition::form::related;
    c.relation = &r;
    c.quantity = how_many;
    c.parts.push_back(where(m.of(*r.target, &r), said, at, depth + 1));
    return c;
}

/// "patients.name": of a row at least that the path leads to.
condition filter_reader::path(const subject& m, std::string_view path, const json::value& said, const std::string& at,
                              std::size_t depth)
{
    const auto dot = path.find('.');
    const auto first = path.substr(0, dot);
    if (dot == std::string_view::npos)
        return member(m, path, said, at, depth);
    if (depth >= bounds_.where_depth)
        throw refusal{400,
                      at + ": conditions are nested more than " + std::to_string(bounds_.where_depth) + " deep" +
                          limit_key("whereDepth"),
                      "QUERY_OBJECT_TOO_DEEP"};
    const auto here = at + "." + std::string{first.substr(0, 64)};
    if (const auto* through = through_named(m, first)) {
        auto c = property(property_named(m.of(*through), path.substr(dot + 1), here), said, here);
        mark_through(c);
        return c;
    }
    if (!m.model.find_relation(first))
        (void)property_named(m, path, at); // throws: a client is told of its properties
    const auto& r = relation_named(m.model, first, at);
    if (!r.alternatives.empty())
        throw refusal{400,
                      here + ": the relation leads to rows of several models, so they have no conditions in common"};
    count_condition(at);
    condition c;
    c.is = condition::form::related;
    c.relation = &r;
    c.parts.push_back(this->path(m.of(*r.target, &r), path.substr(dot + 1), said, here, depth + 1));
    return c;
}

/// {"Appointment": {"fee": {"gt": 10}}}: of the row that ties a relation's row to its parent.
condition filter_reader::of_through(const subject& through, const json::value& said, const std::string& at)
{
    if (!said.is_object() || said.get_object().empty())
        throw refusal{400,
                      at + ": write conditions on the properties of " + through.model.name + ": {\"property\": value}"};
    condition all;
    for (const auto& member : said.get_object()) {
        const auto name = app::view(member.key());
        all.parts.push_back(property(property_named(through, name, at), member.value(), at));
    }
    mark_through(all);
    return all;
}

} // namespace ginnel::rest
