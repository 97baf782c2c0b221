#pragma once

#include "engine/model_writes.hpp"
#include "engine/session.hpp"

#include <ginnel/schema/relation.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace ginnel::engine {

// Writes of rows that one hop ties to a parent: the key stands in the related row (has-one, has-many, polymorphic or
// not), or in the row itself (belongs-to, and an alternative of a morph_to).

/// What the related rows of this parent hold because they are related: its key, and the type beside it. The path must
/// have one hop.
column_values ties_of(const schema::relation& r, const value& parent);
/// What a row of the source holds because it belongs to the row of this key, or, where it is null, to none.
column_values own_ties_of(const schema::relation& r, const value& key);

/// A row of the target.
struct related_row {
    void* object = nullptr;
    bool stored = false;                          ///< whether it is in the database
    std::vector<const schema::column*> columns{}; ///< of a stored row: what is to be written; none: nothing is
};

/// Ties rows to the parent: inserts those that are not stored, and updates the others. An object that is given twice is
/// written once. Statements: one insert per 100 rows, one update per stored row with columns; in one write transaction
/// if more than one. Throws error (not_found, E_ROW_NOT_FOUND) where a stored row is gone.
void save_related(session& s, const schema::relation& r, const value& parent, std::span<const related_row> rows);

struct replaced {
    std::int64_t removed = 0; ///< rows that were the parent's and are no more
};
/// Makes the parent's related rows exactly these. Rows that are not named lose the parent's key, and are deleted where
/// that column takes no null (softly where the model has that); of stored ones the key alone is written, where it
/// differs. Statements, in one write transaction: [the parent's lock where the database has row locks,] one select, at
/// most one update or delete of the rows that go, at most one update of those that come, one insert per 100 new rows.
/// Where the model has hooks, versions or times, those that come are updated as update_rows does, one statement each;
/// rows that are deleted go by remove_by_rules where the model has such rules.
replaced replace_related(session& s, const schema::relation& r, const value& parent, std::span<const related_row> rows);

/// Takes the parent's key out of these rows, where they have it; their other columns stay, but for the version and the
/// time that the model keeps by itself. One statement; none for no rows. Throws error: not_null (E_KEY_NOT_NULLABLE)
/// where that column takes no null, usage (E_UNSAVED_ROW) for a row without a key.
void dissociate_related(session& s, const schema::relation& r, const value& parent, std::span<void* const> objects);

/// Writes the key of the row that `object`, a stored row of the source, belongs to, into the table and into the object;
/// null takes it out. `r`: of a morph_to the alternative; its type is written beside. One statement. Throws error:
/// not_null (E_KEY_NOT_NULLABLE), usage (E_UNSAVED_PARENT) where the object has no key of its own, not_found
/// (E_ROW_NOT_FOUND) where it is gone.
void associate(session& s, const schema::relation& r, void* object, const value& key);

} // namespace ginnel::engine
