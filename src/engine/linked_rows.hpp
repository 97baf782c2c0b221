#pragma once

#include "engine/write.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ginnel::engine {

/// A related row to save and to link.
struct linked_row {
    void* object = nullptr;
    bool stored = false; ///< whether it is in the database
    /// Of a stored row: the columns to write; none: nothing is written.
    std::vector<const schema::column*> columns{};
    std::vector<std::pair<std::string, value>> attributes{}; ///< of its link
};

/// Inserts the rows that are not stored, updates stored ones that give columns, and links all with the parent, in one
/// transaction. An object that is given twice is written once. A failure leaves the keys of the objects as they were.
/// Throws error (not_found, E_ROW_NOT_FOUND) where a stored row is gone. Statements: one insert per 100 rows, one
/// update per stored row with columns, and those of attach.
attached save_linked(session& s, const schema::relation& r, const value& parent, std::span<const linked_row> rows,
                     attach_options o);

} // namespace ginnel::engine
