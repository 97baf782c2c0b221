#pragma once

#include "app/settings/limit_key.hpp"

#include <cstdint>
#include <string>

namespace ginnel::rest {

using app::limit_key;

/// The sentence of a body that is too long: its bound is a key of LoopBack's own.
inline std::string too_long_body(std::uint64_t most)
{
    return "the body is longer than " + std::to_string(most) + " bytes (config.json: remoting.json.limit)";
}

} // namespace ginnel::rest
