#pragma once

#include "engine/query.hpp"
#include "engine/session.hpp"

#include <ginnel/value/value.hpp>

#include <memory>
#include <span>
#include <vector>

namespace ginnel::engine {

/// Aggregates of related rows, of rows that exist: for each of the keys found, its primary key and then a value for
/// each of `what`; all rows flat. One statement; none without keys.
std::vector<value> row_aggregates(session& s, const schema::model& m, std::shared_ptr<const key_set> keys,
                                  std::span<const relation_aggregate> what);

} // namespace ginnel::engine
