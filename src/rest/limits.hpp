#pragma once

#include "app/limits.hpp"

namespace ginnel::rest {

using app::limits;

} // namespace ginnel::rest
