#pragma once

#include "engine/environment.hpp"
#include "engine/layout.hpp"
#include "engine/query.hpp"

#include <span>
#include <string>
#include <vector>

namespace ginnel::engine {

/// The query's own rows. A relation's query is restricted to one parent, whose key is slot 0.
compiled compile_rows(const environment& db, const query& q);
/// The rows of a preload for a set of parent keys, which is slot 0. A limit counts per parent.
compiled compile_preload(const environment& db, const query& q);
/// Rows without objects: the selected columns and the added ones; `names` are given by layout order.
struct compiled_plain {
    sql::statement statement;
    std::vector<std::string> names;
};
compiled_plain compile_plain(const environment& db, const query& q);
/// Expressions over the query's rows or groups, as given. Throws what check_projection throws.
compiled_plain compile_projection(const environment& db, const query& q, const std::vector<expression>& what);
compiled_plain compile_pluck(const environment& db, const query& q, std::span<const operand> what);
/// An aggregate over the query's rows; under a limit, offset or distinct over a sub-select.
compiled_plain compile_aggregate(const environment& db, const query& q, const aggregate& what);
/// select exists(...).
compiled_plain compile_exists(const environment& db, const query& q);
/// The primary keys of the query's rows, for what is written of them. A relation's query: its parent is slot 0.
sql::select select_keys(class select_builder& b, const query& q);
/// One row by its primary key, which is slot 0.
compiled compile_find(const environment& db, const schema::model& m);

} // namespace ginnel::engine
