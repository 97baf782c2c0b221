#include "engine/check_schema.hpp"
#include "engine/load.hpp"
#include "engine/write.hpp"
#include "typed/kept_row.hpp"
#include "typed/resolve.hpp"
#include "typed/row_parts.hpp"

#include <ginnel/error.hpp>
#include <ginnel/typed/executor.hpp>

#include <vector>

namespace ginnel::detail {

void find(engine::session& s, const schema::model& m, const value& key, void* slot, const schema::slot_ops& ops)
{
    if (m.primary_key == nullptr) [[unlikely]]
        throw error{error_kind::usage, "E_NO_PRIMARY_KEY", no_key_to_find_by(m)}.in_model(m.name).spoiling(
            spoils::nothing);
    if (m.primary_key->type == column_type::int64 && key.type() == kind::integer) [[likely]] {
        engine::find(s, m, key, {slot, &ops});
        return;
    }
    value fitting = key;
    fit(m, *m.primary_key, fitting);
    engine::find(s, m, fitting, {slot, &ops});
}

void insert(engine::session& s, const schema::model& m, void* const* objects, std::size_t count)
{
    write_tracked(s, m, {objects, count}, [&] {
        engine::insert(s, m, {objects, count});
        note_stored(m, objects, count);
    });
}

void create_tables(engine::session& s, model_entry* const* entries, std::size_t count)
{
    boot_all(entries, count);
    std::vector<const schema::model*> models;
    for (std::size_t i = 0; i < count; ++i)
        models.push_back(entries[i]->booted.load(std::memory_order_acquire));
    engine::create_tables(s, models);
}

schema_report check_schema(engine::session& s, model_entry* const* entries, std::size_t count)
{
    boot_all(entries, count);
    std::vector<const schema::model*> models;
    for (std::size_t i = 0; i < count; ++i)
        models.push_back(entries[i]->booted.load(std::memory_order_acquire));
    return engine::check_schema(s, models);
}

} // namespace ginnel::detail
