#pragma once

#include "engine/environment.hpp"
#include "engine/model_writes.hpp"
#include "sql/statement.hpp"

#include <ginnel/schema/model.hpp>

namespace ginnel::engine {

/// What a model keeps by itself of rows that one statement updates: the time now, where it has a column for that.
column_values times_of_update(const environment& e, const schema::model& m);

/// Adds that to an update of rows, and counts their versions on.
void count_on(sql::update& u, const schema::model& m, const column_values& times);

} // namespace ginnel::engine
