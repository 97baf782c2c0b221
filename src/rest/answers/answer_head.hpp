#pragma once

#include "rest/answers/answer.hpp"

#include <string>

namespace ginnel::rest {

/// The status line and the headers of an answer, with the empty line behind them. `keep`: the connection stays open.
std::string head_of(const answer& a, bool keep);

} // namespace ginnel::rest
