#pragma once

#include "differential/engine_models.hpp"
#include "differential/write.hpp"
#include "engine/session.hpp"

namespace diff {

/// Does the write through the library; `w` is the world as it stands before it. Throws what the library throws.
write_report write_by_engine(ginnel::engine::session& s, const engine_models& models, const world& w,
                             const write& what);

} // namespace diff
