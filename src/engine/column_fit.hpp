#pragma once

#include <ginnel/value/cell.hpp>
#include <ginnel/value/column_type.hpp>
#include <ginnel/value/value.hpp>

namespace ginnel::engine {

/// Whether a cell is what a column of this type stores. Null fits each: whether a column takes it is the database's to
/// say.
bool fits_column(const cell& c, column_type type) noexcept;

/// A cell that fits, as records keep it.
value kept_value(const cell& c, column_type type);

} // namespace ginnel::engine
