#pragma once

#include "engine/query.hpp"
#include "engine/session.hpp"

#include <span>
#include <vector>

namespace ginnel::engine {

/// As load_into, for the rows that have not loaded the relation. Rows of one model; one statement per relation for which
/// a row lacks it.
void load_once(session& s, const schema::model& m, const std::vector<void*>& objects, std::span<const preload> what);

/// As load_once, behind the relations that were loaded too. Where some rows have the relation already, it is loaded alone
/// into the others, and what lies behind it then into all: so each relation costs one statement.
void load_missing(session& s, const schema::model& m, const std::vector<void*>& objects, std::span<const preload> what);

} // namespace ginnel::engine
