#pragma once

#include "engine/query.hpp"
#include "sql/expression.hpp"

#include <string>
#include <vector>

namespace ginnel::engine {

/// Under which names the tables of one query stand in a statement.
struct scope {
    std::string target;
    std::vector<std::string> links; ///< of the tables passed: links[k] is where hop k of the relation leads to

    const std::string& at(int place) const
    {
        return place == operand::target ? target : links.at(static_cast<std::size_t>(place));
    }
    sql::expr column(const operand& o) const { return sql::make(sql::column_name{at(o.place), o.column->column_name}); }
    sql::expr column(const schema::column& c) const { return sql::make(sql::column_name{target, c.column_name}); }
};

} // namespace ginnel::engine
