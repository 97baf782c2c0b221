#pragma once

#include "races/shared.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace races {

enum class lock : std::uint8_t {
    kept,
    taken_out ///< the control: plans run without the transaction that they want, and so does the program
};

/// The URL of RACES_URL, or a new SQLite file of this name in the working folder.
std::string url_for(const std::string& name);
/// Makes the tables and their first rows.
void set_up(const std::string& url);
/// `calls` calls, chosen at random by the caller's number, against what all callers share.
void run_caller(const std::string& url, lock how, std::uint64_t number, std::uint64_t calls, shared& s);
/// What is wrong with the end state; empty: it is that of the calls one after another, in some order.
std::vector<std::string> problems(const std::string& url, const shared& s);

/// All at once: so many threads, or processes, with so many calls each. Prints how often they overlapped.
std::vector<std::string> race_threads(const std::string& name, lock how, std::uint64_t callers, std::uint64_t calls);
std::vector<std::string> race_processes(const std::string& name, std::uint64_t callers, std::uint64_t calls);

} // namespace races
