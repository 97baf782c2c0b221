#include "engine/compile.hpp"

#include "engine/order_names.hpp"
#include "engine/outputs.hpp"
#include "engine/select_builder.hpp"

#include <ginnel/error.hpp>

#include <algorithm>

namespace ginnel::engine {

namespace {

sql::expr bound_number(std::int64_t n)
{
    return sql::make(sql::parameter{value{n}, column_type::int64});
}

/// near key = the parent's key, which arrives in slot 0.
sql::expr of_parent(const schema::relation& r, const scope& s)
{
    return sql::make(sql::binary{"=", select_builder::near_key(r, s), sql::make(sql::slot_value{0, r.local_key().type})});
}

/// from and where of a query's own rows.
void restrict(select_builder& b, sql::select& into, const query& q, const scope& s)
{
    if (!q.via) {
        select_builder::from_table(into, *q.model, s);
        into.where = b.conditions(q, s);
        return;
    }
    select_builder::from_path(into, *q.via, s);
    into.where = both(of_parent(*q.via, s), b.conditions(q, s));
}

/// Outside a preload a group limit has one group: the rows.
const std::optional<std::int64_t>& effective_limit(const query& q)
{
    return q.limit ? q.limit : q.group_limit;
}

/// `shows_added`: whether the statement selects the query's added columns under their names.
void order_and_limit(select_builder& b, sql::select& into, const query& q, const scope& s, bool shows_added)
{
    const query* spelled = shows_added ? nullptr : &q;
    check_order_names(q, q.orders);
    into.order = b.orders(q.orders, s, spelled);
    if (q.via && into.order.empty() && (q.group_limit || !q.group_orders.empty())) {
        check_order_names(q, q.group_orders);
        into.order = b.orders(q.group_orders, s, spelled);
        if (q.group_limit)
            select_builder::make_total(into.order, q.group_orders, *q.model, s, q.group_orders.empty());
    }
    if (const auto& limit = effective_limit(q))
        into.limit = bound_number(*limit);
    if (q.offset)
        into.offset = bound_number(*q.offset);
}

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
bool match_by_ordinal(const query& q)
{
    const auto integer = [](column_type t) { return t == column_type::int64 || t == column_type::int32 || t == column_type::int16; };
    const auto& hop = q.via->path.front();
    return !integer(hop.to_key->type) || !integer(hop.from_key->type);
}

sql::expr k_column(const std::string& keys, const char* name)
{
    return sql::make(sql::column_name{keys, name});
}

compiled finish(const target_database& db, sql::select&& statement, outputs&& out)
{
    out.layout.cells = out.list.size();
    if (statement.columns.empty())
        statement.columns = std::move(out.list);
    return {db.dialect.render(statement), std::move(out.layout), std::move(out.preload_keys)};
}

/// The rows' key against the key set: `in` for keys matched by a map, a join with the set for keys matched by position.
void tie_to_keys(select_builder& b, sql::select& into, outputs& out, const query& q, const scope& s)
{
    if (!match_by_ordinal(q)) {
        into.where = both(sql::make(sql::in_keys{select_builder::near_key(*q.via, s), parent_keys(q), false}), into.where);
        out.layout.key = near_key_cell(out, q, s);
        return;
    }
    const auto k = b.alias("k");
    into.joins.push_back({sql::join_kind::inner, sql::keys_source{parent_keys(q), k},
                          sql::make(sql::binary{"=", select_builder::near_key(*q.via, s), k_column(k, "value")})});
    out.layout.key = out.list.size();
    out.layout.key_is_ordinal = true;
    out.list.push_back({k_column(k, "ordinal"), {}});
}

compiled preload_all(const target_database& db, const query& q)
{
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, true);
    sql::select rows;
    select_builder::from_path(rows, *q.via, s);
    rows.where = b.conditions(q, s);
    tie_to_keys(b, rows, out, q, s);
    check_order_names(q, q.orders);
    rows.order = b.orders(q.orders, s);
    if (!rows.order.empty())
        select_builder::make_total(rows.order, q.orders, *q.model, s, false);
    else if (!q.via->many() && (q.via->path.size() > 1 || q.via->path.back().to_key != q.model->primary_key))
        // Several candidates for a to-one: the one with the lowest key, on every database.
        select_builder::make_total(rows.order, {}, *q.model, s, false);
    rows.distinct = q.distinct;
    return finish(db, std::move(rows), std::move(out));
}

/// How many rows a parent gets, and by which order they are chosen.
struct per_parent {
    std::optional<std::int64_t> count, skipped;
    const std::vector<order_by>& by;
    bool key_descends; ///< of the primary key, which makes the order total
};

per_parent limits_of(const query& q)
{
    if (q.group_limit)
        return {q.limit ? std::min(*q.limit, *q.group_limit) : *q.group_limit, q.offset, q.group_orders, q.group_orders.empty()};
    return {q.limit, q.offset, q.orders, false};
}

std::vector<sql::ordering> chosen_by(select_builder& b, const per_parent& p, const query& q, const scope& s)
{
    check_order_names(q, p.by);
    auto order = b.orders(p.by, s, &q);
    select_builder::make_total(order, p.by, *q.model, s, p.key_descends);
    return order;
}

/// keys join target on target.key in (select key ... where near = k.value order by ... limit n): for each parent the database walks
/// an index from its end and stops after n rows. Needs one row per target, so a path of one hop.
compiled preload_limited_by_seek(const target_database& db, const query& q)
{
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, true);
    const auto limits = limits_of(q);
    const auto k = b.alias("k");
    const scope inner = b.names(q);

