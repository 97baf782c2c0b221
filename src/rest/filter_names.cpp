#include "rest/filter_names.hpp"

#include "rest/refusal.hpp"
#include "value/json_writer.hpp"
#include "value/nearest.hpp"

#include <vector>

namespace ginnel::rest {

namespace {

std::string quoted(std::string_view name)
{
    std::string out;
    append_json_string(out, name.substr(0, 64)); // a client's text: control characters stay escaped, and it is cut
    return out;
}

} // namespace

const schema::column& property_named(const schema::model& m, std::string_view name, const std::string& at)
{
    std::vector<std::string_view> names;
    for (const auto& c : m.table.columns) {
        if (c.serialize_as.empty())
            continue;
        if (c.name == name)
            return c;
        names.emplace_back(c.name);
    }
    throw refusal{400, at + ": " + m.name + " has no property " + quoted(name) + did_you_mean(name, names)};
}

const schema::relation& relation_named(const schema::model& m, std::string_view name, const std::string& at)
{
    if (const auto* r = m.find_relation(name))
        return *r;
    std::vector<std::string_view> names;
    for (const auto& r : m.relations)
        names.emplace_back(r.name);
    throw refusal{400, at + ": " + m.name + " has no relation " + quoted(name) + did_you_mean(name, names)};
}

} // namespace ginnel::rest
