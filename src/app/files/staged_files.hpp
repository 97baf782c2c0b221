#pragma once

#include "app/files/folder.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace ginnel::app {

/// Texts of files that are not written yet, by their path from the folder: "common/models/reader.json".
using staged_files = std::map<std::string, std::string>;

/// The folder as it will be with these model files and this model-config.json, which stand instead of files of their
/// names. Else as without them.
folder read_folder(const std::filesystem::path& path, const staged_files& staged, mistakes& wrong);

} // namespace ginnel::app
