#pragma once

#include "engine/query.hpp"

#include <ginnel/detail/query_core.hpp>

#include <string>

namespace ginnel::detail {

/// The column that a program named, in a query. Throws error (usage): E_UNKNOWN_COLUMN, E_AMBIGUOUS_COLUMN,
/// E_NO_LINK_TABLE.
engine::operand resolve(const engine::query& q, const column_ref& c);

/// Refuses a value that the column cannot hold, and fits integers to columns of reals. For conditions whose column is
/// known by its name only; typed ones were checked by the compiler. Throws error (usage, E_VALUE_TYPE).
void fit(const schema::model& m, const schema::column& c, value& v);

/// What is said where a row of a model without a primary key is to be found by one.
std::string no_key_to_find_by(const schema::model& m);

} // namespace ginnel::detail
