#include "engine/order_names.hpp"

#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <string_view>

namespace ginnel::engine {

void check_order_names(const query& q, const std::vector<order_by>& orders)
{
    for (const auto& o : orders) {
        if (o.what.column || o.made)
            continue;
        std::vector<std::string_view> names;
        for (const auto& a : q.aggregates)
            names.emplace_back(a.alias);
        for (const auto& l : q.links)
            names.emplace_back(l.alias);
        if (q.via)
            names.insert(names.end(), q.via->link_aliases.begin(), q.via->link_aliases.end());
        if (std::find(names.begin(), names.end(), o.alias) == names.end())
            throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                        "a query of " + q.model->name + " is ordered by \"" + o.alias + "\", which it does not select" +
                            did_you_mean(o.alias, names)}
                .in_model(q.model->name);
    }
}

} // namespace ginnel::engine
