#include "engine/load.hpp"
#include "failures.hpp"
#include "operations.hpp"
#include "rows_json.hpp"

#include <ginnel/error.hpp>

namespace replay {

namespace engine = ginnel::engine;
namespace schema = ginnel::schema;
using engine::record;

namespace {

void check_persisted(const record& r)
{
    if (!r.persisted)
        throw refused{"unpersisted",
                      "a relation cannot be loaded into a row of " + r.model().name + " that is not in the database"};
}

json::value shown(world& w, const json::object& step, const record& r)
{
    return row_json(r, w.named(step.at("row")).sideload);
}

void load(world& w, record& r, std::span<const engine::preload> what)
{
    check_persisted(r);
    for (const auto& p : what)
        key_of(r, *p.relation);
    void* object = &r;
    engine::load_into(w.session, r.model(), {&object, 1}, what);
}

/// Adds columns to those that the row has, as a further load does.
void merge_extras(record& r, const std::vector<std::string>& names, const std::vector<ginnel::value>& values)
{
    auto all = r.extra_names();
    auto kept = r.extra_values();
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::size_t at = 0;
        while (at < all.size() && all[at] != names[i])
            ++at;
        if (at == all.size()) {
            all.push_back(names[i]);
            kept.emplace_back();
        }
        kept[at] = values[i];
    }
    auto* into =
        engine::record_ops().extras(r.model(), &r, std::make_shared<const std::vector<std::string>>(std::move(all)));
    for (std::size_t i = 0; i < kept.size(); ++i)
        into[i] = std::move(kept[i]);
}

/// The row itself, by its primary key, without columns but this.
engine::query row_query(const record& r)
{
    const auto& m = r.model();
    engine::query q{m};
    q.selected.push_back(m.primary_key);
    q.add(false, false, {engine::compare{{m.primary_key}, "=", r.get(m.primary_key->index)}});
    return q;
}

json::value load_extra(world& w, const json::object& step, bool count)
{
    auto& r = w.row(step);
    check_persisted(r);
    auto q = row_query(r);
    q.aggregates.push_back(
        w.clauses.aggregate_of(r.model(), text_at(step, "relation"), json::value(list_at(step, "query")), count));
    std::vector<record> found;
    engine::load(w.session, q, {&found, &engine::record_rows_ops()});
    if (!found.empty())
        merge_extras(r, found.front().extra_names(), found.front().extra_values());
    return shown(w, step, r);
}

} // namespace

json::value load_relation(world& w, const json::object& step)
{
    auto& r = w.row(step);
    check_persisted(r);
    const auto* query = step.if_contains("query");
    load(w, r, w.clauses.preloads_of(r.model(), text_at(step, "relation"), query != nullptr ? *query : json::value{}));
    return shown(w, step, r);
}

json::value load_relation_once(world& w, const json::object& step)
{
    auto& r = w.row(step);
    check_persisted(r);
    const auto& relation = w.models.relation(r.model(), text_at(step, "relation"));
    if (r.slot(relation.index).loaded)
        return shown(w, step, r);
    return load_relation(w, step);
}

json::value load_relations(world& w, const json::object& step)
{
    auto& r = w.row(step);
    check_persisted(r);
    std::vector<engine::preload> what;
    for (const auto& one : list_at(step, "relations"))
        for (auto& p : w.clauses.preloads_of(r.model(), text_of(one.as_array()[0]),
                                             one.as_array().size() > 1 ? one.as_array()[1] : json::value{}))
            what.push_back(std::move(p));
    load(w, r, what);
    return shown(w, step, r);
}

json::value load_count(world& w, const json::object& step)
{
    return load_extra(w, step, true);
}

json::value load_aggregate(world& w, const json::object& step)
{
    return load_extra(w, step, false);
}

json::value refresh_row(world& w, const json::object& step)
{
    auto& r = w.row(step);
    const auto& m = r.model();
    check_persisted(r);
    std::vector<record> found;
    engine::find(w.session, m, r.get(m.primary_key->index), {&found, &engine::record_rows_ops()});
    if (found.empty())
        throw ginnel::error{ginnel::error_kind::not_found, "E_ROW_NOT_FOUND", "the row of " + m.name + " is gone"};
    for (const auto& c : m.table.columns)
        r.put(c.index, found.front().get(c.index));
    r.settle();
    return shown(w, step, r);
}

} // namespace replay
