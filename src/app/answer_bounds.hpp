#pragma once

#include <cstddef>
#include <cstdint>

namespace ginnel::app {

/// What one answer may cost. Past each stands error limit, E_ANSWER_TOO_LARGE.
struct answer_bounds {
    std::int64_t rows = 10'000;            ///< of a list
    std::size_t records = 100'000;         ///< rows in all, those of includes counted
    std::size_t bytes = 16 * 1024 * 1024;  ///< of JSON
};

} // namespace ginnel::app
