#pragma once

#include "app/declarations/declared_model.hpp"

#include <map>
#include <string>

namespace ginnel::app {

/// Adds the properties that relations need and no file names, as LoopBack does: foreign keys, the pair of a polymorphic
/// relation, the columns of JSON that hold rows within rows. All models of relations must be there.
void inject_keys(std::map<std::string, declared_model>& models);

} // namespace ginnel::app
