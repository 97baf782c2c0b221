#pragma once

#include "differential/write.hpp"

#include <cstdint>

namespace diff {

/// A write of the world as it stands, of which the library is not to refuse anything.
write random_write(const world& w, std::uint64_t seed);

} // namespace diff
