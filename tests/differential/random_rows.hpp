#pragma once

#include "differential/random.hpp"
#include "differential/world.hpp"

namespace diff {

/// A value that a column of this kind may hold. Keys are drawn from few values, so that rows meet; nulls and values that no
/// other row has are among them, and texts that differ in case alone.
datum random_value(random& r, const column_spec& c, unsigned null_chance);

/// Rows for the table: none at all now and then.
void fill(random& r, table_spec& t);

/// What a collation that ignores the case of ASCII letters compares by.
std::string folded(const std::string& text);

} // namespace diff
