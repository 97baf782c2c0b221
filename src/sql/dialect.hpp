#pragma once

#include "sql/statement.hpp"

#include <string>
#include <string_view>

namespace ginnel::sql {

/// Turns trees into one database's text. Stateless; any thread may call it. Identifiers are always quoted, values
/// always parameters; the same shape gives the same text.
class dialect {
public:
    virtual ~dialect() = default;

    /// "sqlite", "postgres", "mariadb".
    virtual std::string_view name() const noexcept = 0;
    virtual statement render(const tree& t) const = 0;
    statement render(const select& s) const { return render(tree{s}); }
};

const dialect& sqlite_dialect() noexcept;
const dialect& postgres_dialect() noexcept;

} // namespace ginnel::sql
