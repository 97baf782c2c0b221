#pragma once

#include "engine/model_writes.hpp"
#include "engine/session.hpp"

#include <ginnel/schema/model.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace ginnel::engine {

/// Rows that are wanted by what some of their columns hold. Each object holds what is searched, and what a new row
/// gets.
struct sought_rows {
    const schema::model* model = nullptr;
    std::vector<const schema::column*> by; ///< searched; null finds null
    std::vector<void*> objects;
    column_values fixed{}; ///< searched too, and in each new row: the key of a parent
    std::vector<const schema::column*>
        updated{}; ///< what update-or-create gives a row that exists, where the object has it
    /// Whether rows that are missing and given twice are inserted twice. Else the second is the first, as if it were
    /// asked later.
    bool repeated = false;
    const schema::relation* parent = nullptr; ///< its row is locked first, where the database has row locks; null: none
    value parent_key{};
};

enum class when_missing : std::uint8_t {
    leave,           ///< nothing is written
    create,          ///< missing rows are inserted
    create_or_update ///< and those that exist updated where they differ
};

/// Finds rows, and writes as `what` says. The objects become the rows: those that existed as the database has them, new
/// ones with their keys; those that are missing under `leave` get the fixed values. What exists is not written, and
/// uses up no generated key.
///
/// Statements: [the parent's lock where the database has row locks,] one select (one more per set of columns that are
/// searched for null, where several rows are sought), one insert per 100 missing rows, one update per row that differs;
/// under `leave` the select alone. In one write transaction, tried again when busy; where another caller inserts a row
/// first and a unique index refuses ours, it is looked up again, once.
void find_or_write(session& s, const sought_rows& sought, when_missing what);

} // namespace ginnel::engine
