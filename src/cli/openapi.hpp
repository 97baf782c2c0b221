#pragma once

#include <CLI/App.hpp>

namespace ginnel::cli {

/// `ginnel openapi DIR`: prints the OpenAPI document of an application folder.
void add_openapi(CLI::App& program);

} // namespace ginnel::cli
