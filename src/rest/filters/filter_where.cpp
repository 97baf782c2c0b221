#include "app/json_view.hpp"
#include "app/questions/json_value.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "rest/filters/filter_names.hpp"
#include "rest/filters/filter_numbers.hpp"
#include "rest/filters/filter_pattern.hpp"
#include "rest/filters/filter_reader.hpp"
#include "rest/requests/limit_key.hpp"
#include "value/nearest.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

// The part of filter_reader that reads conditions on a model's own properties.

namespace ginnel::rest {

namespace {

namespace json = boost::json;
using app::comparator;
using app::condition;

constexpr std::array<std::pair<std::string_view, comparator>, 14> operators{{{"eq", comparator::equal},
                                                                             {"neq", comparator::not_equal},
                                                                             {"lt", comparator::less},
                                                                             {"lte", comparator::at_most},
                                                                             {"gt", comparator::more},
                                                                             {"gte", comparator::at_least},
                                                                             {"like", comparator::like},
                                                                             {"nlike", comparator::not_like},
                                                                             {"ilike", comparator::ilike},
                                                                             {"nilike", comparator::not_ilike},
                                                                             {"regexp", comparator::regexp},
                                                                             {"between", comparator::between},
                                                                             {"inq", comparator::in},
                                                                             {"nin", comparator::not_in}}};
/// Of geopoints, a type that no property has.
constexpr std::array<std::string_view, 4> of_places{"near", "maxDistance", "minDistance", "unit"};

bool takes_list(comparator c) noexcept
{
    return c == comparator::between || c == comparator::in || c == comparator::not_in;
}

bool takes_pattern(comparator c) noexcept
{
    return c == comparator::like || c == comparator::not_like || c == comparator::ilike || c == comparator::not_ilike ||
           c == comparator::regexp;
}

using app::view;

condition compared(const schema::column& c, comparator what)
{
    condition out;
    out.is = condition::form::compare;
    out.column = &c;
    out.comparator = what;
    return out;
}

[[noreturn]] void throw_unknown_operator(std::string_view name, const std::string& at)
{
    if (std::find(of_places.begin(), of_places.end(), name) != of_places.end())
        throw refusal{400, at + "." + std::string{name} + ": only a geopoint is near another"};
    std::vector<std::string_view> names;
    std::string all;
    for (const auto& [known, what] : operators) {
        names.push_back(known);
        all.append(known).append(", ");
    }
    names.emplace_back("exists");
    const auto near = nearest(name, names, 1);
    throw refusal{400, at + ": there is no operator of this name; " +
                           (near.empty() ? "known: " + all + "exists" : "write \"" + near.front() + '"')};
}

} // namespace

void filter_reader::count_condition(const std::string& at)
{
    if (++conditions_ > bounds_.conditions)
        throw refusal{400, at + ": a request may compare with at most " + std::to_string(bounds_.conditions) +
                               " values" + limit_key("conditions")};
}

condition filter_reader::where(const subject& m, const json::value& said, const std::string& at, std::size_t depth)
{
    if (!said.is_object())
        throw refusal{400, at + ": Value is not an object. Write {\"property\": value}"};
    if (depth >= bounds_.where_depth)
        throw refusal{400,
                      at + ": conditions are nested more than " + std::to_string(bounds_.where_depth) + " deep" +
                          limit_key("whereDepth"),
                      "QUERY_OBJECT_TOO_DEEP"};
    if (depth == 0)
        whole_where_ = &said;
    condition all;
    for (const auto& one : said.get_object())
        if (auto part = member(m, view(one.key()), one.value(), at, depth); !part.empty())
            all.parts.push_back(std::move(part));
    return all;
}

condition filter_reader::several(const subject& m, condition::form form, const json::value& said, const std::string& at,
                                 std::size_t depth)
{
    // An empty "or" would hold for no row and an empty "and" for each: too far apart to guess.
    if (!said.is_array() || said.get_array().empty())
        throw refusal{400, at + ": write a list of conditions that is not empty: [{\"property\": value}]"};
    condition c;
    c.is = form;
    for (const auto& one : said.get_array()) {
        count_condition(at);
        if (one.is_object() && one.get_object().empty())
            throw refusal{400, at + ": a condition in the list is empty: remove it"};
        if (auto part = where(m, one, at, depth + 1); !part.empty())
            c.parts.push_back(std::move(part));
    }
    return c.parts.empty() ? condition{} : c;
}

condition filter_reader::member(const subject& m, std::string_view name, const json::value& said, const std::string& at,
                                std::size_t depth)
{
    // A property may have any of these names, and is then meant.
    if (const auto* c = find_property(m, name))
        return property(*c, said, at);
    if (name == "and")
        return several(m, condition::form::all, said, at + ".and", depth);
    if (name == "or")
        return several(m, condition::form::any, said, at + ".or", depth);
    if (name == "nor")
        return several(m, condition::form::none, said, at + ".nor", depth);
    if (const auto* through = through_named(m, name))
        return of_through(m.of(*through), said, at + "." + std::string{name});
    if (const auto* r = m.model.find_relation(name))
        return related(m, *r, said, at + "." + r->name, depth);
    if (name.find('.') != std::string_view::npos)
        return path(m, name, said, at, depth);
    return property(property_named(m, name, at), said, at);
}

condition filter_reader::property(const schema::column& c, const json::value& said, const std::string& at)
{
    const auto here = at + "." + c.name;
    if (!said.is_object())
        return comparison(c, comparator::equal, said, here);
    const auto& o = said.get_object();
    if (o.empty())
        throw refusal{400, here + ": the condition is empty: write a value, or {\"gt\": value}"};
    condition all;
    for (const auto& member : o)
        if (member.key() != "options") // of a pattern, which reads it
            all.parts.push_back(operation(c, view(member.key()), member.value(), here));
    const bool says_options_alone = all.parts.empty();
    // As in LoopBack: it does not even count as one of several of which one is to hold.
    std::erase_if(all.parts,
                  [](const condition& part) { return part.comparator == comparator::not_in && part.values.empty(); });
    if (const auto* flags = o.if_contains("options"))
        for (auto& part : all.parts)
            add_flags(part, *flags, here + ".options");
    if (says_options_alone)
        throw refusal{400, here + ".options: \"options\" stands beside a pattern"};
    return all;
}

condition filter_reader::operation(const schema::column& c, std::string_view name, const json::value& said,
                                   const std::string& at)
{
    for (const auto& [known, what] : operators)
        if (known == name)
            return comparison(c, what, said, at + "." + std::string{name});
    if (name.starts_with('$')) { // MongoDB's
        refusal refused{400, "Operators " + shown(name) + " are not allowed in query", "OPERATOR_NOT_ALLOWED_IN_QUERY"};
        refused.put_details(
            "{\"operators\":" + json::serialize(json::array{json::string_view{name.data(), name.size()}}) +
            ",\"where\":" + json::serialize(*whole_where_) + "}");
        throw refused;
    }
    if (name != "exists")
        throw_unknown_operator(name, at);
    count_condition(at);
    auto out = compared(c, truth_in(said, at + ".exists") ? comparator::not_equal : comparator::equal);
    out.values.emplace_back();
    return out;
}

condition filter_reader::list(const schema::column& c, comparator what, const json::value& said, const std::string& at)
{
    if (!said.is_array() || (what == comparator::between && said.get_array().size() != 2))
        throw refusal{400,
                      at + ": write " +
                          (what == comparator::between ? "a list of two values: [low, high]" : "a list of values")};
    auto out = compared(c, what);
    for (const auto& one : said.get_array())
        out.values.push_back(operand(c, one, at));
    return out;
}

condition filter_reader::pattern(const schema::column& c, comparator what, const json::value& said,
                                 const std::string& at)
{
    if (c.type != column_type::text)
        throw refusal{400, at + ": only texts have patterns, and \"" + c.name + "\" is none"};
    auto out = compared(c, what);
    if (said.is_string() && what == comparator::regexp) {
        count_condition(at);
        out.values.emplace_back(regexp_in(view(said.get_string()), at));
    } else if (said.is_string()) {
        out.values.push_back(operand(c, said, at));
    } else {
        throw refusal{400, at + ": Expected a string. Write a pattern, as in " +
                               (what == comparator::regexp ? "\"^J\"" : "\"J%\"")};
    }
    return out;
}

condition filter_reader::comparison(const schema::column& c, comparator what, const json::value& said,
                                    const std::string& at)
{
    if (takes_list(what))
        return list(c, what, said, at);
    if (takes_pattern(what))
        return pattern(c, what, said, at);
    auto out = compared(c, what);
    out.values.push_back(operand(c, said, at));
    return out;
}

value filter_reader::operand(const schema::column& c, const json::value& said, const std::string& at)
{
    count_condition(at);
    if (auto v = app::value_for(c, said))
        return std::move(*v);
    throw refusal{400, at + ": \"" + c.name + "\" takes " + std::string{app::taken_by(c)}};
}

} // namespace ginnel::rest
