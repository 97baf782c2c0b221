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
}

/// Two models whose scopes include each other would include without end.
constexpr int deepest = 4;

void give_defaults(const scopes_of_models& scopes, const schema::model& m, filter& asked, int depth)
{
    if (const auto own = scopes.find(&m); own != scopes.end() && own->second.by_default && depth < deepest)
        give(*own->second.by_default, asked);
    for (auto& i : asked.includes)
        give_defaults(scopes, *i.relation->target, i.scope, depth + 1);
}

} // namespace

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
