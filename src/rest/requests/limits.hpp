#pragma once

#include "app/settings/limits.hpp"

namespace ginnel::rest {

using app::limits;

} // namespace ginnel::rest
