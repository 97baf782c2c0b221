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
using app::model_at;
using app::refuse;

engine::condition comparison(const engine::query& q, const engine::operand& left, std::string_view op_text, value v)
{
    const auto& m = model_at(q, left);
    auto op = app::operator_named(m, op_text);
    if (op == "like" || op == "not like")
        app::fit_pattern(m, *left.column, v);
    else
        app::fit(m, *left.column, v, app::value_use::compared);
    return {engine::compare{left, std::move(op), std::move(v)}};
}

engine::condition membership(const engine::query& q, const engine::operand& what, std::vector<value> values,
                             bool negated)
{
    auto set = std::make_shared<key_set>();
    set->reserve(values.size());
    for (auto& v : values) {
        app::fit(model_at(q, what), *what.column, v, app::value_use::compared);
        set->add(v.view());
    }
    return {engine::among{what, std::move(set), negated}};
}

void check_count(std::string_view call, std::int64_t n)
{
    if (n < 0)
        throw error{error_kind::usage, "E_NEGATIVE",
                    std::string{call} + " takes a number of rows, and " + std::to_string(n) + " is none"}
            .spoiling(spoils::nothing);
}

} // namespace

// ---- its state

record_query detail::record_query_access::root(application_state& app, const schema::model& m)
{
    auto own = std::make_unique<engine::query>(m);
    auto* q = own.get();
    return record_query{std::make_unique<record_query_state>(record_query_state{&app, std::move(own), q})};
}

record_query detail::record_query_access::related(application_state& app, const schema::relation& r, value parent)
{
    auto own = std::make_unique<engine::query>(r, false);
    auto* q = own.get();
    return record_query{
        std::make_unique<record_query_state>(record_query_state{&app, std::move(own), q, std::move(parent)})};
}

record_query detail::record_query_access::part(application_state& app, engine::query& q)
{
    return record_query{std::make_unique<record_query_state>(record_query_state{&app, nullptr, &q, {}, true})};
}

record_query::record_query(std::unique_ptr<detail::record_query_state> state) noexcept : state_{std::move(state)}
{
}
record_query::record_query(const record_query& other)
{
    auto own = std::make_unique<engine::query>(*other.state_->query);
    auto* q = own.get();
    state_ = std::make_unique<detail::record_query_state>(
        detail::record_query_state{other.state_->app, std::move(own), q, other.state_->parent, other.state_->part});
}
record_query::record_query(record_query&&) noexcept = default;
record_query& record_query::operator=(record_query other) noexcept
{
    state_.swap(other.state_);
    return *this;
}
record_query::~record_query() = default;

// ---- conditions on properties

record_query& record_query::compare(joint how, std::string_view property, std::string_view op, value v)
{
    auto& q = *state_->query;
    const auto [either, negated] = joined_by(how);
    q.add(either, negated, comparison(q, app::property_in(q, property), op, std::move(v)));
    return *this;
}

// The closure of a group fills the query's own last scope, which is set aside meanwhile.
record_query& record_query::grouped(joint how, const record_closure& group)
{
    auto& q = *state_->query;
    const auto at = q.scopes.size() - 1;
    std::vector<engine::term> outer;
    outer.swap(q.scopes[at]);
    try {
        group(*this);
    } catch (...) {
        q.scopes[at].swap(outer);
        throw;
    }
    engine::group made;
    made.terms.swap(q.scopes[at]);
    q.scopes[at].swap(outer);
    const auto [either, negated] = joined_by(how);
    if (!made.terms.empty())
        q.add(either, negated, {std::move(made)});
    return *this;
}

record_query& record_query::among(joint how, std::string_view property, std::vector<value> values)
{
    auto& q = *state_->query;
    const auto [either, negated] = joined_by(how);
    q.add(either, false, membership(q, app::property_in(q, property), std::move(values), negated));
    return *this;
}

record_query& record_query::null(joint how, std::string_view property)
{
    auto& q = *state_->query;
    const auto [either, negated] = joined_by(how);
    q.add(either, false, {engine::is_null{app::property_in(q, property), negated}});
    return *this;
}

