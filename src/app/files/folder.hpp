#pragma once

#include "app/declarations/mistakes.hpp"

#include <boost/json/object.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::app {

/// A model's file and what server/model-config.json says about it.
struct model_file {
    std::string shown; ///< "common/models/physician.json"
    std::string name;
    boost::json::object definition;
    bool configured = false; ///< named in model-config.json
    bool is_public = true;   ///< has routes
    std::string data_source; ///< empty: none, so its rows have no table
    std::vector<std::string> switched_off{}; ///< methods that the program beside the file leaves without routes
    boost::json::object options; ///< what model-config.json says over the model's own settings
};

/// The files of an application in LoopBack 3's layout, parsed; their content is not yet checked but for what the files say of
/// each other.
struct folder {
    std::filesystem::path path;
    std::string server; ///< "server/", before the names of the files of settings; empty where they stand in the folder itself
    boost::json::object config;       ///< config.json; empty if there is none
    boost::json::object data_sources; ///< datasources.json
    boost::json::object components;   ///< component-config.json
    std::map<std::string, model_file> models;
    std::vector<std::string> unread; ///< stems of model files that could not be read
    std::vector<std::string> notes;  ///< what is passed over, to be told at the start

    /// How messages name the file of settings.
    std::string shown(std::string_view file) const { return server + std::string{file}; }
};

/// Reads server/ and what it names, or, where there is no server/model-config.json, the same files at the folder's root. Files of settings have variants
/// (datasources.local.json, datasources.production.json by NODE_ENV). Throws error (E_MODEL_FILES) if this is no such folder; mistakes in its files are
/// gathered in `wrong`.
folder read_folder(const std::filesystem::path& path, mistakes& wrong);

/// Whether LoopBack itself brings this model: User, AccessToken ...
bool is_built_in_model(std::string_view name) noexcept;

} // namespace ginnel::app
