#pragma once

#include "app/files/staged_files.hpp"

#include <boost/json/object.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::cli {

/// The files of an application folder, to be written: LoopBack's layout, which LoopBack reads as well. What is changed
/// stands in memory until `write`.
class project {
public:
    /// Throws error (E_MODEL_FILES) if this is no such folder, or a file in it cannot be read.
    explicit project(std::filesystem::path folder);

    const std::vector<std::string>& models() const noexcept { return models_; }
    bool has(std::string_view model) const noexcept;
    bool is_public(std::string_view model) const;
    std::vector<std::string> data_sources() const;

    /// How messages name the file of settings: "server/datasources.json".
    std::string shown(std::string_view file) const { return server_ + std::string{file}; }

    /// The model's file, as changed. Throws error (usage, E_NO_MODEL) if there is no such model.
    boost::json::object definition(const std::string& model) const;
    void save(const std::string& model, const boost::json::object& definition);
    /// A new model: its file, and its entry in model-config.json. Throws error (usage) if there is one of this name.
    void add(const std::string& model, const boost::json::object& definition, const boost::json::object& entry,
             bool server_only);

    /// Reads the folder as `serve` would with the changes in it, and writes them all. Throws what would be wrong with
    /// it, and then has written none.
    void write();

private:
    boost::json::object read(const std::string& file) const;

    std::filesystem::path folder_;
    std::string server_; ///< "server/" or nothing
    std::vector<std::string> models_, files_, open_;
    std::vector<std::string> sources_;
    app::staged_files staged_;
};

} // namespace ginnel::cli
