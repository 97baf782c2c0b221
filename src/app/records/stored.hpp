#pragma once

#include "app/records/state.hpp"
#include "app/writing/row_values.hpp"

#include <utility>
#include <vector>

namespace ginnel::app {

/// Throws error (usage, E_NOT_PERSISTED) for a record whose row was deleted by it.
void need_not_deleted(const engine::record& row);
/// The same, and for one that was only built; `instead`: what to write.
void need_stored(const engine::record& row, const char* instead);

/// Throws error (usage, E_KEY_CHANGED) where what a stored row is given would be another primary key.
void need_same_key(const engine::record& row, const row_values& named);

/// Gives a row, which keeps its loaded relations, what was written of it.
void take_written(engine::record& row, const engine::record& written);

/// The handles of rows that were just written.
record as_stored(detail::application_state& app, engine::record row);
std::vector<record> as_stored(detail::application_state& app, std::vector<engine::record> rows);

} // namespace ginnel::app
