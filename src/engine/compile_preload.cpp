#include "engine/compile.hpp"
#include "engine/compile_parts.hpp"
#include "engine/decimal_check.hpp"
#include "value/integer_types.hpp"

#include <string>
#include <utility>
#include <variant>

namespace ginnel::engine {

namespace {

std::size_t near_key_cell(outputs& out, const query& q, const scope& s)
{
    const auto& hop = q.via->path.front();
    if (q.via->path.size() == 1)
        return out.cell_for(*hop.to_key, s);
    if (out.layout.extras && keeps_extras(*q.model))
        for (std::size_t i = 0; i < q.via->link_columns.size(); ++i)
            if (q.via->link_columns[i] == hop.to_key && (*out.layout.extras)[i] == q.via->link_aliases[i])
                return out.layout.extras_from + i;
    out.list.push_back({select_builder::near_key(*q.via, s), {}});
    return out.list.size() - 1;
}

sql::keys parent_keys(const query& q)
{
    return {nullptr, 0, q.via->local_key().type};
}

/// Integers are matched by a map here; what a database may compare in its own way (collations, padding) by the position
/// of the parent's key, so that the database alone decides which rows belong together.
bool matched_by_ordinal(const query& q)
{
    const auto& hop = q.via->path.front();
    return !is_integer(hop.to_key->type) || !is_integer(hop.from_key->type);
}

/// The rows' parents are told by the position of their keys in the set.
void match_by_ordinal(outputs& out, const std::string& keys)
{
    out.layout.key = out.list.size();
    out.layout.key_is_ordinal = true;
    out.list.push_back({k_column(keys, "ordinal"), {}});
}

/// A key of the set, to be compared with the near key. Where a relation was let through with an integer on one side
/// only, the column of the set must not lend SQLite an affinity of its own: behind a sign it is a value, which takes
/// that of the near key.
sql::expr k_value(const query& q, const std::string& keys)
{
    const auto& hop = q.via->path.front();
    if ((hop.to_key->type == column_type::text) == (hop.from_key->type == column_type::text))
        return k_column(keys, "value");
    return sql::make(sql::raw{"+\"" + keys + "\".\"value\"", {}});
}

/// The rows' key against the key set: `in` for keys matched by a map, a join with the set for keys matched by position.
void tie_to_keys(select_builder& b, sql::select& into, outputs& out, const query& q, const scope& s)
{
    if (!matched_by_ordinal(q)) {
        into.where =
            both(sql::make(sql::in_keys{select_builder::near_key(*q.via, s), parent_keys(q), false}), into.where);
        out.layout.key = near_key_cell(out, q, s);
        return;
    }
    const auto k = b.alias("k");
    into.joins.push_back({sql::join_kind::inner, sql::keys_source{parent_keys(q), k},
                          sql::make(sql::binary{"=", select_builder::near_key(*q.via, s), k_value(q, k)})});
    match_by_ordinal(out, k);
}

compiled preload_all(const environment& db, const query& q)
{
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, true);
    sql::select rows;
    select_builder::from_path(rows, *q.via, s);
    rows.where = b.conditions(q, s);
    tie_to_keys(b, rows, out, q, s);
    const slice p = slice_of(q);
    rows.order = ordered(b, p.chosen_by, q, s, true);
    if (!rows.order.empty() || q.group_limit || has_candidates(*q.via))
        select_builder::make_total(rows.order, p.chosen_by, *q.model, s, p.key_descends);
    rows.distinct = q.distinct;
    return finish(db, std::move(rows), std::move(out));
}

/// keys join target on target.key in (select key ... where near = k.value order by ... limit n): for each parent the
/// database walks an index from its end and stops after n rows. Needs one row per target, so a path of one hop.
compiled preload_limited_by_seek(const environment& db, const query& q)
{
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, true);
    const slice limits = slice_of(q);
    const auto k = b.alias("k");
    const scope inner = b.names(q);

    sql::select newest;
    select_builder::from_table(newest, *q.model, inner);
    newest.columns.push_back({inner.column(*q.model->primary_key), {}});
    newest.where = both(sql::make(sql::binary{"=", select_builder::near_key(*q.via, inner), k_value(q, k)}),
                        b.conditions(q, inner));
    newest.order = chosen_by(b, limits, q, inner);
    if (limits.count)
        newest.limit = bound_number(*limits.count);
    if (limits.skipped > 0)
        newest.offset = bound_number(limits.skipped);

