#pragma once

#include "engine/layout.hpp"

#include <ginnel/schema/relation.hpp>
#include <ginnel/value/cell.hpp>
#include <ginnel/value/value.hpp>

namespace ginnel::engine {

/// Which hop of a through relation leads to its first through model.
int through_place(const schema::relation& r) noexcept;
/// Reads the through row of a statement's row into `object`, which may be null, by these functions. Throws error (data,
/// E_COLUMN_TYPE).
void read_through_row(const compiled& code, const cell* cells, void* object, const schema::model_ops& ops);
/// Throws error (usage, E_THROUGH_ROWS): a list of roots has no place for them.
[[noreturn]] void throw_through_rows_of_roots(const schema::relation& r);

/// An answer of exists(...), which SQLite gives as a number.
value truth(const value& v);

} // namespace ginnel::engine
