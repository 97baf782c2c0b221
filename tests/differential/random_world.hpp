#pragma once

#include "differential/world.hpp"

#include <cstdint>

namespace diff {

/// The world of this number: the same everywhere.
world random_world(std::uint64_t seed, bool written = false);

} // namespace diff
