#pragma once

#include <CLI/App.hpp>

namespace ginnel::cli {

/// Adds `ginnel serve DIR`, which reads an application folder and serves it until it is told to stop.
void add_serve(CLI::App& program);

} // namespace ginnel::cli
