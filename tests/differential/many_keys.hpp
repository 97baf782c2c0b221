#pragma once

#include "differential/question.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace diff {

/// A world in which a relation of this kind starts from `rows` rows, each with a key of its own, and the question that preloads
/// it for all of them. None: world `seed` has no such relation whose path keeps away from its source.
std::optional<std::pair<world, question>> many_keys(std::uint64_t seed, variant kind, std::size_t rows);

} // namespace diff
