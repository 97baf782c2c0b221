#pragma once

#include <CLI/App.hpp>

#include <string>

namespace ginnel::cli {

/// Which word of a command line that could not be read is no command or no option, and what was meant; empty if that is
/// not what is wrong with it.
std::string misread(const CLI::App& program, int argc, const char* const* argv);

} // namespace ginnel::cli
