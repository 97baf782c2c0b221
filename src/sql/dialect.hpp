#pragma once

#include "sql/statement.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace ginnel::sql {

/// How a database is asked for its plan of a statement.
struct explanation {
    std::string_view words;  ///< before the statement's text
    std::size_t columns = 1; ///< of the answer; of several the first two are a line's number and that of the line above
};

/// How a database is asked for its catalog; both texts empty: there is no such question for it.
struct catalog_questions {
    std::string_view columns; ///< table, column, declared type, not null (0, 1), in the primary key (0, its place)
    std::string_view
        indexes; ///< table, index, unique (0, 1), column; in the order of its columns; partial ones left out
};

/// Turns trees into one database's text. Stateless; any thread may call it. Identifiers are always quoted, values
/// always parameters; the same shape gives the same text.
class dialect {
public:
    virtual ~dialect() = default;

    /// "sqlite", "postgres", "mariadb".
    virtual std::string_view name() const noexcept = 0;
    virtual statement render(const tree& t) const = 0;
    virtual explanation explaining() const noexcept { return {"explain ", 1}; }
    virtual catalog_questions catalog() const noexcept { return {}; }
    statement render(const select& s) const { return render(tree{s}); }
};

const dialect& sqlite_dialect() noexcept;
const dialect& postgres_dialect() noexcept;

} // namespace ginnel::sql
