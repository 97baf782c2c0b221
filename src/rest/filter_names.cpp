#include "rest/filter_names.hpp"

#include "rest/refusal.hpp"
#include "rest/shown.hpp"
#include "value/nearest.hpp"

#include <vector>

namespace ginnel::rest {

const schema::column& property_named(const subject& s, std::string_view name, const std::string& at)
{
    std::vector<std::string_view> names;
    const auto& m = s.model;
    for (const auto& c : m.table.columns) {
        if (c.serialize_as.empty() || (s.withheld && s.withheld->contains(c.name)))
            continue;
        if (c.name == name)
            return c;
        names.emplace_back(c.name);
    }
    throw refusal{400, at + ": " + m.name + " has no property " + shown(name) + did_you_mean(name, names)};
}

const schema::relation& relation_named(const schema::model& m, std::string_view name, const std::string& at)
{
    if (const auto* r = m.find_relation(name))
        return *r;
    std::vector<std::string_view> names;
    for (const auto& r : m.relations)
        names.emplace_back(r.name);
    throw refusal{400, at + ": " + m.name + " has no relation " + shown(name) + did_you_mean(name, names)};
}

} // namespace ginnel::rest
