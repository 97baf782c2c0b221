#pragma once

#include "races/caller.hpp"
#include "races/shared.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace races {

/// The URL of RACES_URL, or a new SQLite file of this name in the working folder.
std::string url_for(const std::string& name);
/// `calls` calls, chosen at random by the caller's number, against what all callers share.
void run_caller(const std::string& url, lock how, std::uint64_t number, std::uint64_t calls, shared& s);

/// So many callers, who make so many calls each.
struct crowd {
    std::uint64_t callers, calls;
    std::uint64_t seed = 0;
};
/// All at once, in threads or in processes. Prints how often they overlapped, and returns `problems`.
std::vector<std::string> race_threads(const std::string& name, lock how, const crowd& all);
std::vector<std::string> race_processes(const std::string& name, const crowd& all);

} // namespace races