    sql::select rows;
    rows.from = sql::keys_source{parent_keys(q), k};
    rows.joins.push_back({sql::join_kind::inner, table_as(q.model->table.name, s.target),
                          sql::make(sql::in_select{s.column(*q.model->primary_key),
                                                   std::make_shared<const sql::select>(std::move(newest)), false})});
    rows.order.push_back({k_column(k, "ordinal"), false});
    const auto shown = shown_by(b, limits, q, s);
    rows.order.insert(rows.order.end(), shown.begin(), shown.end());
    if (matched_by_ordinal(q)) {
        match_by_ordinal(out, k);
    } else {
        out.layout.key = near_key_cell(out, q, s);
    }
    return finish(db, std::move(rows), std::move(out));
}

/// The rows numbered within each parent, and those with a number in range: for paths over several tables, where no
/// index can give the order.
compiled preload_limited_by_window(const environment& db, const query& q)
{
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, true);
    const slice limits = slice_of(q);

    sql::select numbered;
    select_builder::from_path(numbered, *q.via, s);
    numbered.where = b.conditions(q, s);
    tie_to_keys(b, numbered, out, q, s);
    const auto shown = out.list.size();
    const auto group = out.list[out.layout.key].what;
    for (std::size_t i = 0; i < out.list.size(); ++i)
        out.list[i].alias = "c" + std::to_string(i);
    numbered.columns = out.list;
    // Numbers would tell equal rows apart, so that `distinct` has to come before them. What is no column follows from
    // the row.
    if (q.distinct)
        for (const auto& o : out.list)
            if (std::holds_alternative<sql::column_name>(o.what->node))
                numbered.group_by.push_back(o.what);
    numbered.columns.push_back({sql::make(sql::row_number{{group}, chosen_by(b, limits, q, s)}), "place"});
    if (limits.reordered)
        numbered.columns.push_back({sql::make(sql::row_number{{group}, shown_by(b, limits, q, s)}), "shown"});

    const auto g = b.alias("numbered");
    const auto of = [&](const std::string& name) { return sql::make(sql::column_name{g, name}); };
    sql::select rows;
    rows.from = sql::select_source{std::make_shared<const sql::select>(std::move(numbered)), g, false};
    for (std::size_t i = 0; i < shown; ++i)
        rows.columns.push_back({of("c" + std::to_string(i)), {}});
    if (limits.skipped > 0)
        rows.where = sql::make(sql::binary{">", of("place"), bound_number(limits.skipped)});
    if (limits.count)
        rows.where = both(rows.where, sql::make(sql::binary{"<=", of("place"), bound_number(limits.last())}));
    rows.order = {{of("c" + std::to_string(out.layout.key)), false}, {of(limits.reordered ? "shown" : "place"), false}};
    return finish(db, std::move(rows), std::move(out));
}

/// keys join target on target.key = (select key ... where near = k.value order by the picks limit 1): what
/// limited_by_seek does for a limit, for the one row that a relation picks.
compiled preload_picked(const environment& db, const query& q)
{
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, true);
    const auto k = b.alias("k");
    const scope inner = b.names(q);

    sql::select picked;
    select_builder::from_path(picked, *q.via, inner);
    picked.columns.push_back({inner.column(*q.model->primary_key), {}});
    picked.where = both(sql::make(sql::binary{"=", select_builder::near_key(*q.via, inner), k_value(q, k)}),
                        b.conditions(q, inner, false));
    picked.order = select_builder::pick_orders(*q.via, inner);
    picked.limit = bound_number(1);

    sql::select rows;
    rows.from = sql::keys_source{parent_keys(q), k};
    rows.joins.push_back(
        {sql::join_kind::inner, table_as(q.model->table.name, s.target),
         sql::make(sql::binary{"=", s.column(*q.model->primary_key),
                               sql::make(sql::scalar{std::make_shared<const sql::select>(std::move(picked))})})});
    match_by_ordinal(out, k);
    return finish(db, std::move(rows), std::move(out));
}

} // namespace

compiled compile_preload(const environment& db, const query& q)
{
    check_ungrouped(q);
    check_unlocked(q);
    check_decimals(db, q);
    const slice p = slice_of(q);
    if (q.picks_alone() && q.via->path.size() == 1)
        return preload_picked(db, q);
    // A to-one takes its first row anyhow, which is all that a limit could choose.
    const bool takes_first = !q.via->many() && p.skipped == 0 && p.count != 0 && !p.reordered;
    if ((!p.limited() && !q.offset) || takes_first)
        return preload_all(db, q);
    // `id in (select ... limit)` is a search per parent where the database drives from the keys; where it can do better
    // by a lateral join, or the path has more than one table, rows are numbered.
    if (q.via->path.size() == 1 && q.model->primary_key && !db.abilities.lateral && !q.distinct)
        return preload_limited_by_seek(db, q);
    return preload_limited_by_window(db, q);
}

} // namespace ginnel::engine
