// Rows by many keys, page by page and batch by batch.
#include "app/records/names.hpp"
#include "app/records/question_parts.hpp"
#include "app/records/state.hpp"
#include "app/records/values.hpp"
#include "engine/pages.hpp"
#include "engine/row_not_found.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <set>

namespace ginnel {

namespace {

using app::parent_of;
using app::session_of;

using row_list = std::vector<engine::record>;

engine::result_slot into(row_list& rows)
{
    return {&rows, &engine::record_rows_ops()};
}

} // namespace

std::vector<record> record_query::find_values(std::vector<value> keys, bool all) const
{
    auto& session = session_of(*state_);
    const auto& q = *state_->query;
    const auto& m = *q.model;
    const auto wanted = std::make_shared<key_set>();
    std::vector<std::string> names;
    std::set<std::string> met;
    for (auto& key : keys) {
        app::fit(m, *m.primary_key, key, app::value_use::compared);
        auto name = to_display(key);
        if (!met.insert(name).second)
            continue;
        wanted->add(key.view());
        names.push_back(std::move(name));
    }
    if (wanted->empty())
        return {};
    const auto rows = std::make_shared<row_list>();
    const auto found = engine::load_by_keys(session, q, parent_of(*state_), wanted, into(*rows));
    if (all) {
        std::vector<std::string> missing;
        for (std::size_t i = 0; i < names.size(); ++i)
            if (std::find(found.begin(), found.end(), i) == found.end())
                missing.push_back(names[i]);
        if (!missing.empty())
            engine::throw_row_not_found(m, missing);
    }
    return detail::record_access::list(*state_->app, rows);
}

std::vector<field> record_query::plucked(std::string_view property) const
{
    const auto& q = *state_->query;
    const auto what = app::property_in(q, property);
    const std::string name = app::model_at(q, what).name + "." + what.column->name;
    std::vector<field> out;
    for (auto& v : engine::pluck(session_of(*state_), q, what, parent_of(*state_)))
        out.push_back(app::field_of(name, *what.column, std::move(v)));
    return out;
}

std::vector<field> record_query::plucked(std::string_view first, std::string_view second) const
{
    const auto& q = *state_->query;
    const engine::operand what[] = {app::property_in(q, first), app::property_in(q, second)};
    std::vector<field> out;
    for (auto& v : engine::pluck(session_of(*state_), q, what, parent_of(*state_))) {
        const auto& of = what[out.size() % 2];
        out.push_back(app::field_of(app::model_at(q, of).name + "." + of.column->name, *of.column, std::move(v)));
    }
    return out;
}

cursor_page<record> record_query::cursor_paginate(std::int64_t n, std::string_view cursor,
                                                  std::string_view secret) const
{
    auto& session = session_of(*state_);
    const auto rows = std::make_shared<row_list>();
    auto ends = engine::load_cursor_page(session, *state_->query, parent_of(*state_), n, cursor,
                                         secret.empty() ? session.env().cursor_secret : secret, into(*rows));
    cursor_page<record> page;
    page.per_page = n;
    page.rows = detail::record_access::list(*state_->app, rows);
    if (ends.surplus)
        page.rows.pop_back();
    if (ends.reversed)
        std::reverse(page.rows.begin(), page.rows.end());
    page.next_cursor = std::move(ends.next);
    page.previous_cursor = std::move(ends.previous);
    return page;
}

void record_query::chunks(std::int64_t n, const detail::erased_call<batch&>& fn) const
{
    auto& session = session_of(*state_);
    engine::key_walk walk{*state_->query, parent_of(*state_), n};
    while (true) {
        const auto rows = std::make_shared<row_list>();
        if (!walk.next(session, into(*rows)))
            return;
        auto records = detail::record_access::list(*state_->app, rows);
        batch b{records};
        fn(b);
        if (!b.go_on)
            return;
    }
}

} // namespace ginnel
