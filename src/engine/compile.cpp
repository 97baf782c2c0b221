#include "engine/compile.hpp"

#include "engine/order_names.hpp"
#include "engine/outputs.hpp"
#include "engine/projection.hpp"
#include "engine/select_builder.hpp"
#include "engine/slice.hpp"
#include "value/integer_types.hpp"

#include <ginnel/error.hpp>

#include <algorithm>

namespace ginnel::engine {

namespace {

void check_decimals(const environment& db, const relation_aggregate& a)
{
    if (!a.exists)
        engine::check_decimals(db, *a.relation->target, a.what);
}

void check_decimals(const environment& db, const query& q, const expression& e)
{
    if (const auto* a = std::get_if<aggregate>(&e.what))
        engine::check_decimals(db, *q.model, *a);
}

/// Of the aggregates that a query reads or orders by.
void check_decimals(const environment& db, const query& q)
{
    for (const auto& a : q.aggregates)
        check_decimals(db, a);
    for (const auto* list : {&q.orders, &q.group_orders})
        for (const auto& o : *list) {
            if (o.related && !o.related->first)
                check_decimals(db, o.related->value);
            if (o.made)
                check_decimals(db, q, *o.made);
        }
    for (const auto& t : q.having)
        if (const auto* test = std::get_if<expression_test>(&t.what->test))
            check_decimals(db, q, test->left);
}

sql::expr bound_number(std::int64_t n)
{
    return sql::make(sql::parameter{value{n}, column_type::int64});
}

/// near key = the parent's key, which arrives in slot 0.
sql::expr of_parent(const schema::relation& r, const scope& s)
{
    return sql::make(
        sql::binary{"=", select_builder::near_key(r, s), sql::make(sql::slot_value{0, r.local_key().type})});
}

/// from and where of a query's own rows.
void restrict(select_builder& b, sql::select& into, const query& q, const scope& s)
{
    if (!q.via) {
        select_builder::from_table(into, *q.model, s);
        b.join_tables(into, q, s);
        into.where = b.conditions(q, s);
        return;
    }
    select_builder::from_path(into, *q.via, s);
    b.join_tables(into, q, s);
    into.where = both(of_parent(*q.via, s), b.conditions(q, s));
}

std::vector<sql::ordering> ordered(select_builder& b, const std::vector<order_by>& by, const query& q, const scope& s,
                                   bool shows_added)
{
    check_order_names(q, by);
    return b.orders(by, s, q, shows_added);
}

/// The order by which a limit chooses rows of one parent, made total.
std::vector<sql::ordering> chosen_by(select_builder& b, const slice& p, const query& q, const scope& s)
{
    auto order = ordered(b, p.chosen_by, q, s, false);
    select_builder::make_total(order, p.chosen_by, *q.model, s, p.key_descends);
    return order;
}

std::vector<sql::ordering> shown_by(select_builder& b, const slice& p, const query& q, const scope& s)
{
    if (!p.reordered)
        return chosen_by(b, p, q, s);
    auto order = ordered(b, p.shown_by, q, s, false);
    select_builder::make_total(order, p.shown_by, *q.model, s, false);
    return order;
}

/// `shows_added`: whether the statement selects the query's added columns under their names.
slice order_and_limit(select_builder& b, sql::select& into, const query& q, const scope& s, bool shows_added)
{
    const slice p = slice_of(q);
    into.order = ordered(b, p.chosen_by, q, s, shows_added && !p.reordered);
    if (q.group_limit || (q.via && has_candidates(*q.via)))
        select_builder::make_total(into.order, p.chosen_by, *q.model, s, p.key_descends);
    if (p.count)
        into.limit = bound_number(*p.count);
    if (q.offset)
        into.offset = bound_number(p.skipped);
    return p;
}

/// Rows that one order has chosen, in the order in which they are shown: the choice becomes a source whose columns have
/// numbers for names.
sql::select as_shown(select_builder& b, sql::select&& rows, const slice& p, const query& q, const scope& s)
{
    if (!p.reordered)
        return std::move(rows);
    const auto shown = rows.columns.size();
    const auto same = [](const sql::expr& x, const sql::expr& y) {
        const auto* c = std::get_if<sql::column_name>(&x->node);
        const auto* d = std::get_if<sql::column_name>(&y->node);
        return c && d && c->table == d->table && c->name == d->name;
    };
    std::vector<std::pair<std::size_t, bool>> order;
    for (auto& o : shown_by(b, p, q, s)) {
        std::size_t at = 0;
        while (at < rows.columns.size() && !same(rows.columns[at].what, o.operand))
            ++at;
        if (at == rows.columns.size())
            rows.columns.push_back({std::move(o.operand), {}});
        order.emplace_back(at, o.descending);
    }
    for (std::size_t i = 0; i < rows.columns.size(); ++i)
        rows.columns[i].alias = "c" + std::to_string(i);
    const auto chosen = b.alias("chosen");
    const auto cell = [&](std::size_t i) { return sql::make(sql::column_name{chosen, "c" + std::to_string(i)}); };
    sql::select outer;
    outer.from = sql::select_source{std::make_shared<const sql::select>(std::move(rows)), chosen, false};
    for (std::size_t i = 0; i < shown; ++i)
        outer.columns.push_back({cell(i), {}});
    for (const auto& [at, descending] : order)
        outer.order.push_back({cell(at), descending});
    return outer;
}

[[noreturn]] void throw_lock(const query& q, const char* why)
{
    throw error{error_kind::usage, "E_FOR_UPDATE", std::string{"a query with for_update: "} + why}
        .in_model(q.model->name)
        .spoiling(spoils::nothing);
}

/// For what reads no rows of the model: a lock that is not taken must not look as if it were.
void check_unlocked(const query& q)
{
    if (q.for_update)
        throw_lock(q, "it locks rows that are read as objects of its own model, not those that are counted, plucked, "
                      "projected or "
                      "preloaded: read them by all, first or find");
}

sql::row_lock lock_of(const query& q) noexcept
{
    return q.for_update ? sql::row_lock::update : sql::row_lock::none;
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
    const auto& hop = q.via->path.front();
    return !is_integer(hop.to_key->type) || !is_integer(hop.from_key->type);
}

sql::expr k_column(const std::string& keys, const char* name)
{
    return sql::make(sql::column_name{keys, name});
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

compiled finish(const environment& db, sql::select&& statement, outputs&& out)
{
    if (statement.columns.empty())
        statement.columns = std::move(out.list);
    return {db.dialect.render(statement), std::move(out.layout), std::move(out.preload_keys),
            std::move(out.preload_types)};
}

/// The rows' key against the key set: `in` for keys matched by a map, a join with the set for keys matched by position.
void tie_to_keys(select_builder& b, sql::select& into, outputs& out, const query& q, const scope& s)
{
    if (!match_by_ordinal(q)) {
        into.where =
            both(sql::make(sql::in_keys{select_builder::near_key(*q.via, s), parent_keys(q), false}), into.where);
        out.layout.key = near_key_cell(out, q, s);
        return;
    }
    const auto k = b.alias("k");
    into.joins.push_back({sql::join_kind::inner, sql::keys_source{parent_keys(q), k},
                          sql::make(sql::binary{"=", select_builder::near_key(*q.via, s), k_value(q, k)})});
    out.layout.key = out.list.size();
    out.layout.key_is_ordinal = true;
    out.list.push_back({k_column(k, "ordinal"), {}});
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
    if (match_by_ordinal(q)) {
        out.layout.key = out.list.size();
        out.layout.key_is_ordinal = true;
        out.list.push_back({k_column(k, "ordinal"), {}});
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

void check_decimals(const environment& db, const schema::model& m, const aggregate& what)
{
    // Of decimals stored as texts, '9' is more than '10'.
    if (!what.of || what.function == aggregate_function::count || what.of->column->type != column_type::decimal ||
        db.abilities.exact_decimals)
        return;
    throw error{error_kind::unsupported, "E_DECIMAL_AS_TEXT",
                std::string{name_of(what.function)} + " of \"" + what.of->column->name + "\" of " + m.name +
                    " would compare texts: this database stores decimals as text; pluck the column and compare the "
                    "decimals in the program, or store a number of the smallest unit"}
        .in_model(m.name)
        .spoiling(spoils::nothing);
}

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
    out.layout.key = out.list.size();
    out.layout.key_is_ordinal = true;
    out.list.push_back({k_column(k, "ordinal"), {}});
    return finish(db, std::move(rows), std::move(out));
}

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
