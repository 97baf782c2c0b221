#pragma once

#include "app/filter.hpp"
#include "engine/query.hpp"

namespace ginnel::app {

/// The engine's query for what a filter asks of a model's rows.
engine::query query_of(const schema::model& m, const filter& what);
/// Adds what a filter asks to a query of the same model's rows.
void ask(engine::query& q, const filter& what);

} // namespace ginnel::app
