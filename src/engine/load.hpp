#pragma once

#include "engine/query.hpp"
#include "engine/session.hpp"

#include <ginnel/schema/ops.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ginnel::engine {

/// Functions for objects that are none of the models' own, as a text that becomes an answer: all levels of a tree are read
/// by these. Models that have read hooks, which know objects of the model's own type, are read into those alone.
struct object_forms {
    const schema::model_ops* ops;
    const schema::slot_ops* many; ///< the slots of to-many relations
    const schema::slot_ops* one;
};

/// A list of roots that a query fills: any slot, with its functions.
struct result_slot {
    void* slot;
    const schema::slot_ops* ops;
    const object_forms* forms = nullptr; ///< null: the models' own
};

/// Runs a query and its preloads into `into`. Statements: one, and one per relation preloaded for which a parent has a
/// key.
///
/// Each statement sees the database as it is when it runs: outside a transaction a tree of relations is read statement
/// by statement, and what others commit between two of them shows in the later one alone. Within `db.begin(read_only)`
/// a tree is one state.
void load(session& s, const query& q, result_slot into);
/// The related query of one parent: as load, restricted to the rows that the relation's path reaches from this key.
void load_related(session& s, const query& q, const value& parent, result_slot into);
/// Loads relations of rows that exist (all of one model), replacing what was loaded; detached until all is read.
/// One statement per relation, whatever the number of rows. Throws error usage, E_MISSING_MODEL_ATTRIBUTE, where a row
/// was read without the key that a relation starts from.
void load_into(session& s, const schema::model& m, std::span<void* const> objects, std::span<const preload> what);

/// As load (`parent`: as load_related, or null), and what the query notes of each row (`query::noted`, under
/// `query::by_keys` the position of its key first), row by row.
std::vector<value> load_noting(session& s, const query& q, const value* parent, result_slot into);

/// The row with this primary key into `into` (left empty if there is none). One statement, compiled once per model.
void find(session& s, const schema::model& m, const value& key, result_slot into);

/// Number of rows / whether there is one. One statement. `parent`: as in load_related.
std::int64_t count(session& s, const query& q, const value* parent = nullptr);
bool exists(session& s, const query& q, const value* parent = nullptr);
/// An aggregate over the query's rows; null over none (count: 0).
value aggregate_of(session& s, const query& q, const aggregate& what, const value* parent = nullptr);
/// One column of the rows, in the query's order.
std::vector<value> pluck(session& s, const query& q, operand what, const value* parent = nullptr);
/// Expressions over the query's rows or groups, row by row. `parent`: as in load_related.
std::vector<value> project(session& s, const query& q, const std::vector<expression>& what,
                           const value* parent = nullptr);
/// Several columns of the rows, row by row.
std::vector<value> pluck(session& s, const query& q, std::span<const operand> what, const value* parent);
/// How the database would run the query, as it says itself. One statement, which reads no rows.
std::string explain(session& s, const query& q, const value* parent = nullptr);
/// Rows as plain values (columns selected, then added ones), with their names; no objects, no preloads.
struct plain_rows {
    std::vector<std::string> names;
    std::vector<std::vector<value>> rows;
};
plain_rows load_plain(session& s, const query& q, const value* parent = nullptr);

/// The statement that a query sends first, as text, for `to_sql`.
std::string to_sql(const environment& e, const query& q);

} // namespace ginnel::engine
