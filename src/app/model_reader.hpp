#pragma once

#include "app/declared_model.hpp"
#include "app/folder.hpp"

#include <map>

namespace ginnel::app {

/// Reads every model that server/model-config.json names: properties and relations, those of its base models included, the
/// injected id, table and path. Relations are as declared: their defaults come next.
std::map<std::string, declared_model> read_models(const folder& f, mistakes& wrong);

} // namespace ginnel::app