record_query& record_query::between(joint how, std::string_view property, value low, value high)
{
    auto& q = *state_->query;
    const auto what = app::property_in(q, property);
    app::fit(model_at(q, what), *what.column, low, app::value_use::compared);
    app::fit(model_at(q, what), *what.column, high, app::value_use::compared);
    const auto [either, negated] = joined_by(how);
    q.add(either, false, {engine::range{what, std::move(low), std::move(high), negated}});
    return *this;
}

// ---- conditions on the tables passed

record_query& record_query::pivot_compare(joint how, std::string_view property, std::string_view op, value v)
{
    auto& q = *state_->query;
    const auto [either, negated] = joined_by(how);
    q.add(either, negated, comparison(q, app::link_property_in(q, property), op, std::move(v)));
    return *this;
}

record_query& record_query::pivot_among(joint how, std::string_view property, std::vector<value> values)
{
    auto& q = *state_->query;
    const auto [either, negated] = joined_by(how);
    q.add(either, false, membership(q, app::link_property_in(q, property), std::move(values), negated));
    return *this;
}

record_query& record_query::pivot_null(joint how, std::string_view property)
{
    auto& q = *state_->query;
    const auto [either, negated] = joined_by(how);
    q.add(either, false, {engine::is_null{app::link_property_in(q, property), negated}});
    return *this;
}

record_query& record_query::pivot_columns(const std::vector<std::string>& properties)
{
    auto& q = *state_->query;
    for (const auto& name : properties) {
        const auto what = app::link_property_in(q, name);
        const bool pivot = schema::over_pivot(q.via->kind);
        q.links.push_back({what, (pivot ? "pivot_" : "through_") + what.column->name});
    }
    return *this;
}

// ---- rows and order

namespace {

engine::order_by order_of(const engine::query& q, std::string_view name, direction d)
{
    for (const auto& a : q.aggregates)
        if (a.alias == name)
            return {{}, d == desc, a.alias};
    return {app::property_in(q, name), d == desc, {}};
}

void need_relation(const engine::query& q, const char* call)
{
    if (!q.via)
        refuse(q, "E_NO_RELATION",
               std::string{call} + " is for the query of a relation: write it in the closure of preload, or on "
                                   "app.related(row, \"relation\")");
}

} // namespace

record_query& record_query::select(const std::vector<std::string>& properties)
{
    auto& q = *state_->query;
    const auto add = [&](const schema::column* c) {
        if (std::find(q.selected.begin(), q.selected.end(), c) == q.selected.end())
            q.selected.push_back(c);
    };
    for (const auto& name : properties) {
        const auto& c = app::property_of(*q.model, name);
        if (q.model->primary_key)
            add(q.model->primary_key); // a record that does not know its key cannot be related
        add(&c);
    }
    return *this;
}

record_query& record_query::order_by(std::string_view property, direction d)
{
    auto& q = *state_->query;
    if (auto by = app::related_order(q, property, d == desc))
        q.orders.push_back(*std::move(by));
    else
        q.orders.push_back(order_of(q, property, d));
    return *this;
}
record_query& record_query::limit(std::int64_t n)
{
    check_count("limit", n);
    state_->query->limit = n;
    return *this;
}
record_query& record_query::offset(std::int64_t n)
{
    check_count("offset", n);
    state_->query->offset = n;
    return *this;
}
record_query& record_query::distinct()
{
    state_->query->distinct = true;
    return *this;
}
record_query& record_query::group_limit(std::int64_t n)
{
    need_relation(*state_->query, "group_limit");
    check_count("group_limit", n);
    state_->query->group_limit = n;
    return *this;
}
record_query& record_query::group_order_by(std::string_view property, direction d)
{
    need_relation(*state_->query, "group_order_by");
    state_->query->group_orders.push_back(order_of(*state_->query, property, d));
    return *this;
}

} // namespace ginnel
