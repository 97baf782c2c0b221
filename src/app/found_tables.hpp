#pragma once

#include "engine/check_schema.hpp"

#include <string>

namespace ginnel::app {

/// The tables that a SQLite file has before the application makes any.
class found_tables {
public:
    /// None.
    found_tables() = default;
    /// Reads the catalog of the file, in two statements; a file that is missing has no tables, and is not made. Throws
    /// what the database throws.
    explicit found_tables(const std::string& file);

    /// What a column is declared as, whatever the case of the names; null: there is no such column.
    const std::string* declared(const std::string& table, const std::string& column) const;

private:
    engine::catalog found_;
};

/// Gives a column the type as which LoopBack's connector for SQLite keeps it: moments are whole milliseconds, bytes are
/// JSON. One that is declared as a text or a blob stays as it is: earlier tables of this program have these.
void keep_as_sqlite3(schema::column& c, const std::string* declared);

} // namespace ginnel::app
