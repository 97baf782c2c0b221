#include "engine/write.hpp"
#include "failures.hpp"
#include "operations.hpp"
#include "rows_json.hpp"

#include <utility>

namespace replay {

namespace engine = ginnel::engine;
namespace schema = ginnel::schema;
using engine::record;

namespace {

using fixed_columns = std::vector<std::pair<const schema::column*, ginnel::value>>;

void insert(world& w, const schema::model& m, std::vector<record>& rows, const fixed_columns& fixed)
{
    std::vector<void*> objects;
    for (auto& r : rows)
        objects.push_back(&r);
    engine::insert(w.session, m, objects, fixed);
    for (auto& r : rows)
        r.persisted = true;
}

/// Creates related rows: the key of a has-many is written with them, links after them.
std::vector<record> create(world& w, const json::object& step, const json::array& values)
{
    const auto& parent = w.row(step);
    const auto& relation = relation_of(w, step);
    const auto key = parent_key(parent, relation);
    std::vector<record> rows;
    for (const auto& v : values)
        put_values(rows.emplace_back(*relation.target), v.as_object());
    if (rows.empty())
        return rows;
    if (relation.path.size() == 1 && relation.kind != schema::relation_kind::belongs_to) {
        insert(w, *relation.target, rows, {{relation.path.front().to_key, key}});
        return rows;
    }
    create_linked(w, step, relation, key, rows);
    return rows;
}

} // namespace

ginnel::value parent_key(const record& r, const schema::relation& relation)
{
    if (!r.persisted)
        throw refused{"unpersisted", "the row of " + r.model().name + " is not in the database: save it before its \"" +
                                         relation.name + '"'};
    auto key = key_of(r, relation);
    if (key.is_null())
        throw refused{"missing-key", "\"" + relation.name + "\" starts from " + r.model().name + "." +
                                         relation.local_key().name + ", which is null"};
    return key;
}

json::value create_row(world& w, const json::object& step)
{
    std::vector<record> rows;
    put_values(rows.emplace_back(w.models.model(text_at(step, "model"))), step.at("values").as_object());
    insert(w, rows.front().model(), rows, {});
    auto out = row_json(rows.front(), {});
    w.store(step, std::move(rows), false, {});
    return out;
}

json::value create_related(world& w, const json::object& step)
{
    auto rows = create(w, step, json::array{step.at("values")});
    auto out = row_json(rows.at(0), {});
    w.store(step, std::move(rows), false, {});
    return out;
}

json::value create_many_related(world& w, const json::object& step)
{
    auto rows = create(w, step, list_at(step, "values"));
    auto out = rows_json(rows, {});
    w.store(step, std::move(rows), true, {});
    return out;
}

} // namespace replay
