#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// JSON text over several lines, indented: what fits into `width` columns stays on one line. Values are kept as they
/// are written.
std::string json_lines(std::string_view json, std::size_t width);
