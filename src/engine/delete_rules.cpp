#include "engine/delete_rules.hpp"

#include "engine/link_table.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace ginnel::engine {

namespace {

/// What the relation back says of the key; it is the same foreign key.
on_delete said_by_holder(const schema::model& holder, const schema::hop& h)
{
    for (const auto& r : holder.relations)
        if (r.path.size() == 1 && r.delete_rule != on_delete::unsaid && r.path.front().key_on_from &&
            r.path.front().from_key == h.to_key && r.path.front().to == h.from)
            return r.delete_rule;
    return on_delete::unsaid;
}

bool same_key(const held_key& a, const held_key& b)
{
    return a.key == b.key && a.other_key == b.other_key && a.type == b.type &&
           identity_of(a.type_value) == identity_of(b.type_value);
}

bool asks_for_more(const schema::model& m, std::set<const schema::model*>& seen)
{
    if (!seen.insert(&m).second)
        return false;
    const auto rules = delete_rules_of(m);
    return std::any_of(rules.begin(), rules.end(), [&](const delete_rule& d) {
        return d.ours || (d.rule == on_delete::cascade && d.holder != nullptr && asks_for_more(*d.holder, seen));
    });
}

} // namespace

std::vector<delete_rule> delete_rules_of(const schema::model& m)
{
    std::vector<delete_rule> out;
    for (const auto& r : m.relations) {
        if (r.path.empty() || r.path.front().key_on_from)
            continue;
        const auto& h = r.path.front();
        auto rule = r.delete_rule == on_delete::detach ? on_delete::cascade : r.delete_rule;
        if (rule == on_delete::unsaid && !h.polymorphic && h.to_model != nullptr)
            rule = said_by_holder(*h.to_model, h);
        if (rule == on_delete::unsaid)
            continue;
        delete_rule found{key_of_hop(r, 0), h.to_model, rule, h.polymorphic};
        const auto known =
            std::find_if(out.begin(), out.end(), [&](const auto& d) { return same_key(d.held, found.held); });
        if (known == out.end())
            out.push_back(std::move(found));
        else if (known->rule != rule)
            throw error{error_kind::schema, "E_ON_DELETE",
                        m.name + "." + known->held.relation->name + " and " + m.name + "." + r.name +
                            " say different things of what becomes of the same rows: let one of them say on_delete"}
                .in_model(m.name)
                .in_relation(r.name)
                .spoiling(spoils::nothing);
    }
    return out;
}

bool has_rules_of_ours(const schema::model& m)
{
    std::set<const schema::model*> seen;
    return asks_for_more(m, seen);
}

} // namespace ginnel::engine
