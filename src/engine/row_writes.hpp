#pragma once

#include "engine/session.hpp"

#include <ginnel/schema/model.hpp>

#include <cstdint>
#include <span>

namespace ginnel::engine {

/// Which columns of an object are written.
struct written_columns {
    /// None: all that the object knows, but for its key.
    std::span<const schema::column* const> named{};
    /// Those named, and of the others only what was assigned since the object was read or written, where objects know
    /// that.
    bool changed_only = false;
};
/// Updates the rows of these objects, found by their primary keys. The time of the update and the version, where the
/// model keeps such, are written too and come back into the objects; with a version, only a row that still has the
/// object's is written. A failure leaves all objects as they were.
///
/// One statement per object, of one text per set of columns; in one transaction if more than one. None for an object of
/// which nothing is to be written. Gives the number of rows written.
///
/// Throws error: not_found, E_ROW_NOT_FOUND; conflict, E_STALE_ROW; usage: E_NO_PRIMARY_KEY, E_NOT_PERSISTED (no key),
/// E_MISSING_MODEL_ATTRIBUTE (a column named, or the version, that the object was read without).
std::int64_t update_rows(session& s, const schema::model& m, std::span<void* const> objects,
                         written_columns which = {});

enum class removal : std::uint8_t {
    declared, ///< rows of a model with soft deletes get the time, others are deleted
    full,     ///< deleted, whatever the model says
    undone    ///< softly deleted rows come back
};
/// Deletes the rows of these objects, or as `how` says; the time of a soft delete comes back into the objects. One
/// statement, whatever their number; rows that are deleted from a model with on_delete rules that no foreign key can say
/// go as remove_by_rules says. Gives the number of rows that were there. Throws error usage: E_NO_PRIMARY_KEY,
/// E_NOT_PERSISTED, E_NO_SOFT_DELETE.
std::int64_t remove_rows(session& s, const schema::model& m, std::span<void* const> objects,
                         removal how = removal::declared);

} // namespace ginnel::engine
