#pragma once

#include "engine/query.hpp"
#include "json_values.hpp"

#include <ginnel/schema/column.hpp>

#include <map>
#include <string>
#include <string_view>

namespace replay {

/// All columns of a scenario's tables, by their raw names. Lucid passes a column's name on to the database, so a clause
/// may name columns that no model declares: those of a pivot table, above all.
class table_columns {
public:
    explicit table_columns(const json::object& scenario);

    /// Null if there is no such table.
    const ginnel::schema::table* find(std::string_view table) const;

    /// What a name in a clause means within a query: a property, a column, or table.column.
    ginnel::engine::operand operand_of(const ginnel::engine::query& q, std::string_view name) const;
    /// The same for a pivot clause: a column of the relation's link table unless the name says another table.
    ginnel::engine::operand link_operand_of(const ginnel::engine::query& q, std::string_view name) const;

private:
    const ginnel::schema::column* raw_column(const ginnel::schema::table& known, std::string_view name) const;

    std::map<std::string, ginnel::schema::table, std::less<>> tables_;
};

ginnel::column_type type_named(std::string_view name);

} // namespace replay