    sql::select newest;
    select_builder::from_table(newest, *q.model, inner);
    newest.columns.push_back({inner.column(*q.model->primary_key), {}});
    newest.where = both(sql::make(sql::binary{"=", select_builder::near_key(*q.via, inner), k_column(k, "value")}),
                        b.conditions(q, inner));
    newest.order = chosen_by(b, limits, q, inner);
    if (limits.count)
        newest.limit = bound_number(*limits.count);
    if (limits.skipped)
        newest.offset = bound_number(*limits.skipped);

    sql::select rows;
    rows.from = sql::keys_source{parent_keys(q), k};
    rows.joins.push_back({sql::join_kind::inner, table_as(q.model->table.name, s.target),
                          sql::make(sql::in_select{s.column(*q.model->primary_key),
                                                   std::make_shared<const sql::select>(std::move(newest)), false})});
    rows.order.push_back({k_column(k, "ordinal"), false});
    const auto shown = q.orders.empty() ? chosen_by(b, limits, q, s) : chosen_by(b, {{}, {}, q.orders, false}, q, s);
    rows.order.insert(rows.order.end(), shown.begin(), shown.end());
    if (match_by_ordinal(q)) {
        out.layout.key = out.list.size();
        out.layout.key_is_ordinal = true;
        out.list.push_back({k_column(k, "ordinal"), {}});
    } else {
        out.layout.key = near_key_cell(out, q, s);
    }
    return finish(db, std::move(rows), std::move(out));
}

/// The rows numbered within each parent, and those with a number in range: for paths over several tables, where no index can give
/// the order.
compiled preload_limited_by_window(const target_database& db, const query& q)
{
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, true);
    const auto limits = limits_of(q);

    sql::select numbered;
    select_builder::from_path(numbered, *q.via, s);
    numbered.where = b.conditions(q, s);
    tie_to_keys(b, numbered, out, q, s);
    out.layout.cells = out.list.size();
    const auto group = out.list[out.layout.key].what;
    for (std::size_t i = 0; i < out.list.size(); ++i)
        out.list[i].alias = "c" + std::to_string(i);
    numbered.columns = out.list;
    // Numbers would tell equal rows apart, so that `distinct` has to come before them. What is no column follows from the row.
    if (q.distinct)
        for (const auto& o : out.list)
            if (std::holds_alternative<sql::column_name>(o.what->node))
                numbered.group_by.push_back(o.what);
    numbered.columns.push_back({sql::make(sql::row_number{{group}, chosen_by(b, limits, q, s)}), "place"});
    const bool reordered = q.group_limit && !q.orders.empty();
    if (reordered)
        numbered.columns.push_back({sql::make(sql::row_number{{group}, chosen_by(b, {{}, {}, q.orders, false}, q, s)}), "shown"});

    const auto g = b.alias("numbered");
    const auto of = [&](const std::string& name) { return sql::make(sql::column_name{g, name}); };
    sql::select rows;
    rows.from = sql::select_source{std::make_shared<const sql::select>(std::move(numbered)), g, false};
    for (std::size_t i = 0; i < out.layout.cells; ++i)
        rows.columns.push_back({of("c" + std::to_string(i)), {}});
    const auto skipped = limits.skipped.value_or(0);
    if (skipped > 0)
        rows.where = sql::make(sql::binary{">", of("place"), bound_number(skipped)});
    if (limits.count)
        rows.where = both(rows.where, sql::make(sql::binary{"<=", of("place"), bound_number(skipped + *limits.count)}));
    rows.order = {{of("c" + std::to_string(out.layout.key)), false}, {of(reordered ? "shown" : "place"), false}};
    return finish(db, std::move(rows), std::move(out));
}

} // namespace

