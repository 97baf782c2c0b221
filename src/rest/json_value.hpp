#pragma once

#include "app/json_value.hpp"

namespace ginnel::rest {

using app::taken_by;
using app::value_for;

} // namespace ginnel::rest
