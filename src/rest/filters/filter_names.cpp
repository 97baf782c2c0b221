#include "rest/filters/filter_names.hpp"

#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "value/nearest.hpp"

#include <vector>

namespace ginnel::rest {

namespace {

bool is_known(const subject& s, const schema::column& c) noexcept
{
    return s.all || (!c.serialize_as.empty() && !(s.withheld && s.withheld->contains(c.name)));
}

} // namespace

subject subject::of(const schema::model& other, const schema::relation* reached_by) const
{
    subject s{other, nullptr, reached_by, below, application, all, within_rows};
    if (below)
        if (const auto known = below->find(&other); known != below->end())
            s.withheld = &known->second;
    return s;
}

const schema::column* find_property(const subject& s, std::string_view name) noexcept
{
    for (const auto& c : s.model.table.columns)
        if (c.name == name && is_known(s, c))
            return &c;
    return nullptr;
}

const schema::column& property_named(const subject& s, std::string_view name, const std::string& at)
{
    if (const auto* c = find_property(s, name))
        return *c;
    std::vector<std::string_view> names;
    for (const auto& c : s.model.table.columns)
        if (is_known(s, c))
            names.emplace_back(c.name);
    throw refusal{400, at + ": " + s.model.name + " has no property " + shown(name) + did_you_mean(name, names)};
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

const schema::model* through_named(const subject& s, std::string_view name) noexcept
{
    return s.via && s.via->through && s.via->through->name == name ? s.via->through : nullptr;
}

} // namespace ginnel::rest
