#pragma once

#include "engine/layout.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/cell.hpp>

namespace ginnel::engine {

/// The error for a stored value that does not fit its column: names table, column, row key and what was found.
error wrong_cell(const compiled& code, const cell* row, std::size_t column, const cell& found);

} // namespace ginnel::engine
