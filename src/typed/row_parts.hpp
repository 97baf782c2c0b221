#pragma once

#include <ginnel/schema/model.hpp>
#include <ginnel/typed/assignment.hpp>

#include <cstddef>
#include <vector>

namespace ginnel::detail {

/// The column of this member. Throws error (usage, E_UNKNOWN_COLUMN) where the model was not told of it.
const schema::column& column_of(const schema::model& m, member_id member);
std::vector<const schema::column*> columns_of(const schema::model& m, const std::vector<member_id>& members);
/// Puts values into an object.
void assign(const schema::model& m, void* row, const std::vector<assigned>& values);
/// Whether a row is in the database: its row_state says, and without one that its key is given.
bool is_stored(const schema::model& m, const void* row);
/// Notes of rows that were inserted that they are stored.
void note_stored(const schema::model& m, void* const* rows, std::size_t count);
/// The columns that saving this row writes: all that it knows but its key, and those that differ from what was read
/// where the model tracks that.
std::vector<const schema::column*> written_columns(const schema::model& m, const void* row);

} // namespace ginnel::detail
