#pragma once

#include "app/declarations/declaration_words.hpp"
#include "app/declarations/declared_model.hpp"
#include "app/declarations/mistakes.hpp"

#include <map>
#include <vector>

namespace ginnel::app {

/// Gives each relation the keys that LoopBack gives it by default, adds the key properties that LoopBack injects, and makes drafts
/// of it all, with every key said. Mistakes: unknown models, keys that are not there, a through model that lacks its keys. The JSON folder and models
/// defined in code both come here, so that they cannot differ in their defaults; `words` tells how each spells what it is told.
std::vector<schema::model_draft> make_drafts(const declaration_words& words, std::map<std::string, declared_model>& models, mistakes& wrong);

} // namespace ginnel::app
