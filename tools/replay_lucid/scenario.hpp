#pragma once

#include "json_values.hpp"

namespace replay {

/// Replays one scenario and gives what happened: {name, steps, final}, or {name, skipped} if it needs what is not
/// built.
json::object replay_scenario(const json::object& scenario);

} // namespace replay
