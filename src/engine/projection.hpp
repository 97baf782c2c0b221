#pragma once

#include "engine/query.hpp"

#include <vector>

namespace ginnel::engine {

/// Whether a projection of the query is one of groups: it groups, or selects aggregates only. Throws error usage:
/// E_NOT_GROUPED where a column stands beside aggregates and is the same for no group, E_LIMIT_OF_AGGREGATE where a
/// limit, offset or distinct would act on the one row of aggregates over all.
bool check_projection(const query& q, const std::vector<expression>& what);

} // namespace ginnel::engine
