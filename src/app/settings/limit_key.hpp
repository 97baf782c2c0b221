#pragma once

#include <string>
#include <string_view>

namespace ginnel::app {

/// Which member of config.json sets a bound, for the end of a refusal's sentence: " (config.json:
/// ginnel.limits.includes)".
inline std::string limit_key(std::string_view name)
{
    return " (config.json: ginnel.limits." + std::string{name} + ")";
}

} // namespace ginnel::app
