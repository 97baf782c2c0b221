#include "engine/delete_rules.hpp"

#include "engine/link_table.hpp"
#include "schema/delete_rules.hpp"

#include <algorithm>
#include <utility>

namespace ginnel::engine {

namespace {

bool same_key(const held_key& a, const held_key& b)
{
    return a.key == b.key && a.other_key == b.other_key && a.type == b.type &&
           identity_of(a.type_value) == identity_of(b.type_value);
}

} // namespace

std::vector<delete_rule> delete_rules_of(const schema::model& m)
{
    std::vector<delete_rule> out;
    for (const auto& r : m.relations) {
        const auto rule = schema::rule_of(r);
        if (rule == on_delete::unsaid)
            continue;
        const auto& h = r.path.front();
        delete_rule found{key_of_hop(r, 0), h.to_model, rule, h.polymorphic};
        const auto known = [&](const delete_rule& d) { return same_key(d.held, found.held); };
        if (std::none_of(out.begin(), out.end(), known))
            out.push_back(std::move(found));
    }
    return out;
}

} // namespace ginnel::engine
