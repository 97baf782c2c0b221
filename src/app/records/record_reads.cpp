// What a query by name reads: rows, single rows, numbers.
#include "app/records/names.hpp"
#include "app/records/question_parts.hpp"
#include "app/records/record_rules.hpp"
#include "app/records/state.hpp"
#include "app/records/values.hpp"
#include "engine/load.hpp"
#include "engine/pages.hpp"
#include "engine/row_not_found.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace ginnel {

namespace {

using app::model_at;
using app::parent_of;
using app::session_of;

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
