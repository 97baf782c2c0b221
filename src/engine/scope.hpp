#pragma once

#include "engine/query.hpp"
#include "sql/expression.hpp"

#include <string>
#include <utility>
#include <vector>

namespace ginnel::engine {

/// Under which names the tables of one query stand in a statement.
struct scope {
    std::string target;
    std::vector<std::string> links; ///< of the tables passed: links[k] is where hop k of the relation leads to

    std::vector<std::string> joins{};      ///< of the tables joined
    const query* of = nullptr;             ///< whose names they are; null: no query's
    const schema::relation* via = nullptr; ///< whose path leads over `links` to `target`
    const schema::model* model = nullptr;  ///< whose rows stand under `target`
    const scope* outer = nullptr;          ///< of the query around this one; lives as long as its statement is written

    const std::string& at(int place) const
    {
        if (place < operand::target)
            return joins.at(static_cast<std::size_t>(operand::joined(0) - place));
        return place == operand::target ? target : links.at(static_cast<std::size_t>(place));
    }
    sql::expr column(const operand& o) const
    {
        if (o.outer)
            return outer_column(o);
        return sql::make(sql::column_name{at(o.place), o.column->column_name});
    }
    /// The names of the tables that a relation leads over, which this query's path passes from hop `first` on.
    scope of_passed(const schema::relation& r, std::size_t first) const;
    /// Throws error usage, E_NO_OUTER_QUERY.
    sql::expr outer_column(const operand& o) const;
    /// The names by which a program's own SQL may call the tables, and what they are called here.
    std::vector<std::pair<std::string, std::string>> tables() const;
    sql::expr column(const schema::column& c) const { return sql::make(sql::column_name{target, c.column_name}); }
};

} // namespace ginnel::engine
