#pragma once

#include <exception>
#include <string>

namespace ginnel::app {

/// What whoever runs the program is told of a failure: its sentence and, on a line of its own, what the database says. Not for
/// clients.
std::string failure_text(const std::exception& e);

} // namespace ginnel::app
