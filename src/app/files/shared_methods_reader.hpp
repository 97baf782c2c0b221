#pragma once

#include "app/declarations/declared_model.hpp"
#include "app/files/folder.hpp"
#include "app/writing/shared_methods.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::app {

/// What config.json says of the methods of all models: "remoting": {"sharedMethods": {"*": false, "find": true}}.
void read_shared_methods(shared_methods& into, const folder& f, mistakes& wrong);

/// What is said of one model's, over what was said before: by the calls in the program beside its file, by the file's
/// "remoting", and by that among the "options" of its entry in model-config.json.
void read_shared_methods(shared_methods& into, const model_file& file, std::string_view model_config, mistakes& wrong);

/// Tells names that no method has, once the model's relations and scopes are known: a mistake where one is near, as its
/// method would stay open; else a note.
void check_shared_methods(const shared_methods& said, const declared_model& m,
                          const std::map<std::string, std::string>& scopes, mistakes& wrong,
                          std::vector<std::string>& notes);

} // namespace ginnel::app
