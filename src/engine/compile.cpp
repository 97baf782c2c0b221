#include "engine/compile.hpp"

#include "engine/compile_parts.hpp"
#include "engine/decimal_check.hpp"
#include "engine/projection.hpp"

#include <ginnel/error.hpp>

#include <utility>

namespace ginnel::engine {

namespace {

sql::row_lock lock_of(const query& q) noexcept
{
    return q.for_update ? sql::row_lock::update : sql::row_lock::none;
}

/// The rows of a set of primary keys: joined with the set, whose order is theirs.
void tie_to_own_keys(select_builder& b, sql::select& into, outputs& out, const query& q, const scope& s)
{
    const auto k = b.alias("k");
    const schema::column& key = *q.model->primary_key;
    sql::keys_source keys;
    keys.set.given = q.by_keys;
    keys.set.type = key.type;
    keys.alias = k;
    into.joins.push_back(
        {sql::join_kind::inner, std::move(keys), sql::make(sql::binary{"=", s.column(key), k_column(k, "value")})});
    into.order.push_back({k_column(k, "ordinal"), false});
    out.layout.noted.insert(out.layout.noted.begin(), out.list.size());
    out.list.push_back({k_column(k, "ordinal"), {}});
}

} // namespace

compiled compile_rows(const environment& db, const query& q)
{
    check_ungrouped(q);
    check_decimals(db, q);
    if (q.for_update && q.distinct)
        throw_lock(q, "distinct makes one row of several, which no lock can tell apart: leave distinct out");
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, false);
    sql::select rows;
    restrict(b, rows, q, s);
    if (q.by_keys) {
        tie_to_own_keys(b, rows, out, q, s);
        rows.distinct = q.distinct;
        rows.lock = lock_of(q);
        return finish(db, std::move(rows), std::move(out));
    }
    const slice p = order_and_limit(b, rows, q, s, true);
    rows.distinct = q.distinct;
    rows.lock = lock_of(q);
    rows.columns = std::move(out.list);
    return finish(db, as_shown(b, std::move(rows), p, q, s), std::move(out));
}

sql::select select_keys(select_builder& b, const query& q)
{
    const scope s = b.names(q);
    sql::select rows;
    restrict(b, rows, q, s);
    // Which rows there are does not depend on an order, unless a limit chooses by it.
    if (slice_of(q).limited())
        order_and_limit(b, rows, q, s, false);
    rows.distinct = q.distinct && rows.order.empty();
    rows.columns.push_back({s.column(*q.model->primary_key), {}});
    return rows;
}

compiled compile_find(const environment& db, const schema::model& m)
{
    if (!m.primary_key)
        throw error{error_kind::schema, "E_NO_PRIMARY_KEY",
                    m.name + " has no primary key, so no row of it can be found by one: write primary_key(&" + m.name +
                        "::" + (m.table.columns.empty() ? "..." : m.table.columns.front().name) +
                        ") in describe, or mark a column primary in the model's file"}
            .in_model(m.name);
    const query q{m};
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, false);
    sql::select row;
    select_builder::from_table(row, m, s);
    row.where =
        both(sql::make(sql::binary{"=", s.column(*m.primary_key), sql::make(sql::slot_value{0, m.primary_key->type})}),
             b.conditions(q, s));
    return finish(db, std::move(row), std::move(out));
}

} // namespace ginnel::engine
