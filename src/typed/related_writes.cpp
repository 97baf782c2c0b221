#include "engine/link_table.hpp"
#include "engine/related_write.hpp"
#include "engine/replace_plan.hpp"
#include "typed/kept_row.hpp"
#include "typed/related_parts.hpp"
#include "typed/row_parts.hpp"

#include <ginnel/error.hpp>
#include <ginnel/typed/related_rows.hpp>

#include <algorithm>

namespace ginnel::detail {

const schema::relation& relation_of(const schema::model& m, member_id member);

namespace {

/// What saving a row under a parent writes of it: the columns that tie it too, where it does not have them yet.
std::vector<const schema::column*> tied_columns(const schema::model& m, const void* row,
                                                const engine::column_values& ties)
{
    auto columns = written_columns(m, row);
    for (const auto& [column, v] : ties) {
        const auto known = std::find(columns.begin(), columns.end(), column);
        if (column == m.primary_key)
            continue; // by which the row is found
        const bool wanted = differs(m, row, *column, v);
        if (wanted && known == columns.end())
            columns.push_back(column);
        else if (!wanted && known != columns.end())
            columns.erase(known);
    }
    return columns;
}

std::vector<const schema::column*> columns_of(const engine::column_values& values)
{
    std::vector<const schema::column*> out;
    for (const auto& [column, v] : values)
        out.push_back(column);
    return out;
}

void associate_key(engine::session& s, const schema::relation& r, void* row, const value& key)
{
    const schema::model& m = *r.source;
    const auto values = engine::own_ties_of(r, key);
    if (std::none_of(values.begin(), values.end(),
                     [&](const auto& v) { return differs(m, row, *v.first, v.second); })) {
        for (const auto& [column, v] : values)
            m.ops->set(m, row, column->index, v.view());
        return;
    }
    write_tracked(s, m, {&row, 1}, [&] { engine::associate(s, r, row, key); });
}

void associate(engine::session& s, const schema::relation& r, void* row, const void* related)
{
    const schema::model& m = *r.target;
    const value key = m.ops->get(m, related, r.path.front().to_key->index);
    if (key.is_null() || !is_stored(m, related))
        throw error{error_kind::usage, "E_UNSAVED_PARENT",
                    "this " + m.name + " was not saved, so no " + r.source->name + " can belong to it: create it first"}
            .in_model(r.source->name)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
    associate_key(s, r, row, key);
}

} // namespace

std::vector<engine::related_row> rows_to_save(const schema::relation& r, const value& key,
                                              const std::vector<void*>& rows)
{
    const schema::model& m = *r.target;
    const auto ties = engine::ties_of(r, key);
    std::vector<engine::related_row> out;
    for (void* row : rows) {
        const bool stored = is_stored(m, row);
        out.push_back({row, stored, stored ? tied_columns(m, row, ties) : std::vector<const schema::column*>{}});
    }
    return out;
}

void save_related(const related_core& under, const std::vector<void*>& rows)
{
    write_tracked(under.session(), *under.relation().target, rows, [&] {
        engine::save_related(under.session(), under.relation(), under.saved_key(),
                             rows_to_save(under.relation(), under.saved_key(), rows));
    });
}

std::int64_t replace_related(const related_core& under, const std::vector<void*>& rows)
{
    const schema::model& m = *under.relation().target;
    std::int64_t removed = 0;
    write_tracked(under.session(), m, rows, [&] {
        removed = engine::replace_related(under.session(), under.relation(), under.saved_key(),
                                          rows_to_save(under.relation(), under.saved_key(), rows))
                      .removed;
        const auto ties = columns_of(engine::ties_of(under.relation(), under.saved_key()));
        for (void* row : rows)
            keep_columns(m, row, ties);
    });
    return removed;
}

void dissociate_related(const related_core& under, const std::vector<void*>& rows)
{
    const schema::model& m = *under.relation().target;
    const auto ties = engine::ties_of(under.relation(), under.saved_key());
    std::vector<void*> tied; // of the others nothing is known that was not before
    for (void* row : rows)
        if (engine::same_value(m.ops->get(m, row, ties.front().first->index), ties.front().second))
            tied.push_back(row);
    write_tracked(under.session(), m, tied, [&] {
        engine::dissociate_related(under.session(), under.relation(), under.saved_key(), rows);
        auto written = columns_of(engine::untied(ties));
        for (const schema::column* c : {m.version, m.updated_at})
            if (c != nullptr)
                written.push_back(c);
        for (void* row : tied)
            keep_columns(m, row, written);
    });
}

void associate(const related_core& of, const void* related)
{
    associate(of.session(), of.relation(), of.row(), related);
}

void dissociate(const related_core& of)
{
    associate_key(of.session(), of.relation(), of.row(), {});
}

void associate_morph(engine::session& s, const schema::model& m, member_id relation, void* row,
                     const schema::model& target, const void* related)
{
    for (const schema::relation& r : relation_of(m, relation).alternatives)
        if (r.target == &target)
            return associate(s, r, row, related);
}

void dissociate_morph(engine::session& s, const schema::model& m, member_id relation, void* row)
{
    // Which alternative does not matter: all share their columns.
    associate_key(s, relation_of(m, relation).alternatives.front(), row, {});
}

} // namespace ginnel::detail
