#pragma once

#include "engine/query.hpp"

#include <optional>
#include <span>
#include <vector>

namespace ginnel::engine {

/// The query as the hooks of its model and of the models it preloads want it; nothing where none of them has hooks of
/// queries. Conditions of a hook are wrapped by themselves. `one`: the root is one row, of find or first.
std::optional<query> hooked(const query& q, bool one);
/// The same of the relations alone, for rows that exist.
std::optional<std::vector<preload>> hooked(std::span<const preload> what);

} // namespace ginnel::engine
