#include "app/embedded/held_rows.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace ginnel::app {

namespace json = boost::json;

bool held_rows::conceals(const schema::column& c) const
{
    const auto of = models_.find(&c);
    std::set<const schema::model*> seen;
    return of != models_.end() && conceals(*of->second, seen);
}

bool held_rows::conceals(const schema::model& m, std::set<const schema::model*>& seen) const
{
    if (hidden_.contains(&m))
        return true;
    if (!seen.insert(&m).second) // models may hold each other
        return false;
    return std::any_of(m.table.columns.begin(), m.table.columns.end(), [&](const auto& c) {
        const auto of = models_.find(&c);
        return of != models_.end() && conceals(*of->second, seen);
    });
}

std::string held_rows::shown(const schema::column& c, std::string_view held) const
{
    boost::system::error_code wrong;
    auto parsed = json::parse({held.data(), held.size()}, wrong);
    if (!wrong && parsed.is_string()) // LoopBack's connector stores JSON as a text within JSON
        parsed = json::parse(parsed.get_string(), wrong);
    if (wrong)
        return "null";
    strip(*models_.at(&c), parsed);
    return json::serialize(parsed);
}

void held_rows::strip(const schema::model& m, json::object& row) const
{
    if (const auto names = hidden_.find(&m); names != hidden_.end())
        for (const auto& name : names->second)
            row.stable_erase(name);
    for (const auto& c : m.table.columns)
        if (const auto of = models_.find(&c); of != models_.end())
            if (auto* within = row.if_contains(c.name))
                strip(*of->second, *within);
}

void held_rows::strip(const schema::model& m, json::value& held) const
{
    if (held.is_object())
        return strip(m, held.get_object());
    if (held.is_array())
        for (auto& one : held.get_array())
            strip(m, one);
}

} // namespace ginnel::app
