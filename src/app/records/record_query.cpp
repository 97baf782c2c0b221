#include "app/declarations/mistakes.hpp"
#include "app/records/names.hpp"
#include "app/records/question_parts.hpp"
#include "app/records/state.hpp"
#include "app/records/values.hpp"
#include "engine/load.hpp"
#include "engine/pages.hpp"
#include "engine/row_not_found.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <utility>

namespace ginnel {

namespace {

using app::joined_by;
using app::model_at;
using app::parent_of;
using app::refuse;
using app::session_of;

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

// ---- running

namespace {

std::vector<record> rows_of(const detail::record_query_state& s, engine::query q, bool of_list)
{
    s.app->rules->add_defaults(q, of_list);
    auto& session = session_of(s);
    auto rows = std::make_shared<std::vector<engine::record>>();
    const engine::result_slot into{rows.get(), &engine::record_rows_ops()};
    if (s.parent)
        engine::load_related(session, q, *s.parent, into);
    else
        engine::load(session, q, into);
    return detail::record_access::list(*s.app, std::move(rows));
}

field aggregate_over(const detail::record_query_state& s, engine::aggregate_function function,
                     std::string_view property)
{
    const auto what = app::property_in(*s.query, property);
    if (function == engine::aggregate_function::sum || function == engine::aggregate_function::avg)
        app::need_numbers(model_at(*s.query, what), *what.column);
    return app::field_of(
        std::string{engine::name_of(function)} + " of " + s.query->model->name + "." + std::string{property},
        *what.column, engine::aggregate_of(session_of(s), *s.query, {function, what, false}, parent_of(s)));
}

} // namespace

std::vector<record> record_query::all() const
{
    return rows_of(*state_, *state_->query, true);
}

std::optional<record> record_query::first() const
{
    auto one = *state_->query;
    one.limit = std::min<std::int64_t>(one.limit.value_or(1), 1);
    auto rows = rows_of(*state_, std::move(one), true);
    if (rows.empty())
        return {};
    return std::move(rows.front());
}

record record_query::first_or_fail() const
{
    if (auto row = first())
        return *std::move(row);
    engine::throw_row_not_found(*state_->query->model);
}

std::optional<record> record_query::find_value(value key) const
{
    auto one = *state_->query;
    const auto& m = *one.model;
    app::fit(m, app::key_of(m), key, app::value_use::compared);
    one.scopes.emplace_back(); // apart from the program's own conditions, which may hold an or
    one.add(false, false, {engine::compare{{m.primary_key, engine::operand::target}, "=", std::move(key)}});
    one.offset.reset();
    one.group_limit.reset();
    one.limit = 1; // a relation with a duplicated link has the row twice
    auto rows = rows_of(*state_, std::move(one), false);
    if (rows.empty())
        return {};
    return std::move(rows.front());
}

record record_query::find_value_or_fail(value key) const
{
    if (auto row = find_value(key))
        return *std::move(row);
    const std::string shown[] = {to_display(key)};
    engine::throw_row_not_found(*state_->query->model, shown);
}

page<record> record_query::paginate(std::int64_t page, std::int64_t per_page) const
{
    auto& session = session_of(*state_);
    auto rows = std::make_shared<std::vector<engine::record>>();
    ginnel::page<record> out;
    auto q = *state_->query;
    state_->app->rules->add_defaults(q, true);
    out.total =
        engine::load_page(session, q, parent_of(*state_), page, per_page, {rows.get(), &engine::record_rows_ops()});
    out.current_page = page;
    out.per_page = per_page;
    out.last_page = std::max<std::int64_t>(1, (out.total - 1) / per_page + 1);
    out.rows = detail::record_access::list(*state_->app, std::move(rows));
    return out;
}

std::int64_t record_query::count() const
{
    return engine::count(session_of(*state_), *state_->query, parent_of(*state_));
}
bool record_query::exists() const
{
    return engine::exists(session_of(*state_), *state_->query, parent_of(*state_));
}

field record_query::min(std::string_view property) const
{
    return aggregate_over(*state_, engine::aggregate_function::min, property);
}
field record_query::max(std::string_view property) const
{
    return aggregate_over(*state_, engine::aggregate_function::max, property);
}
field record_query::sum(std::string_view property) const
{
    return aggregate_over(*state_, engine::aggregate_function::sum, property);
}
field record_query::avg(std::string_view property) const
{
    return aggregate_over(*state_, engine::aggregate_function::avg, property);
}

std::string record_query::to_sql() const
{
    return engine::to_sql(session_of(*state_).env(), *state_->query);
}

} // namespace ginnel
