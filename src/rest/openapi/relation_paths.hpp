#pragma once

#include "rest/openapi/path_writer.hpp"

namespace ginnel::rest {

/// The routes of a relation.
void add_relation_paths(path_writer& w, const schema::relation& r);
/// Those of a relation whose rows, or their keys, stand in the row itself. Rows of models without a table are told as
/// objects.
void add_embedded_paths(path_writer& w, const app::embedded_relation& r);

} // namespace ginnel::rest
