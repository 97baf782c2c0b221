#pragma once

#include "engine/row_graph.hpp"
#include "engine/session.hpp"

namespace ginnel::engine {

/// Saves objects and all that their loaded relation slots hold, to any depth, in one write transaction. New rows are
/// inserted, others updated: all columns that the object knows. Rows that are held as const (reached through a to-one
/// slot) are written only where they are new, or where they are to hold another key. Rows get the keys of what they
/// belong to and of the parents that list them; links that are missing are made, with the values of typed link rows.
/// Nothing is removed, in no table. An object that several slots share is written once, and so are copies of one row:
/// the first that is met stands for all. Where it fails, all objects are as they were.
///
/// Statements: one insert per 100 new rows of a model that need the same number of new rows before them, one update per
/// other row; per relation with links [a lock of the parents where the database has row locks,] a select and one insert
/// per 100 new links.
///
/// Throws error as row_graph does, and as insert, update_rows and attach do.
void save_graph(session& s, const schema::model& m, std::span<void* const> roots, is_new_row is_new);

} // namespace ginnel::engine
