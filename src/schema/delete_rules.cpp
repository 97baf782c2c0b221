#include "schema/delete_rules.hpp"

#include <algorithm>
#include <set>

namespace ginnel::schema {

namespace {

/// It is the same foreign key.
on_delete said_by_holder(const model& holder, const hop& h)
{
    for (const auto& r : holder.relations)
        if (r.path.size() == 1 && r.delete_rule != on_delete::unsaid && r.path.front().key_on_from &&
            r.path.front().from_key == h.to_key && r.path.front().to == h.from)
            return r.delete_rule;
    return on_delete::unsaid;
}

bool asks_for_more(const model& m, std::set<const model*>& seen)
{
    if (!seen.insert(&m).second)
        return false;
    return std::any_of(m.relations.begin(), m.relations.end(), [&](const relation& r) {
        const auto rule = rule_of(r);
        if (rule == on_delete::unsaid)
            return false;
        const auto& h = r.path.front();
        return h.polymorphic ||
               (rule == on_delete::cascade && h.to_model != nullptr && asks_for_more(*h.to_model, seen));
    });
}

} // namespace

on_delete rule_of(const relation& r)
{
    if (r.path.empty() || r.path.front().key_on_from)
        return on_delete::unsaid;
    const auto& h = r.path.front();
    if (r.delete_rule == on_delete::unsaid && !h.polymorphic && h.to_model != nullptr)
        return said_by_holder(*h.to_model, h);
    return r.delete_rule == on_delete::detach ? on_delete::cascade : r.delete_rule;
}

bool has_rules_of_ours(const model& m)
{
    std::set<const model*> seen;
    return asks_for_more(m, seen);
}

} // namespace ginnel::schema
