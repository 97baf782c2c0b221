#pragma once

#include "app/questions/filter.hpp"
#include "app/relations/related_rows.hpp"
#include "engine/record.hpp"

#include <optional>

namespace ginnel::app {

/// The row that one relation leads to, and whether its key is there, so that it should lead to one.
struct found_one {
    std::optional<engine::record> row;
    bool has_key = false;
};

/// Whether the parent's own row holds the key (belongsTo), so that a relation without a row is no missing address.
bool key_of_parent(const schema::relation& r) noexcept;

/// The row that a relation leads to where that is one at most. Statements: one, where the parent holds the key two, and
/// one per include. Throws error as related_rows; a parent that names a type which the relation does not know has no
/// such row.
found_one find_one(const related_rows& rows, const filter& what);
/// Inserts a row and relates it. Statements, in one write transaction: one that looks for a row that is there, one that
/// reads the parent, one insert, and an update of the parent where it holds the key. Throws error (unique, E_HAS_ONE)
/// where there is one.
engine::record create_one(const related_rows& rows, row_values row);

} // namespace ginnel::app
