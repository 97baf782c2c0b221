#include "rest/filter_names.hpp"
#include "rest/filter_reader.hpp"
#include "rest/json_value.hpp"
#include "rest/refusal.hpp"
#include "value/nearest.hpp"

#include <array>
#include <utility>
#include <vector>

// The part of filter_reader that reads conditions.

namespace ginnel::rest {

namespace {

namespace json = boost::json;
using app::comparator;
using app::condition;

constexpr std::array<std::pair<std::string_view, comparator>, 11> operators{{{"eq", comparator::equal},
                                                                             {"neq", comparator::not_equal},
                                                                             {"lt", comparator::less},
                                                                             {"lte", comparator::at_most},
                                                                             {"gt", comparator::more},
                                                                             {"gte", comparator::at_least},
                                                                             {"like", comparator::like},
                                                                             {"nlike", comparator::not_like},
                                                                             {"between", comparator::between},
                                                                             {"inq", comparator::in},
                                                                             {"nin", comparator::not_in}}};

bool takes_null(comparator c) noexcept
{
    return c == comparator::equal || c == comparator::not_equal;
}

bool takes_list(comparator c) noexcept
{
    return c == comparator::between || c == comparator::in || c == comparator::not_in;
}

std::string_view view(json::string_view s)
{
    return {s.data(), s.size()};
}

} // namespace

void filter_reader::count_condition(const std::string& at)
{
    if (++conditions_ > bounds_.conditions)
        throw refusal{400, at + ": a request may compare with at most " + std::to_string(bounds_.conditions) + " values"};
}

condition filter_reader::where(const subject& m, const json::value& said, const std::string& at, std::size_t depth)
{
    if (!said.is_object())
        throw refusal{400, at + ": Value is not an object. Write {\"property\": value}"};
    if (depth >= bounds_.where_depth)
        throw refusal{400, at + ": conditions are nested more than " + std::to_string(bounds_.where_depth) + " deep", "QUERY_OBJECT_TOO_DEEP"};
    condition all;
    for (const auto& member : said.get_object()) {
        const auto name = view(member.key());
        if (name == "and")
            all.parts.push_back(several(m, condition::form::all, member.value(), at + ".and", depth));
        else if (name == "or")
            all.parts.push_back(several(m, condition::form::any, member.value(), at + ".or", depth));
        else
            all.parts.push_back(property(m, name, member.value(), at));
    }
    return all;
}

condition filter_reader::several(const subject& m, condition::form form, const json::value& said, const std::string& at, std::size_t depth)
{
    // An empty "or" would hold for no row and an empty "and" for each: too far apart to guess.
    if (!said.is_array() || said.get_array().empty())
        throw refusal{400, at + ": write a list of conditions that is not empty: [{\"property\": value}]"};
    condition c;
    c.is = form;
    for (const auto& one : said.get_array()) {
        count_condition(at);
        c.parts.push_back(where(m, one, at, depth + 1));
        if (c.parts.back().parts.empty())
            throw refusal{400, at + ": a condition in the list is empty: remove it"};
    }
    return c;
}

condition filter_reader::property(const subject& m, std::string_view name, const json::value& said, const std::string& at)
{
    const auto& c = property_named(m, name, at);
    const auto here = at + "." + c.name;
    if (!said.is_object())
        return comparison(c, comparator::equal, said, here);
    const auto& o = said.get_object();
    if (o.empty())
        throw refusal{400, here + ": the condition is empty: write a value, or {\"gt\": value}"};
    condition all;
    for (const auto& member : o)
        all.parts.push_back(operation(c, view(member.key()), member.value(), here));
    return all;
}

condition filter_reader::operation(const schema::column& c, std::string_view name, const json::value& said, const std::string& at)
{
    for (const auto& [known, what] : operators)
        if (known == name)
            return comparison(c, what, said, at + "." + std::string{name});
    std::vector<std::string_view> names;
    std::string all;
    for (const auto& [known, what] : operators) {
        names.push_back(known);
        all.append(all.empty() ? "" : ", ").append(known);
    }
    const auto near = nearest(name, names, 1);
    throw refusal{400, at + ": there is no operator of this name; " + (near.empty() ? "known: " + all : "write \"" + near.front() + '"')};
}

condition filter_reader::comparison(const schema::column& c, comparator what, const json::value& said, const std::string& at)
{
    condition out;
    out.is = condition::form::compare;
    out.column = &c;
    out.comparator = what;
    if (takes_list(what)) {
        if (!said.is_array() || (what == comparator::between && said.get_array().size() != 2))
            throw refusal{400, at + ": write " + (what == comparator::between ? "a list of two values: [low, high]" : "a list of values")};
        for (const auto& one : said.get_array()) {
            if (one.is_null())
                throw refusal{400, at + ": null is equal to nothing in a list: write {\"or\": [{\"" + c.name + "\": null}, ...]}"};
            out.values.push_back(operand(c, one, at));
        }
        return out;
    }
    if ((what == comparator::like || what == comparator::not_like) && c.type != column_type::text)
        throw refusal{400, at + ": only texts have patterns, and \"" + c.name + "\" is none"};
    if (said.is_null() && !takes_null(what))
        throw refusal{400, at + ": no value is more, less or like null: write {\"" + c.name + "\": null} or {\"neq\": null}"};
    out.values.push_back(operand(c, said, at));
    return out;
}

value filter_reader::operand(const schema::column& c, const json::value& said, const std::string& at)
{
    count_condition(at);
    if (auto v = value_for(c, said))
        return std::move(*v);
    throw refusal{400, at + ": \"" + c.name + "\" takes " + std::string{taken_by(c)}};
}

} // namespace ginnel::rest
