#pragma once

#include <boost/json/object.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::cli {

/// The files of an application folder, to be written: LoopBack's layout, which LoopBack reads as well.
class project {
public:
    /// Throws error (E_MODEL_FILES) if this is no such folder, or a file in it cannot be read.
    explicit project(std::filesystem::path folder);

    const std::vector<std::string>& models() const noexcept { return models_; }
    bool has(std::string_view model) const noexcept;
    bool is_public(std::string_view model) const;
    std::vector<std::string> data_sources() const;

    /// The model's file.
    boost::json::object definition(const std::string& model) const;
    void save(const std::string& model, const boost::json::object& definition) const;
    /// A new model: its file, and its entry in model-config.json. Throws error (usage) if there is one of this name.
    void add(const std::string& model, const boost::json::object& definition, const boost::json::object& entry,
             bool server_only);

    /// Reads the folder as `serve` does. Throws what is wrong with it.
    void check() const;

private:
    std::filesystem::path folder_;
    std::string server_; ///< "server/" or nothing
    std::vector<std::string> models_, files_, open_;
    std::vector<std::string> sources_;
};

/// Writes a file and the folders above it. Throws error (usage, E_FILE).
void write_file(const std::filesystem::path& file, std::string_view text);

} // namespace ginnel::cli
