#pragma once

#include "app/filter.hpp"
#include "engine/query.hpp"

namespace ginnel::app {

/// The engine's query for what a filter asks of a model's rows.
engine::query query_of(const schema::model& m, const filter& what);
/// Adds a condition to the query's current scope, if it says anything.
void add_where(engine::query& q, const condition& where);

} // namespace ginnel::app
