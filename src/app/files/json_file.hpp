#pragma once

#include "app/declarations/mistakes.hpp"

#include <boost/json/value.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace ginnel::app {

/// Reads a file that must hold one JSON object, at most 1 MiB long and 32 levels deep. Nothing, and a mistake with line
/// and column, if it does not. `shown`: how messages name the file.
std::optional<boost::json::object> read_json_object(const std::filesystem::path& file, const std::string& shown,
                                                    mistakes& wrong);
/// The same of a text. A byte order mark before it is read over, as Node does with LoopBack's files.
std::optional<boost::json::object> parse_json_object(std::string_view text, const std::string& shown, mistakes& wrong);

} // namespace ginnel::app
