// Reading and writing records by their model.
#include "app/questions/question.hpp"
#include "app/records/names.hpp"
#include "app/records/state.hpp"
#include "app/records/stored.hpp"
#include "app/records/values.hpp"
#include "engine/load.hpp"
#include "engine/query_writes.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <utility>

namespace ginnel {

namespace {

engine::query with_key(const schema::model& m, value key)
{
    app::fit(m, app::key_of(m), key, app::value_use::compared);
    return app::query_of_row(m, std::move(key));
}

std::optional<engine::record> loaded(engine::session& s, const engine::query& q)
{
    std::vector<engine::record> rows;
    engine::load(s, q, {&rows, &engine::record_rows_ops()});
    if (rows.empty())
        return {};
    return std::move(rows.front());
}

/// The model's rows that a closure chooses.
engine::query asked_for(detail::application_state& app, const schema::model& m, const record_closure& which)
{
    engine::query q{m};
    if (which) {
        auto part = detail::record_query_access::part(app, q);
        which(part);
    }
    return q;
}

} // namespace

record_query record_model::query() const
{
    return detail::record_query_access::root(*app_, app_->booted_model(name_));
}

record_query record_model::chosen(const record_closure& which) const
{
    auto q = query();
    if (which)
        which(q);
    return q;
}

bool record_model::has_row(value key) const
{
    return engine::exists(app_->session, with_key(app_->booted_model(name_), std::move(key)));
}

record record_model::build(const property_values& values) const
{
    const auto& m = app_->booted_model(name_);
    engine::record row{m};
    for (auto& [column, v] : app::row_values_of(m, values))
        row.put(column->index, std::move(v));
    return detail::record_access::make(*app_, std::move(row));
}

record record_model::create(const property_values& values) const
{
    const auto& m = app_->booted_model(name_);
    return app::as_stored(*app_, app_->rules->create(app_->session, m, app::row_values_of(m, values)));
}

std::vector<record> record_model::create_many(const std::vector<property_values>& rows) const
{
    const auto& m = app_->booted_model(name_);
    std::vector<app::row_values> values;
    for (const auto& given : rows)
        values.push_back(app::row_values_of(m, given));
    if (values.empty())
        return {};
    return app::as_stored(*app_, app_->rules->create(app_->session, m, std::move(values)));
}

record record_model::upsert(const property_values& values) const
{
    const auto& m = app_->booted_model(name_);
    auto named = app::row_values_of(m, values);
    const auto key = std::find_if(named.begin(), named.end(),
                                  [&](const auto& v) { return v.first == m.primary_key && !v.second.is_null(); });
    std::optional<engine::record> row;
    const auto sought = key == named.end() ? value{} : key->second;
    if (sought.is_null())
        return create(values);
    app_->session.together([&](engine::session& on) {
        row = loaded(on, with_key(m, sought));
        if (row)
            app_->rules->change(on, *row, named);
        else
            row = app_->rules->create(on, m, named);
    });
    return app::as_stored(*app_, std::move(*row));
}

std::pair<record, bool> record_model::find_or_create(const record_closure& which, const property_values& values) const
{
    const auto& m = app_->booted_model(name_);
    const auto named = app::row_values_of(m, values);
    auto q = asked_for(*app_, m, which);
    q.limit = 1;
    bool made = false;
    std::optional<engine::record> row;
    app_->session.together([&](engine::session& on) {
        row = loaded(on, q);
        made = !row;
        if (made)
            row = app_->rules->create(on, m, named);
    });
    return {app::as_stored(*app_, std::move(*row)), made};
}

std::optional<record> record_model::updated_by_id(value key, const property_values& values) const
{
    const auto& m = app_->booted_model(name_);
    const auto named = app::row_values_of(m, values);
    const auto q = with_key(m, std::move(key));
    std::optional<engine::record> row;
    app_->session.together([&](engine::session& on) {
        row = loaded(on, q);
        if (row)
            app_->rules->change(on, *row, named);
    });
    if (!row)
        return {};
    return app::as_stored(*app_, std::move(*row));
}

std::int64_t record_model::update_all(const record_closure& which, const property_values& values) const
{
    const auto& m = app_->booted_model(name_);
    return app_->rules->change_all(app_->session, asked_for(*app_, m, which), app::row_values_of(m, values));
}

bool record_model::destroyed_by_id(value key) const
{
    return engine::remove(app_->session, with_key(app_->booted_model(name_), std::move(key))) > 0;
}

std::int64_t record_model::destroy_all(const record_closure& which) const
{
    const auto& m = app_->booted_model(name_);
    return engine::remove(app_->session, asked_for(*app_, m, which));
}

} // namespace ginnel
