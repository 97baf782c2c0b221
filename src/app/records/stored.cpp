#include "app/records/stored.hpp"

#include <ginnel/error.hpp>

#include <string>

namespace ginnel::app {

namespace {

[[noreturn]] void refuse(const engine::record& row, const std::string& what)
{
    const auto& m = row.model();
    throw error{error_kind::usage, "E_NOT_PERSISTED", "this record of " + m.name + what}.in_model(m.name).spoiling(
        spoils::nothing);
}

} // namespace

void need_not_deleted(const engine::record& row)
{
    if (row.deleted)
        refuse(row, " was deleted");
}

void need_stored(const engine::record& row, const char* instead)
{
    need_not_deleted(row);
    if (!row.persisted)
        refuse(row, std::string{" was not stored yet: "} + instead);
}

void need_same_key(const engine::record& row, const row_values& named)
{
    const auto* key = row.model().primary_key;
    if (!key)
        return;
    bool changed = row.changed(key->index);
    for (const auto& [column, v] : named)
        changed = changed || (column == key && row.has(key->index) && row.get(key->index) != v);
    if (!changed)
        return;
    const auto& m = row.model();
    throw error{error_kind::usage, "E_KEY_CHANGED",
                m.name + "." + key->name +
                    " is the key of a row that is stored, and cannot be changed: leave it out, or create another row"}
        .in_model(m.name)
        .spoiling(spoils::nothing);
}

void take_written(engine::record& row, const engine::record& written)
{
    for (const auto& c : row.model().table.columns)
        if (written.has(c.index))
            row.put(c.index, written.get(c.index));
    row.settle();
    row.persisted = true;
}

record as_stored(detail::application_state& app, engine::record row)
{
    row.persisted = true;
    row.settle();
    return detail::record_access::make(app, std::move(row));
}

std::vector<record> as_stored(detail::application_state& app, std::vector<engine::record> rows)
{
    for (auto& row : rows) {
        row.persisted = true;
        row.settle();
    }
    return detail::record_access::list(app, std::make_shared<std::vector<engine::record>>(std::move(rows)));
}

} // namespace ginnel::app
