#pragma once

#include "races/shared.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace races {

inline constexpr std::string_view killed_worker = "killed";

/// In the program that is killed: units one after another. Ends itself by SIGKILL before the statement of this number,
/// begin and commit counted; 0: goes on until another ends it.
void run_until_killed(const std::string& url, std::uint64_t statement, shared& s);

struct kill_report {
    std::uint64_t kills = 0;
    std::uint64_t points = 0,
                  inside = 0; ///< of these between two statements; of these while a unit's transaction was open
    std::vector<std::string> problems;
};
/// Kills programs before their first, second, ... statement, and some at random moments; after each, looks whether
/// every unit is there whole or not at all. Prints the numbers.
kill_report kill_programs(const std::string& name, std::uint64_t at_statements, std::uint64_t at_random);

} // namespace races
