#include "engine/query_writes.hpp"
#include "engine/row_writes.hpp"
#include "engine/write.hpp"
#include "failures.hpp"
#include "operations.hpp"
#include "rows_json.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace replay {

namespace engine = ginnel::engine;
namespace schema = ginnel::schema;
using engine::record;

namespace {

/// A query whose rows are written, and whose parent's key it starts from, if it is a relation's.
struct written_query {
    engine::query q;
    std::optional<ginnel::value> parent;
};

written_query query_of(world& w, const json::object& step)
{
    const auto op = text_at(step, "op");
    if (op == "query") {
        written_query what{engine::query{w.models.model(text_at(step, "model"))}, {}};
        w.clauses.apply(what.q, list_at(step, "query"), place::query);
        return what;
    }
    const auto& row = w.row(step);
    const auto& relation = relation_of(w, step);
    if (!row.persisted)
        throw refused{"unpersisted", "the row of " + row.model().name + " is not in the database"};
    written_query what{engine::query{relation, false}, key_of(row, relation)};
    w.clauses.apply(what.q, list_at(step, "query"), place::query);
    return what;
}

json::value affected(std::int64_t rows)
{
    return json::object{{"affected", rows}};
}

} // namespace

json::value save_row(world& w, const json::object& step)
{
    auto& r = w.row(step);
    void* const object = &r;
    if (r.persisted)
        engine::update_rows(w.session, r.model(), {&object, 1}, {.changed_only = true});
    else
        engine::insert(w.session, r.model(), {&object, 1});
    return row_json(r, {});
}

json::value delete_row(world& w, const json::object& step)
{
    auto& r = w.row(step);
    void* const object = &r;
    engine::remove_rows(w.session, r.model(), {&object, 1});
    r.persisted = false;
    r.deleted = true;
    return nullptr;
}

json::value update_rows(world& w, const json::object& step)
{
    const auto what = query_of(w, step);
    std::vector<engine::assignment> values;
    for (const auto& [name, v] : step.at("values").as_object())
        values.push_back({&what.q.model->column_named({name.data(), name.size()}), to_value(v)});
    return affected(engine::update(w.session, what.q, values, what.parent ? &*what.parent : nullptr));
}

json::value delete_rows(world& w, const json::object& step)
{
    const auto what = query_of(w, step);
    return affected(
        engine::remove(w.session, what.q, engine::removal::declared, what.parent ? &*what.parent : nullptr));
}

} // namespace replay
