#pragma once

#include "app/mistakes.hpp"

#include <boost/json/object.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace ginnel::app {

/// A model's file and what server/model-config.json says about it.
struct model_file {
    std::string shown; ///< "common/models/physician.json"
    std::string name;
    boost::json::object definition;
    bool configured = false; ///< named in model-config.json
    bool is_public = true;   ///< has routes
    std::string data_source;
};

/// The files of an application in LoopBack 3's layout, parsed; their content is not yet checked but for what the files say of
/// each other.
struct folder {
    std::filesystem::path path;
    boost::json::object config;       ///< server/config.json; empty if there is none
    boost::json::object data_sources; ///< server/datasources.json
    std::map<std::string, model_file> models;
    std::vector<std::string> unread; ///< stems of model files that could not be read
    std::vector<std::string> notes;  ///< what is passed over, to be told at the start
};

/// Throws error (E_MODEL_FILES) if this is no such folder; mistakes in its files are gathered in `wrong`.
folder read_folder(const std::filesystem::path& path, mistakes& wrong);

/// Whether LoopBack itself brings this model: User, AccessToken ...
bool is_built_in_model(std::string_view name) noexcept;

} // namespace ginnel::app
