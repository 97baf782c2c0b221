#pragma once

#include "engine/query.hpp"

#include <vector>

namespace ginnel::engine {

/// Refuses an order by a name that the query does not select (E_UNKNOWN_COLUMN): a database may take an unknown quoted
/// name for a text, and then order by nothing.
void check_order_names(const query& q, const std::vector<order_by>& orders);

} // namespace ginnel::engine
