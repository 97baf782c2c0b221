#include "app/records/question_parts.hpp"

#include "app/declarations/mistakes.hpp"
#include "app/records/names.hpp"
#include "app/records/state.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <utility>

namespace ginnel::app {

namespace {

[[noreturn]] void refuse(const schema::relation& r, const char* code, const std::string& text)
{
    throw error{error_kind::usage, code, r.source->name + '.' + r.name + ' ' + text}
        .in_model(r.source->name)
        .in_relation(r.name)
        .spoiling(spoils::nothing);
}

/// Whether the name before the point is that of a table in the query, whose property follows.
bool names_table(const engine::query& q, std::string_view holder)
{
    if (holder == q.model->name)
        return true;
    const std::size_t passed = q.via ? q.via->path.size() - 1 : 0;
    for (std::size_t k = 0; k < passed; ++k) {
        const auto& hop = q.via->path[k];
        if ((hop.to_model ? hop.to_model->name : hop.to->name) == holder)
            return true;
    }
    return false;
}

} // namespace

void refuse(const engine::query& q, const char* code, const std::string& text)
{
    throw error{error_kind::usage, code, text}
        .in_model(q.model->name)
        .in_relation(q.via ? q.via->name : std::string{})
        .spoiling(spoils::nothing);
}

const schema::model& model_at(const engine::query& q, const engine::operand& o)
{
    if (o.place == engine::operand::target)
        return *q.model;
    const auto* passed = q.via->path[static_cast<std::size_t>(o.place)].to_model;
    return passed ? *passed : *q.model;
}

engine::session& session_of(const detail::record_query_state& s)
{
    if (s.part)
        refuse(*s.query, "E_QUERY_NOT_RUN",
               "this query of " + s.query->model->name +
                   " is a part of another and is not run itself: run the outer one");
    return s.app->session;
}

const value* parent_of(const detail::record_query_state& s) noexcept
{
    return s.parent ? &*s.parent : nullptr;
}

void need_one_model(const schema::relation& r, std::string_view instead)
{
    if (r.kind == schema::relation_kind::morph_to)
        refuse(r, "E_POLYMORPHIC_QUERY",
               "leads to rows of several models: say of which, as in " + std::string{instead} + '(' +
                   in_quotes(r.name) + ", " + in_quotes(r.alternatives.front().target->name) +
                   ", [](auto& q) { ... })");
}

std::vector<path_query> queries_along(const schema::model& m, std::string_view path)
{
    std::vector<path_query> steps;
    const schema::model* at = &m;
    do {
        const auto [r, rest] = first_step(*at, path);
        need_one_model(*r, "where_has_morph");
        steps.push_back({r, std::make_shared<engine::query>(*r, true)});
        at = r->target;
        path = rest;
    } while (!path.empty());
    return steps;
}

engine::relation_steps passed_by(const std::vector<path_query>& path)
{
    engine::relation_steps passed;
    for (std::size_t i = 0; i + 1 < path.size(); ++i)
        passed.push_back({path[i].relation, path[i].sub});
    return passed;
}

std::vector<const schema::relation*> alternatives_to(const schema::relation& r, std::string_view model)
{
    if (r.kind != schema::relation_kind::morph_to)
        refuse(r, "E_RELATION_KIND", "leads to rows of " + r.target->name + " alone: leave _morph and the model out");
    std::vector<const schema::relation*> found;
    std::vector<std::string_view> known;
    for (const auto& one : r.alternatives) {
        known.emplace_back(one.target->name);
        if (one.target->name == model)
            found.push_back(&one);
    }
    if (found.empty())
        refuse(r, "E_UNKNOWN_MODEL", "leads to no rows of " + in_quotes(model) + did_you_mean(model, known));
    return found;
}

std::optional<engine::order_by> related_order(const engine::query& q, std::string_view name, bool descending)
{
    const auto end = name.rfind('.');
    const auto holder = name.substr(0, name.find('.'));
    if (end == std::string_view::npos || names_table(q, holder) || !q.model->find_relation(holder))
        return {};
    const auto steps = queries_along(*q.model, name.substr(0, end));
    for (const auto& step : steps)
        if (step.relation->many())
            refuse(*step.relation, "E_RELATION_KIND",
                   "leads to many rows to order by: say which value counts, by order_by_max, order_by_min, "
                   "order_by_sum, order_by_avg or "
                   "order_by_count");
    const auto& last = steps.back();
    engine::relation_aggregate value{
        last.relation,
        last.sub,
        {engine::aggregate_function::min, property_in(*last.sub, name.substr(end + 1)), false},
        {},
        false};
    value.passed = passed_by(steps);
    engine::order_by by{{}, descending, {}};
    by.related = std::make_shared<const engine::related_order>(engine::related_order{std::move(value), true});
    return by;
}

} // namespace ginnel::app
