#pragma once

#include "app/embedded/held_rows.hpp"
#include "app/answers/protected_properties.hpp"

namespace ginnel::app {

/// What is not shown of rows, beside the properties that their own model hides.
struct unshown {
    protected_properties nested{}; ///< properties, where their model is included in another
    held_rows held{};              ///< those of rows that columns of JSON hold
};

} // namespace ginnel::app
