#pragma once

#include <ginnel/value/column_type.hpp>

#include <string_view>

namespace ginnel::sql {

/// The type of a column in PostgreSQL's DDL: "smallint", "timestamp", "jsonb" ...
std::string_view postgres_type(column_type type) noexcept;

/// The type that a parameter for such a column is cast to. As the column's, but for integers, which are always bigint:
/// a key that is too large for an integer column then finds no row, as it does on the other databases, where a cast to
/// `integer` would fail. Indexes serve comparisons of mixed integer widths, and inserts convert and check the range.
std::string_view postgres_parameter_type(column_type type) noexcept;

} // namespace ginnel::sql