compiled compile_rows(const target_database& db, const query& q)
{
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, false);
    sql::select rows;
    restrict(b, rows, q, s);
    order_and_limit(b, rows, q, s, true);
    rows.distinct = q.distinct;
    return finish(db, std::move(rows), std::move(out));
}

compiled compile_preload(const target_database& db, const query& q)
{
    const bool limited = q.group_limit || q.limit || q.offset;
    if (!limited || !q.via->many())
        return preload_all(db, q);
    // `id in (select ... limit)` is a search per parent where the database drives from the keys; where it can do better by a
    // lateral join, or the path has more than one table, rows are numbered.
    if (q.via->path.size() == 1 && q.model->primary_key && !db.abilities.lateral && !q.distinct)
        return preload_limited_by_seek(db, q);
    return preload_limited_by_window(db, q);
}

compiled_plain compile_plain(const target_database& db, const query& q)
{
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, false);
    sql::select rows;
    restrict(b, rows, q, s);
    order_and_limit(b, rows, q, s, true);
    rows.distinct = q.distinct;
    std::vector<std::string> names;
    const auto shown = out.layout.full ? q.model->table.columns.size() : out.layout.columns.size();
    for (std::size_t i = 0; i < shown; ++i)
        names.push_back(q.model->table.columns[out.layout.full ? i : out.layout.columns[i]].column_name);
    if (out.layout.extras)
        names.insert(names.end(), out.layout.extras->begin(), out.layout.extras->end());
    out.list.resize(names.size());
    rows.columns = std::move(out.list);
    return {db.dialect.render(rows), std::move(names)};
}

compiled_plain compile_pluck(const target_database& db, const query& q, const operand& what)
{
    select_builder b;
    const scope s = b.names(q);
    sql::select rows;
    restrict(b, rows, q, s);
    order_and_limit(b, rows, q, s, false);
    rows.distinct = q.distinct;
    rows.columns.push_back({s.column(what), {}});
    return {db.dialect.render(rows), {what.column->column_name}};
}

compiled_plain compile_aggregate(const target_database& db, const query& q, const aggregate& what)
{
    select_builder b;
    const scope s = b.names(q);
    sql::select rows;
    restrict(b, rows, q, s);
    const bool sliced = effective_limit(q) || q.offset || q.distinct;
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
    static constexpr const char* functions[]{"count", "sum", "avg", "min", "max"};
    outer.columns.push_back(
        {sql::make(sql::call{functions[static_cast<std::size_t>(what.function)], std::move(arguments), what.distinct}), {}});
    outer.from = sql::select_source{std::make_shared<const sql::select>(std::move(rows)), inner, false};
    return {db.dialect.render(outer), {"aggregate"}};
}

compiled_plain compile_exists(const target_database& db, const query& q)
{
    select_builder b;
    const scope s = b.names(q);
    sql::select rows;
    restrict(b, rows, q, s);
    order_and_limit(b, rows, q, s, false);
    rows.order.clear();
    if (q.distinct && q.offset) {
        // Only to an offset it matters which rows are equal. SQLite drops a `distinct` that stands right below `exists`.
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

compiled compile_find(const target_database& db, const schema::model& m)
{
    if (!m.primary_key)
        throw error{error_kind::schema, "E_NO_PRIMARY_KEY",
                    m.name + " has no primary key, so no row of it can be found by one: name it with primary_key(...)"}
            .in_model(m.name);
    const query q{m};
    select_builder b;
    const scope s = b.names(q);
    auto out = outputs_of(b, q, s, false);
    sql::select row;
    select_builder::from_table(row, m, s);
    row.where = sql::make(sql::binary{"=", s.column(*m.primary_key), sql::make(sql::slot_value{0, m.primary_key->type})});
    return finish(db, std::move(row), std::move(out));
}

} // namespace ginnel::engine
