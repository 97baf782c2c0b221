#pragma once

#include <ginnel/schema/column.hpp>

#include <string>
#include <vector>

namespace ginnel::engine {

/// An index that is asked for beside those which relations need.
struct wanted_index {
    const schema::table* table;
    std::vector<std::string> columns; ///< by the names in the table
    bool unique = false;
};

/// How tables are made where that is not for the models to say.
struct table_wishes {
    bool foreign_keys = true; ///< false: as LoopBack makes them, so that a row may refer to one that is gone
    std::vector<wanted_index> indexes;
    /// SQLite: generated keys are given again once the last rows are removed, as in tables that LoopBack makes.
    bool reuses_keys = false;
};

} // namespace ginnel::engine
