#pragma once

#include "engine/query.hpp"

#include <memory>
#include <vector>

namespace ginnel::engine {

/// What `passed`, a relation whose hops stand in the path of `longer` from number `first` on, declares (on_query), as
/// conditions on the tables of the longer path: each is wrapped, and all hold. Orders and preloads say nothing there; a
/// limit throws error (usage, E_LIMIT_IN_SUB_QUERY), since the longer path cannot keep it.
std::vector<std::shared_ptr<const condition>> conditions_declared(const schema::relation& passed,
                                                                  const schema::relation& longer, std::size_t first);

} // namespace ginnel::engine
