#pragma once

#include "app/files/property_reader.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::app {

struct model_file;

/// A setting of a model, and where it is said.
struct said_setting {
    const boost::json::value* value;
    std::string file, member;

    place at() const { return {file, member}; }
};

/// LoopBack keeps all of a model's settings in one bag: the members of its file, those of "options" in it, and those of "options" in
/// model-config.json, which win. Nothing if it is said nowhere, or null.
std::optional<said_setting> find_setting(const model_file& m, std::string_view model_config, std::string_view name);

/// Looks at the names of a model file's members and at those of its properties: a mistake for a name near to one that LoopBack knows, since it was meant to be
/// that one; a note for others, and for what is known and not done here.
void check_names(const model_file& m, mistakes& wrong, std::vector<std::string>& notes);

} // namespace ginnel::app
