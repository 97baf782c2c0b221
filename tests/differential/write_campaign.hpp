#pragma once

#include "differential/write.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace diff {

/// What a run of many writes found.
struct write_findings {
    std::size_t writes = 0, questions = 0;
    write_matrix covered;
    std::size_t failures = 0;
    std::vector<std::string> reports; ///< the first few failures in full

    /// All but the reports.
    void add(const write_findings& more);
};

/// Each world is written this many times, and after each write all its tables are compared and a question is asked. A
/// world in which something failed is left.
inline constexpr std::size_t writes_per_world = 40;

/// Writes worlds first .. first + count - 1.
write_findings run_writes(std::uint64_t first, std::uint64_t count, std::size_t reports_kept = 3);

} // namespace diff
