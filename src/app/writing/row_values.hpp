#pragma once

#include <ginnel/schema/column.hpp>
#include <ginnel/value/value.hpp>

#include <utility>
#include <vector>

namespace ginnel::app {

/// Columns of a table, and what a row is to hold there.
using row_values = std::vector<std::pair<const schema::column*, value>>;

/// Columns of a parent, and those of its related rows that get what they hold.
using copied_columns = std::vector<std::pair<const schema::column*, const schema::column*>>;
/// Gives a row a value, in place of one that it was given before.
inline void put(row_values& row, const schema::column& c, value v)
{
    std::erase_if(row, [&](const auto& held) { return held.first == &c; });
    row.emplace_back(&c, std::move(v));
}

} // namespace ginnel::app
