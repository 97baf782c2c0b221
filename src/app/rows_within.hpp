#pragma once

#include "app/declarations/declared_model.hpp"
#include "app/answers/unshown.hpp"

#include <functional>
#include <map>
#include <string>

namespace ginnel::app {

using declared_models = std::map<std::string, declared_model>;
/// The model of this name as it is used; null: there is none.
using used_models = std::function<const schema::model*(const std::string& name)>;

/// What the models' files hide of rows within others.
unshown unshown_of(const declared_models& models, const used_models& used);

/// Protected properties of models without routes: nobody may read them, so no filter may name them.
protected_properties withheld_of(const declared_models& models, const used_models& used);

} // namespace ginnel::app
