#pragma once

#include "engine/session.hpp"
#include "sql/statement.hpp"

#include <ginnel/schema/model.hpp>
#include <ginnel/value/key_set.hpp>

#include <cstdint>

namespace ginnel::engine {

/// Deletes the rows with these primary keys from a model with rules of ours (schema::has_rules_of_ours), and does what
/// the rules say to the rows that refer to them, and to those that go with them, by a rule of ours or by the database.
/// All in one write transaction. Runs no hooks.
///
/// Statements: [a lock of the rows where the database has row locks,] the delete, and for each rule of a model on the
/// way one: a select where it restricts, else an update or delete; a select more where rows go that have rules of ours
/// below them. Where models refer to themselves, that for each level of rows. None is per row.
///
/// Gives the number of rows deleted from the model. Throws error (foreign_key, E_ON_DELETE_RESTRICT); (usage,
/// E_NO_PRIMARY_KEY) for a model on the way that has none.
std::int64_t remove_by_rules(session& s, const schema::model& m, const key_set& keys);
/// The same for the rows of the model's table that meet a condition, whose slot 0 is `parent`; one select more.
std::int64_t remove_by_rules(session& s, const schema::model& m, sql::expr where, const value* parent);

} // namespace ginnel::engine
