#pragma once

#include "typed/model_parts.hpp"

namespace ginnel::detail {

/// Gives relations that are `like` another one its path. Throws error (schema): E_MODEL_MEMBER, E_RELATION_DECLARATION.
void take_likeness(model_builder::impl& parts);

} // namespace ginnel::detail
