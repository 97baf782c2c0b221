#pragma once

#include <ginnel/schema/column.hpp>
#include <ginnel/value/value.hpp>

#include <utility>
#include <vector>

namespace ginnel::app {

/// Columns of a table, and what a row is to hold there.
using row_values = std::vector<std::pair<const schema::column*, value>>;

} // namespace ginnel::app
