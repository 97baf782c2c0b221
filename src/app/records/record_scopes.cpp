// Which conditions of their models queries by name have or leave out: scopes, and rows that were softly deleted.
#include "app/declarations/mistakes.hpp"
#include "app/records/question_parts.hpp"
#include "app/records/state.hpp"
#include "value/nearest.hpp"

#include <memory>
#include <utility>

namespace ginnel {

namespace {

using app::refuse;

void show_trashed(engine::query& q)
{
    const auto& m = *q.model;
    if (!m.deleted_at)
        refuse(q, "E_NO_SOFT_DELETE",
               "rows of " + m.name +
                   " are not softly deleted: say so where it is defined: {.deleted_at = \"deletedAt\"}");
    q.without_scope(engine::trashed_scope, false);
}

} // namespace

record_query& record_query::scope(std::string_view name)
{
    state_->query->add_scope(name);
    return *this;
}
record_query& record_query::without_scope(std::string_view name)
{
    auto& q = *state_->query;
    if (q.without_scope(name, false))
        return *this;
    std::vector<std::string_view> names;
    for (const auto& s : q.own)
        if (!s.name.empty())
            names.emplace_back(s.name);
    refuse(q, "E_UNKNOWN_SCOPE",
           "this query of " + q.model->name + " has no scope " + app::in_quotes(name) + " to leave out" +
               did_you_mean(name, names));
}
record_query& record_query::with_trashed()
{
    show_trashed(*state_->query);
    return *this;
}
record_query& record_query::only_trashed()
{
    auto& q = *state_->query;
    show_trashed(q);
    engine::own_scope only{std::string{engine::trashed_scope}, engine::operand::target, {}};
    only.terms.push_back({false, false,
                          std::make_shared<const engine::condition>(engine::condition{
                              engine::is_null{{q.model->deleted_at, engine::operand::target}, true}})});
    q.own.push_back(std::move(only));
    return *this;
}
record_query& record_query::with_trashed_passed()
{
    state_->query->without_scope(engine::trashed_scope, true);
    return *this;
}

} // namespace ginnel
