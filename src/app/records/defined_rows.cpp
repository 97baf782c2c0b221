#include "app/records/defined_rows.hpp"

#include "app/records/state.hpp"
#include "app/records/stored.hpp"
#include "engine/query_writes.hpp"
#include "engine/row_writes.hpp"
#include "engine/write.hpp"

#include <ginnel/error.hpp>

#include <utility>

namespace ginnel::app {

engine::record defined_rows::record_of(const schema::model& m, row_values values) const
{
    const auto& definition = definitions_.at(m.name);
    engine::record row{m};
    for (auto& [column, v] : values)
        row.put(column->index, std::move(v));
    for (const auto& c : m.table.columns) {
        if (row.has(c.index) || c.generated)
            continue;
        if (const auto standard = definition.defaults.find(c.name); standard != definition.defaults.end())
            row.put(c.index, standard->second);
        else if (!c.nullable)
            throw error{error_kind::usage, "E_MISSING_MODEL_ATTRIBUTE",
                        m.name + '.' + c.name + " is required and was given no value: write {\"" + c.name + "\", ...}"}
                .in_model(m.name)
                .spoiling(spoils::nothing);
        else
            row.put(c.index, value{}); // so that the record knows what the database has
    }
    return row;
}

engine::record defined_rows::create(engine::session& s, const schema::model& m, row_values row) const
{
    auto made = record_of(m, std::move(row));
    void* object = &made;
    engine::insert(s, m, {&object, 1});
    return made;
}

std::vector<engine::record> defined_rows::create(engine::session& s, const schema::model& m,
                                                 std::vector<row_values> rows) const
{
    std::vector<engine::record> made;
    made.reserve(rows.size());
    std::vector<void*> objects;
    for (auto& row : rows)
        objects.push_back(&made.emplace_back(record_of(m, std::move(row))));
    if (!objects.empty())
        engine::insert(s, m, objects);
    return made;
}

void defined_rows::change(engine::session& s, engine::record& row, const row_values& named) const
{
    need_same_key(row, named);
    for (const auto& [column, v] : named)
        row.put(column->index, v);
    void* object = &row;
    engine::update_rows(s, row.model(), {&object, 1}, {{}, true});
}

std::int64_t defined_rows::change_all(engine::session& s, const engine::query& q, const row_values& named) const
{
    std::vector<engine::assignment> values;
    for (const auto& [column, v] : named)
        values.push_back({column, v});
    return engine::update(s, q, values);
}

} // namespace ginnel::app
