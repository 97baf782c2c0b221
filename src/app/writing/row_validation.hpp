#pragma once

#include "app/writing/invalid_row.hpp"
#include "app/writing/model_rules.hpp"
#include "app/writing/row_values.hpp"
#include "engine/session.hpp"

#include <ginnel/schema/model.hpp>

#include <vector>

namespace ginnel::app {

/// A row that is about to be written.
struct checked_row {
    const row_values& values;   ///< all that it will hold, as far as known; what is not named is null
    const value* key = nullptr; ///< of the row that exists; null: it is new
    /// Of an update of part of a row: only rules of what is named in `values` are looked at.
    bool in_part = false;
    /// What the request says of it, where that is not all: other values, which are stored, are in no message.
    const row_values* sent = nullptr;
};

/// The rules of its model that a row breaks, but for uniqueness: in the order of the rules.
std::vector<broken_rule> broken_rules(const checked_row& row, const schema::model& m, const model_rules& rules);

/// The uniqueness rules that it breaks. One statement per rule whose property is given a value that is not null.
std::vector<broken_rule> broken_uniqueness(engine::session& s, const checked_row& row, const schema::model& m,
                                           const model_rules& rules);

/// Whether `broken_uniqueness` has anything to ask.
bool asks_uniqueness(const model_rules& rules) noexcept;

} // namespace ginnel::app
