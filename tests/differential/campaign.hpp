#pragma once

#include "differential/operations.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace diff {

/// What a run of many cases found.
struct findings {
    std::size_t cases = 0;
    matrix covered;
    std::size_t failures = 0;
    std::vector<std::string> reports; ///< the first few failures in full

    /// All but the reports.
    void add(const findings& more);
};

/// Case number n asks a question that n makes about world n / questions_per_world.
inline constexpr std::uint64_t questions_per_world = 40;

/// Asks cases first .. first + count - 1 on several threads and compares each answer with the evaluator's.
findings run_cases(std::uint64_t first, std::uint64_t count, std::size_t reports_kept = 3);

/// Preloads a relation of each of these kinds for `rows` parents with as many keys.
findings run_many_keys(const std::vector<variant>& kinds, std::size_t rows);

} // namespace diff
