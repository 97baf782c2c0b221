#pragma once

#include "app/filter.hpp"
#include "engine/query.hpp"

namespace ginnel::app {

/// The engine's query for what a filter asks of a model's rows.
engine::query query_of(const schema::model& m, const filter& what);

} // namespace ginnel::app
