#pragma once

#include "engine/environment.hpp"
#include "engine/query.hpp"

namespace ginnel::engine {

/// Each throws error unsupported, E_DECIMAL_AS_TEXT, for an aggregate that would compare or add decimals which the
/// database stores as texts. `m`: whose rows they are.
void check_decimals(const environment& db, const schema::model& m, const aggregate& what);
/// Of an expression over the query's rows, if it is an aggregate.
void check_decimals(const environment& db, const query& q, const expression& e);
/// Of the aggregates that a query reads or orders by.
void check_decimals(const environment& db, const query& q);

} // namespace ginnel::engine
