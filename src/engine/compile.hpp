#pragma once

#include "driver/capabilities.hpp"
#include "engine/layout.hpp"
#include "engine/query.hpp"
#include "sql/dialect.hpp"

#include <string_view>
#include <vector>

namespace ginnel::engine {

/// What a query is compiled for.
struct target_database {
    const driver::capabilities& abilities;
    const sql::dialect& dialect;
};

/// The query's own rows. A relation's query is restricted to one parent, whose key is slot 0.
compiled compile_rows(const target_database& db, const query& q);
/// The rows of a preload for a set of parent keys, which is slot 0. A limit counts per parent.
compiled compile_preload(const target_database& db, const query& q);
/// Rows without objects: the selected columns and the added ones; `names` are given by layout order.
struct compiled_plain {
    sql::statement statement;
    std::vector<std::string> names;
};
compiled_plain compile_plain(const target_database& db, const query& q);
compiled_plain compile_pluck(const target_database& db, const query& q, const operand& what);
/// An aggregate over the query's rows; under a limit, offset or distinct over a sub-select.
compiled_plain compile_aggregate(const target_database& db, const query& q, const aggregate& what);
/// select exists(...).
compiled_plain compile_exists(const target_database& db, const query& q);
/// One row by its primary key, which is slot 0.
compiled compile_find(const target_database& db, const schema::model& m);

/// Whether a model's objects keep added columns.
bool keeps_extras(const schema::model& m) noexcept;

} // namespace ginnel::engine
