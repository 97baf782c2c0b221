#pragma once

#include "app/settings/limits.hpp"

#include <cstddef>
#include <cstdint>

namespace ginnel::app {

/// What one answer may cost. Past each stands error limit, E_ANSWER_TOO_LARGE.
struct answer_bounds {
    std::int64_t rows = limits{}.rows;      ///< of a list
    std::size_t records = limits{}.records; ///< rows in all, those of includes counted
    std::size_t bytes = limits{}.answer;    ///< of JSON
};

} // namespace ginnel::app
