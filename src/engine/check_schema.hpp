#pragma once

#include "engine/session.hpp"

#include <ginnel/schema/model.hpp>
#include <ginnel/schema/schema_report.hpp>

#include <span>
#include <string>
#include <vector>

namespace ginnel::engine {

/// What a database says of its tables.
struct catalog {
    struct column {
        std::string name, type; ///< as declared
        bool nullable = false;
    };
    struct index {
        std::vector<std::string> columns; ///< an expression is an empty name
        bool unique = false;
    };
    struct table {
        std::string name;
        std::vector<column> columns;
        std::vector<index> indexes; ///< the primary key too
    };
    std::vector<table> tables;
};

/// Two statements. Throws error (unsupported, E_NO_CATALOG).
catalog read_catalog(session& s);

/// Compares models with a catalog. Asks no database.
schema_report differences(const catalog& c, std::span<const schema::model* const> models, const sql::dialect& d);
/// Reads the catalog in two statements and compares; and counts, in one more per key that a relation compares, the rows
/// that hold keys of no row. Throws error (unsupported, E_NO_CATALOG).
schema_report check_schema(session& s, std::span<const schema::model* const> models);

} // namespace ginnel::engine
