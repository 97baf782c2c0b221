#include "engine/wanted_link.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/chrono.hpp>

#include <algorithm>
#include <utility>

namespace ginnel::engine {

wanted_link wanted_of(const link_table& table, const link& given, std::vector<const schema::column*>& named)
{
    const auto& r = table.relation();
    wanted_link w{table.far_key(given.key), {}};
    if (w.key.is_null())
        throw error{error_kind::usage, "E_NULL_KEY",
                    r.source->name + "." + r.name + ": a link needs the key of a " + r.target->name +
                        ", null was given"}
            .in_model(r.source->name)
            .in_relation(r.name);
    for (const auto& [name, v] : given.attributes) {
        const auto& c = table.attribute(name);
        if (const auto* declared = table.condition(c)) {
            if (!same_value(*declared, v))
                throw error{error_kind::usage, "E_CONDITION_ATTRIBUTE",
                            "links of " + r.source->name + "." + r.name + " have \"" + name +
                                "\" = " + to_display(*declared) + ", " + to_display(v) +
                                " was given: leave the attribute out, or write over a relation without that condition"}
                    .in_model(r.source->name)
                    .in_relation(r.name);
            continue; // every new link gets it
        }
        table.check(c, v);
        if (std::find(named.begin(), named.end(), &c) == named.end())
            named.push_back(&c);
        w.attributes.emplace_back(&c, v);
    }
    return w;
}

changed_columns differing(const wanted_link& link, const std::vector<const schema::column*>& named,
                          const std::vector<value>& stored)
{
    changed_columns out;
    for (const auto& [column, given] : link.attributes) {
        const auto at = std::find(named.begin(), named.end(), column);
        if (!same_value(stored[static_cast<std::size_t>(at - named.begin())], given))
            out.emplace_back(column, given);
    }
    return out;
}

bool key_before(const value& a, const value& b)
{
    const auto x = a.view(), y = b.view();
    return x.type == kind::integer && y.type == kind::integer ? x.integer < y.integer : identity_of(a) < identity_of(b);
}

value link_timestamp(const environment& e)
{
    using seconds = std::chrono::sys_time<std::chrono::seconds>;
    return column_traits<seconds>::store(std::chrono::floor<std::chrono::seconds>(e.now()));
}

std::string shape_of(const changed_columns& columns)
{
    std::string shape;
    for (const auto& [column, given] : columns)
        // With its length before it, no part can be taken for a piece of another.
        for (const auto& part : {column->column_name, identity_of(given)})
            shape += std::to_string(part.size()) + ':' + part;
    return shape;
}

} // namespace ginnel::engine
