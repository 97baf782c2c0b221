#pragma once

#include <ginnel/typed/naming.hpp>

namespace ginnel::detail {

/// The program's rules, which are fixed by this call.
const naming_rules& default_naming();

} // namespace ginnel::detail
