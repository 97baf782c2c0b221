#include "app/questions/scopes.hpp"

#include "app/questions/question.hpp"

#include <algorithm>
#include <utility>

namespace ginnel::app {

namespace {

/// All but the conditions.
void give(const filter& scope, filter& asked)
{
    if (asked.orders.empty())
        asked.orders = scope.orders;
    if (scope.limit)
        asked.limit = asked.limit ? std::min(*asked.limit, *scope.limit) : *scope.limit;
    if (!asked.skip)
        asked.skip = scope.skip;
    if (!asked.fields)
        asked.fields = scope.fields;
    for (const auto& i : scope.includes)
        if (std::none_of(asked.includes.begin(), asked.includes.end(),
                         [&](const include& other) { return other.relation == i.relation; }))
            asked.includes.push_back(i);
    for (const auto& i : scope.embedded)
        if (std::none_of(asked.embedded.begin(), asked.embedded.end(),
                         [&](const embedded_include& other) { return other.what == i.what; }))
            asked.embedded.push_back(i);
}

/// Two models whose scopes include each other would include without end.
constexpr int deepest = 4;

void give_defaults(const scopes_of_models& scopes, const schema::model& m, filter& asked, int depth)
{
    if (const auto own = scopes.find(&m); own != scopes.end() && own->second.by_default && depth < deepest)
        give(*own->second.by_default, asked);
    for (auto& i : asked.includes)
        give_defaults(scopes, *i.relation->target, i.scope, depth + 1);
    for (auto& i : asked.embedded)
        give_defaults(scopes, *i.what->target, i.scope, depth + 1);
}

void give_defaults(const scopes_of_models& scopes, engine::query& q, bool of_list, int depth)
{
    const auto own = scopes.find(q.model);
    if (own != scopes.end() && own->second.by_default && depth < deepest) {
        const auto& scope = *own->second.by_default;
        if (of_list && q.orders.empty())
            for (const auto& o : scope.orders)
                add_order(q, o);
        if (of_list && scope.limit)
            q.limit = std::min(q.limit.value_or(*scope.limit), *scope.limit);
        if (of_list && !q.offset)
            q.offset = scope.skip;
        for (const auto& i : scope.includes)
            if (!i.count && std::none_of(q.preloads.begin(), q.preloads.end(),
                                         [&](const engine::preload& p) { return p.relation == i.relation; }))
                add_include(q, i);
    }
    for (auto& p : q.preloads) {
        auto sub = std::make_shared<engine::query>(*p.sub);
        give_defaults(scopes, *sub, true, depth + 1);
        p.sub = std::move(sub);
    }
}

} // namespace

bool has_defaults(const scopes_of_models& scopes, const schema::model& m)
{
    const auto own = scopes.find(&m);
    if (own == scopes.end() || !own->second.by_default)
        return false;
    const auto& s = *own->second.by_default;
    return !s.orders.empty() || s.limit || s.skip || s.fields || !s.includes.empty() || !s.embedded.empty();
}

void add_default_parts(const scopes_of_models& scopes, engine::query& q, bool of_list)
{
    if (!scopes.empty())
        give_defaults(scopes, q, of_list, 0);
}

filter within(const filter& scope, filter asked)
{
    if (asked.where.empty()) {
        asked.where = scope.where;
    } else if (!scope.where.empty()) {
        condition both;
        both.parts = {scope.where, std::move(asked.where)};
        asked.where = std::move(both);
    }
    give(scope, asked);
    return asked;
}

filter with_defaults(const scopes_of_models& scopes, const schema::model& m, filter asked)
{
    if (!scopes.empty())
        give_defaults(scopes, m, asked, 0);
    return asked;
}

void default_scope::apply(engine::query& q, bool) const
{
    add_condition(q, what_->where);
}

} // namespace ginnel::app
