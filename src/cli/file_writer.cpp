#include "cli/file_writer.hpp"

#include <ginnel/error.hpp>

#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

namespace ginnel::cli {

namespace {

namespace fs = std::filesystem;

/// Files beside the places that they are for, removed where they do not come there.
class written_beside {
public:
    written_beside() = default;
    written_beside(const written_beside&) = delete;
    written_beside& operator=(const written_beside&) = delete;
    ~written_beside()
    {
        std::error_code ignored;
        for (const auto& [beside, file] : files_)
            fs::remove(beside, ignored);
    }

    bool add(const fs::path& file, std::string_view text)
    {
        std::error_code problem;
        if (file.has_parent_path())
            fs::create_directories(file.parent_path(), problem);
        if (fs::is_directory(file, problem))
            return false;
        auto beside = file;
        beside += ".new";
        std::ofstream out{beside, std::ios::binary};
        if (!out) // what stands there is not ours to remove
            return false;
        files_.emplace_back(beside, file);
        out << text;
        out.close();
        return static_cast<bool>(out);
    }

    /// Gives the file whose place cannot be taken; nothing if all have theirs.
    fs::path move()
    {
        for (const auto& [beside, file] : files_) {
            std::error_code problem;
            fs::rename(beside, file, problem);
            if (problem)
                return file;
        }
        files_.clear();
        return {};
    }

private:
    std::vector<std::pair<fs::path, fs::path>> files_;
};

[[noreturn]] void refuse(const fs::path& file)
{
    throw error{error_kind::usage, "E_FILE",
                file.string() + " cannot be written: give this process the right to write there"};
}

} // namespace

void write_files(const std::map<fs::path, std::string>& files)
{
    written_beside all;
    for (const auto& [file, text] : files)
        if (!all.add(file, text))
            refuse(file);
    // In one folder of one disk this fails for what the writing above failed for already.
    if (const auto failed = all.move(); !failed.empty())
        refuse(failed);
}

void write_file(const fs::path& file, std::string_view text)
{
    write_files({{file, std::string{text}}});
}

} // namespace ginnel::cli
