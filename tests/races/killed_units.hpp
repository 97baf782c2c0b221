#pragma once

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace races {

/// Makes the tables that the units write, and their first rows.
void set_up_units(const std::string& url);
/// Runs each unit once; `ended` is called after each. `turn`: 1, 2, ...; what units write differs from turn to turn.
void run_units(ginnel::database& db, std::int64_t turn, const std::function<void()>& ended);
/// What is there of a unit in part; empty: each unit is whole in the database, or not there.
std::vector<std::string> broken(const std::string& url);

} // namespace races
