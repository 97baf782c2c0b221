#pragma once

#include "engine/environment.hpp"
#include "engine/row_writes.hpp"
#include "sql/statement.hpp"

#include <ginnel/schema/model.hpp>

namespace ginnel::engine {

/// Whether rows are deleted, not stamped or brought back.
inline bool deletes(const schema::model& m, removal how) noexcept
{
    return how == removal::full || (how == removal::declared && m.deleted_at == nullptr);
}

/// What the columns of a soft delete get: read off the clock once, so that statement and objects hold the same.
struct removal_times {
    value deleted, updated;
};
/// Of a model with soft deletes, else nothing.
removal_times times_of_removal(const environment& e, const schema::model& m, removal how);

/// What removes the rows that meet `where`, or as `how` says: a delete, or an update of the time of the soft delete.
/// `told`: whether `where` leaves out already what is deleted, or not deleted, as it is to be; else the statement does.
sql::tree remove_statement(const removal_times& at, const schema::model& m, sql::expr where, removal how,
                           bool told = false);

} // namespace ginnel::engine
