#pragma once

#include <string_view>

namespace ginnel::rest {

/// Whether a client that sends this `Accept` takes JSON: a type of JSON, or of scripts (which LoopBack counts as such),
/// is named, or a wildcard that holds one, and the most exact of these has no `q=0`. Empty: it takes everything.
bool accepts_json(std::string_view accept) noexcept;

} // namespace ginnel::rest
