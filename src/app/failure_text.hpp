#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace ginnel::app {

/// What whoever runs the program is told of a failure: its sentence and, on a line of its own, what the database says. Not for
/// clients. Lists in it keep their lines; other control characters are escaped, since names and paths of others' files stand in it.
std::string failure_text(const std::exception& e);

/// A text as one line of a terminal or log: control characters (C0, DEL, C1) and bytes that are no UTF-8 as \xNN.
std::string printable(std::string_view text);

} // namespace ginnel::app
