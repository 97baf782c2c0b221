#include "engine/compile.hpp"
#include "engine/compile_parts.hpp"
#include "engine/decimal_check.hpp"
#include "engine/projection.hpp"

#include <string>
#include <utility>
#include <vector>

namespace ginnel::engine {

compiled_plain compile_plain(const environment& db, const query& q)
{
    check_ungrouped(q);
    check_unlocked(q);
    check_decimals(db, q);
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, false);
    sql::select rows;
    restrict(b, rows, q, s);
    const slice p = order_and_limit(b, rows, q, s, true);
    rows.distinct = q.distinct;
    std::vector<std::string> names;
    const auto shown = out.layout.full ? q.model->table.columns.size() : out.layout.columns.size();
    for (std::size_t i = 0; i < shown; ++i)
        names.push_back(q.model->table.columns[out.layout.full ? i : out.layout.columns[i]].column_name);
    if (out.layout.extras)
        names.insert(names.end(), out.layout.extras->begin(), out.layout.extras->end());
    out.list.resize(names.size());
    rows.columns = std::move(out.list);
    return {db.dialect.render(as_shown(b, std::move(rows), p, q, s)), std::move(names)};
}

compiled_plain compile_pluck(const environment& db, const query& q, std::span<const operand> what)
{
    check_ungrouped(q);
    check_unlocked(q);
    select_builder b;
    const scope s = b.names(q);
    sql::select rows;
    restrict(b, rows, q, s);
    const slice p = order_and_limit(b, rows, q, s, false);
    rows.distinct = q.distinct;
    std::vector<std::string> names;
    for (const operand& o : what) {
        rows.columns.push_back({s.column(o), {}});
        names.push_back(o.column->column_name);
    }
    return {db.dialect.render(as_shown(b, std::move(rows), p, q, s)), std::move(names)};
}

compiled_plain compile_aggregate(const environment& db, const query& q, const aggregate& what)
{
    check_ungrouped(q);
    check_unlocked(q);
    check_decimals(db, *q.model, what);
    select_builder b;
    const scope s = b.names(q);
    sql::select rows;
    restrict(b, rows, q, s);
    const bool sliced = slice_of(q).limited() || q.distinct;
    if (!sliced) {
        rows.columns.push_back({select_builder::aggregate_call(what, s), {}});
        return {db.dialect.render(rows), {"aggregate"}};
    }
    order_and_limit(b, rows, q, s, false);
    rows.distinct = q.distinct;
    const auto inner = b.alias("sliced");
    std::string name;
    if (q.distinct) {
        // The rows that a list of this query shows: its added columns tell rows apart too.
        auto out = outputs_of(b, q, s, false);
        if (what.of && what.of->place == operand::target) {
            name = "c" + std::to_string(out.cell_for(*what.of->column, s));
        } else if (what.of) {
            name = "c" + std::to_string(out.list.size());
            out.list.push_back({s.column(*what.of), {}});
        }
        for (std::size_t i = 0; i < out.list.size(); ++i)
            out.list[i].alias = "c" + std::to_string(i);
        rows.columns = std::move(out.list);
    } else if (what.of) {
        name = "value";
        rows.columns.push_back({s.column(*what.of), name});
    } else {
        rows.columns.push_back({sql::make(sql::raw{"1", {}}), {}});
    }
    sql::select outer;
    std::vector<sql::expr> arguments;
    if (what.of)
        arguments.push_back(sql::make(sql::column_name{inner, name}));
    outer.columns.push_back({select_builder::aggregate_call(what, std::move(arguments), what.distinct), {}});
    outer.from = sql::select_source{std::make_shared<const sql::select>(std::move(rows)), inner, false};
    return {db.dialect.render(outer), {"aggregate"}};
}

compiled_plain compile_projection(const environment& db, const query& q, const std::vector<expression>& what)
{
    check_unlocked(q);
    const bool grouped = check_projection(q, what);
    check_decimals(db, q);
    for (const auto& e : what)
        check_decimals(db, q, e);
    select_builder b;
    const scope s = b.names(q);
    sql::select rows;
    restrict(b, rows, q, s);
    compiled_plain out;
    for (const auto& e : what) {
        rows.columns.push_back({select_builder::expression_of(e, s), {}});
        out.names.emplace_back();
    }
    rows.distinct = q.distinct;
    if (!grouped) {
        const slice p = order_and_limit(b, rows, q, s, false);
        out.statement = db.dialect.render(as_shown(b, std::move(rows), p, q, s));
        return out;
    }
    for (const auto& g : q.groups)
        rows.group_by.push_back(s.column(g));
    rows.having = b.having(q, s);
    const slice p = slice_of(q);
    rows.order = b.orders(p.chosen_by, s, q, false);
    if (p.count)
        rows.limit = bound_number(*p.count);
    if (q.offset)
        rows.offset = bound_number(p.skipped);
    out.statement = db.dialect.render(rows);
    return out;
}

compiled_plain compile_exists(const environment& db, const query& q)
{
    check_ungrouped(q);
    check_unlocked(q);
    select_builder b;
    const scope s = b.names(q);
    sql::select rows;
    restrict(b, rows, q, s);
    order_and_limit(b, rows, q, s, false);
    rows.order.clear();
    if (q.distinct && q.offset) {
        // Only to an offset it matters which rows are equal. SQLite drops a `distinct` that stands right below
        // `exists`.
        auto out = outputs_of(b, q, s, false);
        for (std::size_t i = 0; i < out.list.size(); ++i)
            out.list[i].alias = "c" + std::to_string(i);
        rows.columns = std::move(out.list);
        rows.distinct = true;
        const auto inner = b.alias("sliced");
        sql::select sliced;
        sliced.from = sql::select_source{std::make_shared<const sql::select>(std::move(rows)), inner, false};
        rows = std::move(sliced);
    }
    if (rows.columns.empty())
        rows.columns.push_back({sql::make(sql::raw{"1", {}}), {}});
    sql::select outer;
    outer.columns.push_back({sql::make(sql::exists{std::make_shared<const sql::select>(std::move(rows)), false}), {}});
    return {db.dialect.render(outer), {"exists"}};
}

} // namespace ginnel::engine
