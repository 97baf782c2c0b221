#pragma once

#include "app/declarations/declared_model.hpp"

#include <map>
#include <string>

namespace ginnel::app {

/// Adds the models that LoopBack makes by itself for hasAndBelongsToMany: both names in the order of the alphabet, or
/// what "through" says, with a key of its own and those of both sides. They have no routes of their own, and their rows
/// are the links.
void add_link_models(std::map<std::string, declared_model>& models);

} // namespace ginnel::app
