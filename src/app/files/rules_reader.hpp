#pragma once

#include "app/declarations/declared_model.hpp"
#include "app/files/declared_rules.hpp"
#include "app/files/folder.hpp"
#include "app/files/property_reader.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ginnel::app {

/// What a model file says of writing rows, read on top of what its base says: strict, replaceOnPUT, validations, scopes ... "forceId" is
/// given back, since what it is by default depends on the key; nothing: not said, or "auto".
std::optional<bool> read_rules(declared_rules& into, const model_file& file, std::string_view model_config, mistakes& wrong);

/// What a property says of the values that it takes: required, length, default, defaultFn. Replaces what a base said of the same property.
void read_property_rules(model_rules& rules, const schema::column& c, const boost::json::value& said, const place& at, mistakes& wrong);

/// Drops what was said of a property that is inherited no more.
void forget_property(model_rules& rules, std::string_view property);

/// Tells what the rules name and the model does not have, once all of its properties are known.
void check_rules(const declared_model& m, const declared_rules& said, mistakes& wrong);

} // namespace ginnel::app
