#pragma once

#include "rest/openapi/path_writer.hpp"

#include <string>

namespace ginnel::rest {

/// The routes of a model by itself.
void add_model_paths(path_writer& w, const schema::model& m);
/// Those of a filter of the model's file under a name of its own.
void add_scope_paths(path_writer& w, const schema::model& m, const std::string& name);

} // namespace ginnel::rest
