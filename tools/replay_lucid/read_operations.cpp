#include "engine/load.hpp"
#include "failures.hpp"
#include "operations.hpp"
#include "rows_json.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <utility>

namespace replay {

namespace engine = ginnel::engine;
namespace schema = ginnel::schema;
using engine::record;

namespace {

/// A query with its parent (null: a model's own query), ready for its terminal.
struct question {
    engine::query q;
    const ginnel::value* parent;
    asked more;
    const record* parent_row; ///< of a related query
};

std::vector<record> rows_of(world& w, const engine::query& q, const ginnel::value* parent)
{
    std::vector<record> rows;
    const engine::result_slot into{&rows, &engine::record_rows_ops()};
    if (parent != nullptr)
        engine::load_related(w.session, q, *parent, into);
    else
        engine::load(w.session, q, into);
    return rows;
}

/// The same question without what counting does not look at.
engine::query for_count(engine::query q)
{
    q.limit.reset();
    q.offset.reset();
    q.group_limit.reset();
    q.orders.clear();
    q.group_orders.clear();
    q.preloads.clear();
    q.aggregates.clear();
    q.selected.clear();
    return q;
}

json::value page(world& w, const json::object& step, question& ask, const json::object& sideload)
{
    if (ask.q.via != nullptr && !ask.q.via->many())
        throw refused{"unsupported", "\"" + ask.q.via->name + "\" has at most one row and cannot be paginated"};
    const auto number = step.at("page").to_number<std::int64_t>(), size = step.at("perPage").to_number<std::int64_t>();
    const auto total = engine::count(w.session, for_count(ask.q), ask.parent);
    std::vector<record> rows;
    if (total > 0) {
        ask.q.group_limit.reset();
        ask.q.limit = size;
        ask.q.offset = (number - 1) * size;
        rows = rows_of(w, ask.q, ask.parent);
    }
    json::object meta{{"total", total},
                      {"perPage", size},
                      {"currentPage", number},
                      {"lastPage", std::max<std::int64_t>(1, (total + size - 1) / size)},
                      {"firstPage", 1}};
    json::object out{{"meta", std::move(meta)}, {"data", rows_json(rows, sideload)}};
    w.store(step, std::move(rows), true, sideload);
    return out;
}

/// The aggregates that a query asks for instead of rows. Several over a relation are one statement: sub-selects of the
/// parent's row.
json::object aggregates(world& w, const question& ask)
{
    json::object out;
    if (ask.more.aggregates.size() == 1 || ask.parent_row == nullptr) {
        for (const auto& a : ask.more.aggregates)
            out[a.alias] = to_json_value(engine::aggregate_of(w.session, ask.q, a.what, ask.parent));
        return out;
    }
    const auto& m = ask.parent_row->model();
    engine::query parent{m};
    parent.selected.push_back(m.primary_key);
    parent.add(false, false, {engine::compare{{m.primary_key}, "=", ask.parent_row->get(m.primary_key->index)}});
    for (const auto& a : ask.more.aggregates)
        parent.aggregates.push_back({ask.q.via, std::make_shared<const engine::query>(ask.q), a.what, a.alias, false});
    const auto found = engine::load_plain(w.session, parent);
    for (const auto& a : ask.more.aggregates)
        for (std::size_t i = 0; i < found.names.size() && !found.rows.empty(); ++i)
            if (found.names[i] == a.alias)
                out[a.alias] = to_json_value(found.rows.front()[i]);
    return out;
}

json::value plain(world& w, const question& ask)
{
    if (!ask.more.aggregates.empty())
        return json::array{aggregates(w, ask)};
    const auto found = engine::load_plain(w.session, ask.q, ask.parent);
    json::array out;
    for (const auto& row : found.rows) {
        json::object o;
        for (std::size_t i = 0; i < found.names.size(); ++i)
            o[found.names[i]] = to_json_value(row[i]);
        out.push_back(std::move(o));
    }
    return out;
}

json::value answer(world& w, const json::object& step, question ask)
{
    const auto terminal = step.contains("terminal") ? text_at(step, "terminal") : "all";
    const auto sideload = ask.more.sideload.value_or(json::object{});
    if (terminal == "pojo")
        return plain(w, ask);
    if (terminal == "paginate")
        return page(w, step, ask, sideload);
    const bool first = terminal == "first" || terminal == "firstOrFail";
    if (!first && terminal != "all")
        throw not_built{"terminal " + terminal};
    if (!ask.more.aggregates.empty()) { // Lucid: a row without columns, the aggregates in its extras
        json::object row{{"model", ask.q.model->name}, {"attrs", json::object{}}, {"extras", aggregates(w, ask)}};
        return first ? json::value(std::move(row)) : json::value(json::array{std::move(row)});
    }
    if (first) {
        ask.q.group_limit.reset();
        ask.q.group_orders.clear();
    }
    // The related query of a to-one relation has at most one row.
    if (first || (ask.q.via != nullptr && !ask.q.via->many()))
        ask.q.limit = std::min<std::int64_t>(1, ask.q.limit.value_or(1));
    auto rows = rows_of(w, ask.q, ask.parent);
    if (!first) {
        auto out = rows_json(rows, sideload);
        w.store(step, std::move(rows), true, sideload);
        return out;
    }
    if (rows.empty()) {
        if (terminal == "firstOrFail")
            throw ginnel::error{ginnel::error_kind::not_found, "E_ROW_NOT_FOUND",
                                "no row of " + ask.q.model->name + " was found"};
        return nullptr;
    }
    auto out = row_json(rows.front(), sideload);
    w.store(step, std::move(rows), false, sideload);
    return out;
}

} // namespace

json::value find_row(world& w, const json::object& step)
{
    std::vector<record> rows;
    engine::find(w.session, w.models.model(text_at(step, "model")), to_value(step.at("id")),
                 {&rows, &engine::record_rows_ops()});
    if (rows.empty())
        return nullptr;
    auto out = row_json(rows.front(), {});
    w.store(step, std::move(rows), false, {});
    return out;
}

json::value run_query(world& w, const json::object& step)
{
    question ask{engine::query{w.models.model(text_at(step, "model"))}, nullptr, {}, nullptr};
    ask.more = w.clauses.apply(ask.q, list_at(step, "query"), place::query);
    return answer(w, step, std::move(ask));
}

json::value run_related_query(world& w, const json::object& step)
{
    const auto& row = w.row(step);
    const auto& relation = w.models.relation(row.model(), text_at(step, "relation"));
    const auto key = key_of(row, relation);
    question ask{engine::query{relation, false}, &key, {}, &row};
    ask.more = w.clauses.apply(ask.q, list_at(step, "query"), place::query);
    return answer(w, step, std::move(ask));
}

json::array plain_clauses(const json::array& clauses)
{
    json::array list;
    for (const auto& c : clauses) {
        auto clause = c.as_array();
        auto name = text_of(clause[0]);
        if (name.ends_with("Pivot"))
            name.resize(name.size() - std::string_view{"Pivot"}.size());
        clause[0] = name;
        list.push_back(std::move(clause));
    }
    return list;
}

json::value run_pivot_query(world& w, const json::object& step)
{
    const auto& row = w.row(step);
    const auto& relation = w.models.relation(row.model(), text_at(step, "relation"));
    const auto* table = relation.link_table() != nullptr ? w.columns.find(relation.link_table()->name) : nullptr;
    if (relation.kind != schema::relation_kind::many_to_many || table == nullptr)
        throw refused{"unsupported", "\"" + relation.name + "\" has no pivot table"};
    const auto key = key_of(row, relation);
    // The pivot is no model of the scenario; a query needs its table only.
    schema::model pivot;
    pivot.name = pivot.table.name = table->name;
    pivot.table.columns = table->columns;
    pivot.ops = &engine::record_ops();
    question ask{engine::query{pivot}, nullptr, {}, nullptr};
    ask.q.add(false, false, {engine::compare{{pivot.table.find(relation.path.front().to_key->column_name)}, "=", key}});
    ask.q.scopes.emplace_back();
    ask.more = w.clauses.apply(ask.q, plain_clauses(list_at(step, "query")), place::query);
    const auto terminal = text_at(step, "terminal");
    if (terminal == "paginate")
        throw not_built{"related.pivotQuery with paginate"};
    if (terminal.starts_with("first"))
        ask.q.limit = 1;
    auto out = key.is_null() ? json::value(json::array{}) : plain(w, ask);
    if (!terminal.starts_with("first"))
        return out;
    auto& rows = out.as_array();
    if (rows.empty() && terminal == "firstOrFail")
        throw ginnel::error{ginnel::error_kind::not_found, "E_ROW_NOT_FOUND", "no row of " + pivot.name + " was found"};
    return rows.empty() ? json::value{} : rows.front();
}

} // namespace replay
