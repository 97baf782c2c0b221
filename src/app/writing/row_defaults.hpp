#pragma once

#include "app/writing/model_rules.hpp"
#include "app/writing/row_values.hpp"

#include <ginnel/schema/model.hpp>

namespace ginnel::app {

/// Whether the row is given a value for this column, null included.
const value* given_in(const row_values& row, const schema::column& c) noexcept;

/// Gives a row what its model's file says for properties that it is not given: "default", "defaultFn", and what the
/// default scope asks for. A null that is given stays.
void add_defaults(row_values& row, const schema::model& m, const model_rules& rules);

} // namespace ginnel::app
