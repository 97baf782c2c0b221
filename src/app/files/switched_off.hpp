#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ginnel::app {

/// What a program in JavaScript says of methods without routes.
struct switched_off {
    std::vector<std::string> methods; ///< by the names that shared_methods has
    bool other_calls = false;         ///< there are more, whose names or models only a run of it would tell
};

/// Finds the calls of disableRemoteMethodByName("deleteById") and of its older and shorter forms. Programs are not run,
/// but what they close must not be served.
switched_off read_switched_off(std::string_view program);

} // namespace ginnel::app
