#pragma once

#include "races/shared.hpp"

#include <string>
#include <vector>

namespace races {

/// What is wrong with the end state; empty: it is that of the calls one after another, in some order.
std::vector<std::string> problems(const std::string& url, const shared& s);

} // namespace races
