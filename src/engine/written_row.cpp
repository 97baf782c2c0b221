#include "engine/written_row.hpp"

#include <ginnel/error.hpp>

namespace ginnel::engine {

void need_primary_key(const schema::model& m)
{
    if (m.primary_key == nullptr)
        throw error{error_kind::usage, "E_NO_PRIMARY_KEY",
                    m.name + " has no primary key to find a row by: mark one of its columns primary"}
            .in_model(m.name)
            .spoiling(spoils::nothing);
}

void need_soft_delete(const schema::model& m)
{
    if (m.deleted_at == nullptr)
        throw error{error_kind::usage, "E_NO_SOFT_DELETE",
                    "rows of " + m.name + " are not softly deleted: declare it in describe: soft_delete(&" + m.name +
                        "::deleted_at)"}
            .in_model(m.name)
            .spoiling(spoils::nothing);
}

value key_of_row(const schema::model& m, const void* object)
{
    need_primary_key(m);
    const schema::column& key = *m.primary_key;
    value v;
    if (m.ops->has == nullptr || m.ops->has(m, object, key.index))
        v = m.ops->get(m, object, key.index);
    if (v.is_null() || (key.generated && v.type() == kind::integer && v.integer() == 0))
        throw error{error_kind::usage, "E_NOT_PERSISTED",
                    "this " + m.name + " has no " + key.name + ", so it names no row: create it first"}
            .in_model(m.name)
            .spoiling(spoils::nothing);
    return v;
}

} // namespace ginnel::engine
