#include "engine/compile_parts.hpp"

#include "engine/order_names.hpp"

#include <ginnel/error.hpp>

#include <string>
#include <utility>

namespace ginnel::engine {

namespace {

/// near key = the parent's key, which arrives in slot 0.
sql::expr of_parent(const schema::relation& r, const scope& s)
{
    return sql::make(
        sql::binary{"=", select_builder::near_key(r, s), sql::make(sql::slot_value{0, r.local_key().type})});
}

} // namespace

sql::expr bound_number(std::int64_t n)
{
    return sql::make(sql::parameter{value{n}, column_type::int64});
}

sql::expr k_column(const std::string& keys, const char* name)
{
    return sql::make(sql::column_name{keys, name});
}

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

void check_unlocked(const query& q)
{
    if (q.for_update)
        throw_lock(q, "it locks rows that are read as objects of its own model, not those that are counted, plucked, "
                      "projected or "
                      "preloaded: read them by all, first or find");
}

compiled finish(const environment& db, sql::select&& statement, outputs&& out)
{
    if (statement.columns.empty())
        statement.columns = std::move(out.list);
    return {db.dialect.render(statement), std::move(out.layout), std::move(out.preload_keys),
            std::move(out.preload_types)};
}

} // namespace ginnel::engine
