#pragma once

#include "differential/question.hpp"

#include <cstdint>

namespace diff {

/// The question of this number about the world: the same everywhere.
question random_question(const world& w, std::uint64_t seed);

} // namespace diff
