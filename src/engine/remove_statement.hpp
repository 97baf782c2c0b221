#pragma once

#include "engine/environment.hpp"
#include "engine/row_writes.hpp"
#include "sql/statement.hpp"

#include <ginnel/schema/model.hpp>

namespace ginnel::engine {

/// What removes the rows that meet `where`, or as `how` says: a delete, or an update of the time of the soft delete.
/// `told`: whether `where` leaves out already what is deleted, or not deleted, as it is to be; else the statement does.
sql::tree remove_statement(const environment& e, const schema::model& m, sql::expr where, removal how,
                           bool told = false);

} // namespace ginnel::engine
