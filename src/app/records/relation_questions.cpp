// What a query by name asks of related rows.
#include "app/declarations/mistakes.hpp"
#include "app/records/names.hpp"
#include "app/records/question_parts.hpp"
#include "app/records/state.hpp"
#include "app/records/values.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <utility>

namespace ginnel {

namespace {

using app::joined_by;
using app::path_query;
using app::refuse;
using engine::aggregate_function;

void say(detail::application_state& app, engine::query& q, const record_closure& closure)
{
    auto part = detail::record_query_access::part(app, q);
    closure(part);
}

/// The relations of a path, with what the closure says of the last.
std::vector<path_query> asked_along(detail::application_state& app, const schema::model& m, std::string_view path,
                                    const record_closure& closure)
{
    auto steps = app::queries_along(m, path);
    say(app, *steps.back().sub, closure);
    return steps;
}

engine::relation_test test_along(const std::vector<path_query>& steps)
{
    engine::relation_test made{steps.back().relation, steps.back().sub, {}};
    made.passed = app::passed_by(steps);
    return made;
}

/// A path without a number as tests within tests.
engine::relation_test nested_test(const std::vector<path_query>& steps)
{
    for (std::size_t i = steps.size() - 1; i > 0; --i)
        steps[i - 1].sub->add(false, false, {engine::relation_test{steps[i].relation, steps[i].sub, {}}});
    return {steps.front().relation, steps.front().sub, {}};
}

} // namespace

record_query& record_query::test(joint how, std::string_view path, const record_closure& closure)
{
    auto& q = *state_->query;
    const auto [either, negated] = joined_by(how);
    auto made = nested_test(asked_along(*state_->app, *q.model, path, closure));
    made.negated = negated;
    q.add(either, false, {std::move(made)});
    return *this;
}

record_query& record_query::test_count(joint how, std::string_view path, const record_closure& closure,
                                       std::string_view op, std::int64_t n)
{
    auto& q = *state_->query;
    auto by = app::operator_named(*q.model, op);
    if (by == "like" || by == "not like")
        refuse(q, "E_UNKNOWN_OPERATOR", "a number of rows is compared by =, <>, <, <=, > or >=, not by " + by);
    const auto [either, negated] = joined_by(how);
    auto made = test_along(asked_along(*state_->app, *q.model, path, closure));
    made.op = std::move(by);
    made.number = n;
    made.negated = negated;
    q.add(either, false, {std::move(made)});
    return *this;
}

record_query& record_query::test_each(joint how, quantity which, std::string_view path, const record_closure& closure)
{
    auto& q = *state_->query;
    auto made = test_along(asked_along(*state_->app, *q.model, path, closure));
    made.every = which == quantity::every;
    made.negated = which == quantity::none;
    q.add(joined_by(how).either, false, {std::move(made)});
    return *this;
}

record_query& record_query::test_morph(joint how, std::string_view relation, std::string_view model,
                                       const record_closure& closure)
{
    auto& q = *state_->query;
    engine::group types;
    for (const auto* one : app::alternatives_to(q.model->relation_named(relation), model)) {
        auto sub = std::make_shared<engine::query>(*one, true);
        say(*state_->app, *sub, closure);
        types.terms.push_back({true, false,
                               std::make_shared<const engine::condition>(
                                   engine::condition{engine::relation_test{one, std::move(sub), {}}})});
    }
    const auto [either, negated] = joined_by(how);
    q.add(either, negated, {std::move(types)});
    return *this;
}

// ---- preloads

namespace {

void preload_path(detail::application_state& app, engine::query& q, std::string_view path,
                  const record_closure& closure, bool once)
{
    const auto [r, rest] = app::first_step(*q.model, path);
    if (r->kind == schema::relation_kind::morph_to && rest.empty() && !closure)
        return q.add_preload_of_types(*r);
    app::need_one_model(*r, "preload_morph");
    const auto said =
        std::find_if(q.preloads.begin(), q.preloads.end(), [r = r](const auto& p) { return p.relation == r; });
    auto sub = std::make_shared<engine::query>(*r, false);
    if (rest.empty()) {
        if (once && said != q.preloads.end())
            return;
        say(app, *sub, closure);
    } else {
        if (said != q.preloads.end())
            *sub = *said->sub;
        preload_path(app, *sub, rest, closure, once);
    }
    q.add_preload(*r, std::move(sub));
}

} // namespace

record_query& record_query::preload(std::string_view path, const record_closure& closure)
{
    preload_path(*state_->app, *state_->query, path, closure, false);
    return *this;
}

record_query& record_query::preload_once(std::string_view path, const record_closure& closure)
{
    preload_path(*state_->app, *state_->query, path, closure, true);
    return *this;
}

record_query& record_query::preload_morph(std::string_view relation, std::string_view model,
                                          const record_closure& closure)
{
    auto& q = *state_->query;
    const auto& r = q.model->relation_named(relation);
    for (const auto* one : app::alternatives_to(r, model)) {
        auto sub = std::make_shared<engine::query>(*one, false);
        say(*state_->app, *sub, closure);
        q.add_preload(*one, std::move(sub));
    }
    q.add_preload_of_types(r);
    return *this;
}

// ---- aggregates

namespace {

struct wanted_value {
    std::string_view path, property; ///< no property: rows
    aggregate_function function = aggregate_function::count;
    bool distinct = false;
};

engine::relation_aggregate value_along(detail::application_state& app, const engine::query& q,
                                       const wanted_value& wanted, const record_closure& closure)
{
    const auto steps = asked_along(app, *q.model, wanted.path, closure);
    const auto& last = steps.back();
    engine::relation_aggregate made{last.relation, last.sub, {wanted.function, {}, wanted.distinct}, {}, false};
    made.passed = app::passed_by(steps);
    if (wanted.property.empty())
        return made;
    made.what.of = app::property_in(*last.sub, wanted.property);
    if (wanted.function == aggregate_function::sum || wanted.function == aggregate_function::avg)
        app::need_numbers(app::model_at(*last.sub, *made.what.of), *made.what.of->column);
    return made;
}

void need_alias(const engine::query& q, std::string_view call, const wanted_value& wanted, std::string_view alias)
{
    if (alias.empty())
        refuse(q, "E_NO_ALIAS",
               "the value needs a name to be read by: " + std::string{call} + '(' + app::in_quotes(wanted.path) + ", " +
                   (wanted.property.empty() ? std::string{} : app::in_quotes(wanted.property) + ", ") + "\"name\")");
}

void add_value(engine::query& q, engine::relation_aggregate made, std::string_view alias)
{
    made.into_slot = alias.empty();
    made.alias = alias.empty() ? made.relation->name + "_count" : std::string{alias};
    if (std::any_of(q.aggregates.begin(), q.aggregates.end(), [&](const auto& a) { return a.alias == made.alias; }))
        refuse(q, "E_DUPLICATE_ALIAS",
               "the query reads " + app::in_quotes(made.alias) + " already: give another alias");
    q.aggregates.push_back(std::move(made));
}

void add_named(detail::application_state& app, engine::query& q, const char* call, const wanted_value& wanted,
               std::string_view alias, const record_closure& closure)
{
    need_alias(q, call, wanted, alias);
    add_value(q, value_along(app, q, wanted, closure), alias);
}

void order(engine::query& q, engine::relation_aggregate value, direction d)
{
    engine::order_by by{{}, d == desc, {}};
    by.related = std::make_shared<const engine::related_order>(engine::related_order{std::move(value), false});
    q.orders.push_back(std::move(by));
}

} // namespace

record_query& record_query::with_count(std::string_view path, const record_closure& closure, std::string_view alias)
{
    auto& q = *state_->query;
    if (path.find('.') != std::string_view::npos)
        need_alias(q, "with_count", {path, {}}, alias);
    add_value(q, value_along(*state_->app, q, {path, {}}, closure), alias);
    return *this;
}
record_query& record_query::with_exists(std::string_view path, std::string_view alias, const record_closure& closure)
{
    auto& q = *state_->query;
    need_alias(q, "with_exists", {path, {}}, alias);
    auto made = value_along(*state_->app, q, {path, {}}, closure);
    made.exists = true;
    add_value(q, std::move(made), alias);
    return *this;
}
record_query& record_query::with_count_distinct(std::string_view path, std::string_view property,
                                                std::string_view alias, const record_closure& closure)
{
    add_named(*state_->app, *state_->query, "with_count_distinct", {path, property, aggregate_function::count, true},
              alias, closure);
    return *this;
}
record_query& record_query::with_sum(std::string_view path, std::string_view property, std::string_view alias,
                                     const record_closure& closure)
{
    add_named(*state_->app, *state_->query, "with_sum", {path, property, aggregate_function::sum}, alias, closure);
    return *this;
}
record_query& record_query::with_avg(std::string_view path, std::string_view property, std::string_view alias,
                                     const record_closure& closure)
{
    add_named(*state_->app, *state_->query, "with_avg", {path, property, aggregate_function::avg}, alias, closure);
    return *this;
}
record_query& record_query::with_min(std::string_view path, std::string_view property, std::string_view alias,
                                     const record_closure& closure)
{
    add_named(*state_->app, *state_->query, "with_min", {path, property, aggregate_function::min}, alias, closure);
    return *this;
}
record_query& record_query::with_max(std::string_view path, std::string_view property, std::string_view alias,
                                     const record_closure& closure)
{
    add_named(*state_->app, *state_->query, "with_max", {path, property, aggregate_function::max}, alias, closure);
    return *this;
}

record_query& record_query::order_by_count(std::string_view path, direction d, const record_closure& closure)
{
    order(*state_->query, value_along(*state_->app, *state_->query, {path, {}}, closure), d);
    return *this;
}
record_query& record_query::order_by_sum(std::string_view path, std::string_view property, direction d,
                                         const record_closure& closure)
{
    order(*state_->query, value_along(*state_->app, *state_->query, {path, property, aggregate_function::sum}, closure),
          d);
    return *this;
}
record_query& record_query::order_by_avg(std::string_view path, std::string_view property, direction d,
                                         const record_closure& closure)
{
    order(*state_->query, value_along(*state_->app, *state_->query, {path, property, aggregate_function::avg}, closure),
          d);
    return *this;
}
record_query& record_query::order_by_min(std::string_view path, std::string_view property, direction d,
                                         const record_closure& closure)
{
    order(*state_->query, value_along(*state_->app, *state_->query, {path, property, aggregate_function::min}, closure),
          d);
    return *this;
}
record_query& record_query::order_by_max(std::string_view path, std::string_view property, direction d,
                                         const record_closure& closure)
{
    order(*state_->query, value_along(*state_->app, *state_->query, {path, property, aggregate_function::max}, closure),
          d);
    return *this;
}

} // namespace ginnel
