#pragma once

#include <ginnel/on_delete.hpp>
#include <ginnel/schema/model.hpp>

namespace ginnel::schema {

/// What the deletion of a row of the source does to the rows that a relation's first hop reaches by its key: what the
/// relation says, or the relation back (belongs_to) of the same key; detach is said as cascade, of links.
on_delete rule_of(const relation& r);

/// Whether the deletion of a row of this model asks for more than the database does by itself: a rule of a key that no
/// foreign key can say, since it names rows of several tables, of this model or of one whose rows go with its rows.
bool has_rules_of_ours(const model& m);

} // namespace ginnel::schema
