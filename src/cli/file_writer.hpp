#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace ginnel::cli {

/// Writes files and the folders above them: each beside its place first, and when all are on the disk, into it. Throws
/// error (usage, E_FILE), and then has changed no file.
void write_files(const std::map<std::filesystem::path, std::string>& files);
/// The same of one.
void write_file(const std::filesystem::path& file, std::string_view text);

} // namespace ginnel::cli
