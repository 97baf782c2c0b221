#pragma once

#include "app/declarations/declared_model.hpp"
#include "app/files/declared_rules.hpp"
#include "app/files/folder.hpp"

#include <map>
#include <string>

namespace ginnel::app {

/// Models by name, and what their files say beside.
struct models_of_files {
    std::map<std::string, declared_model> models;
    std::map<std::string, declared_rules> rules;
};

/// Reads every model that server/model-config.json names: properties and relations, those of its base models included, the
/// injected id, table and path, rules and scopes. Relations are as declared: their defaults come next, and `check_rules` after them. What is passed over is
/// noted in `f`.
models_of_files read_models(folder& f, mistakes& wrong);

} // namespace ginnel::app
