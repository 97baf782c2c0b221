#pragma once

#include "differential/write.hpp"

namespace diff {

/// Does to the rows in memory what the write says, by SEMANTICS and nothing of the library; and what it must give back.
write_report apply(world& w, const write& what);

/// The rows of the write's table that are found by its `by` columns as its first row has them, and by its relation, in
/// the order of their keys.
std::vector<std::size_t> sought(const world& w, const write& what);

/// Whether two columns hold keys that are equal exactly when they are spelled alike.
bool plain_keys(const world& w, const hop_spec& h);

/// What ties a row to a parent: the column of the target, or of the source where it holds the key, with its value.
std::vector<std::pair<std::size_t, datum>> ties(const world& w, std::size_t relation, const datum& key);

/// The next key that the database makes.
std::int64_t next_key(const table_spec& t);

} // namespace diff
