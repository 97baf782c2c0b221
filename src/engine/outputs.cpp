#include "engine/outputs.hpp"

#include "engine/through_rows.hpp"

#include <ginnel/error.hpp>

#include <algorithm>

namespace ginnel::engine {

bool keeps_extras(const schema::model& m) noexcept
{
    return m.ops->keeps_extras || m.extras_offset != schema::model::none;
}

std::size_t outputs::cell_for(const schema::column& c, const scope& s)
{
    if (const auto at = layout.cell_of(c); at != layout::none)
        return at;
    list.push_back({s.column(c), {}});
    return list.size() - 1;
}

namespace {

/// A column of a table passed has its place among the added columns; taken for one of the model's own it would be read
/// into another.
void check_own(const schema::model& m, const schema::column& c)
{
    const auto& own = m.table.columns;
    if (c.index < own.size() && &own[c.index] == &c)
        return;
    throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                "\"" + c.name + "\" is no column of " + m.name + ", so it cannot be selected as one: use pivot_columns"}
        .in_model(m.name);
}

void add_columns(outputs& out, const query& q, const scope& s, bool as_preload)
{
    auto& l = out.layout;
    if (!q.selected.empty()) {
        l.full = false;
        for (const auto* c : q.selected) {
            check_own(*q.model, *c);
            if (std::find(l.columns.begin(), l.columns.end(), c->index) == l.columns.end())
                l.columns.push_back(c->index);
        }
        // Lucid shows the key by which a preloaded row was found, even if it was not selected.
        if (as_preload) {
            const auto tie = q.via->path.back().to_key->index;
            if (std::find(l.columns.begin(), l.columns.end(), tie) == l.columns.end())
                l.columns.push_back(tie);
        }
        for (const auto i : l.columns)
            out.list.push_back({s.column(q.model->table.columns[i]), {}});
        return;
    }
    for (const auto& c : q.model->table.columns)
        out.list.push_back({s.column(c), {}});
}

void add_extras(outputs& out, select_builder& b, const query& q, const scope& s)
{
    std::vector<std::string> names;
    const auto from = out.list.size();
    std::vector<operand> said; // the column by each name; none: an aggregate
    const auto add = [&](sql::expr e, const operand& what, const std::string& alias) {
        if (const auto at = std::find(names.begin(), names.end(), alias); at != names.end()) {
            const auto& before = said[static_cast<std::size_t>(at - names.begin())];
            if (what.column && before.column == what.column && before.place == what.place)
                return; // the same column twice is that column
            throw error{error_kind::usage, "E_DUPLICATE_ALIAS",
                        "a query of " + q.model->name + " adds two different things under the name \"" + alias +
                            "\": give one of them another name"}
                .in_model(q.model->name);
        }
        out.list.push_back({std::move(e), alias});
        names.push_back(alias);
        said.push_back(what);
    };
    const bool keeps = keeps_extras(*q.model);
    if (q.via && keeps) {
        for (std::size_t i = 0; i < q.via->link_columns.size(); ++i)
            add(s.column({q.via->link_columns[i], 0}), {q.via->link_columns[i], 0}, q.via->link_aliases[i]);
        for (const auto& l : q.links)
            add(s.column(l.what), l.what, l.alias);
    }
    const auto need_extras = [&](const std::string& alias) {
        if (!keeps)
            throw error{error_kind::usage, "E_NO_EXTRAS",
                        "\"" + alias + "\" has no place in " + q.model->name +
                            ": give the model a member `ginnel::extras extras{};`, or leave the alias out"}
                .in_model(q.model->name);
    };
    for (const auto& r : q.raw_outputs) {
        need_extras(r.alias);
        add(select_builder::raw_text(r.what, s), {}, r.alias);
    }
    for (const auto& a : q.aggregates) {
        if (a.into_slot)
            continue;
        need_extras(a.alias);
        if (a.exists)
            out.layout.extras_truths.push_back(names.size());
        add(b.value_of(a, s), {}, a.alias);
    }
    if (!names.empty()) {
        out.layout.extras_from = from;
        out.layout.extras = std::make_shared<const std::vector<std::string>>(std::move(names));
    }
    for (const auto& a : q.aggregates)
        if (a.into_slot) {
            out.layout.counts.push_back({a.relation, out.list.size()});
            out.list.push_back({b.value_of(a, s), a.alias});
        }
}

/// The first through model's columns, where the program asked for its rows.
void add_through_row(outputs& out, const query& q, const scope& s)
{
    if (!q.through_row)
        return;
    out.layout.through_row_from = out.list.size();
    out.layout.through_model = q.via->through;
    const int place = through_place(*q.via);
    for (const auto& c : q.via->through->table.columns)
        out.list.push_back({s.column({&c, place}), {}});
}

void add_link_row(outputs& out, const query& q, const scope& s)
{
    if (!q.via || q.via->link_row_columns.empty())
        return;
    out.layout.link_row_from = out.list.size();
    for (const auto* c : q.via->link_row_columns)
        out.list.push_back({s.column({c, 0}), {}});
}

} // namespace

outputs outputs_of(select_builder& b, const query& q, const scope& s, bool as_preload)
{
    outputs out;
    out.layout.model = q.model;
    add_columns(out, q, s, as_preload);
    add_extras(out, b, q, s);
    // A list of roots keeps no link rows; a relation's slot may.
    if (as_preload)
        add_link_row(out, q, s);
    if (as_preload || q.through_row_of_roots)
        add_through_row(out, q, s);
    else if (q.through_row)
        throw_through_rows_of_roots(*q.via);
    for (const auto& p : q.preloads) {
        out.preload_keys.push_back(out.cell_for(p.relation->local_key(), s));
        out.preload_types.push_back(p.relation->type_column ? out.cell_for(*p.relation->type_column, s) : layout::none);
    }
    for (const auto& o : q.noted) {
        if (o.place == operand::target) {
            out.layout.noted.push_back(out.cell_for(*o.column, s));
            continue;
        }
        out.layout.noted.push_back(out.list.size());
        out.list.push_back({s.column(o), {}});
    }
    if (q.model->primary_key)
        out.layout.primary_key = out.layout.cell_of(*q.model->primary_key);
    return out;
}

} // namespace ginnel::engine
