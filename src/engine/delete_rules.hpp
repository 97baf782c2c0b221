#pragma once

#include "engine/held_keys.hpp"

#include <ginnel/on_delete.hpp>
#include <ginnel/schema/model.hpp>

#include <vector>

namespace ginnel::engine {

/// What the deletion of a row does to the rows of another table that hold its key.
struct delete_rule {
    held_key held;
    const schema::model* holder; ///< null: a link table that is no model
    on_delete rule;              ///< detach is said as cascade: the rows that go are links
    /// Whether no foreign key of a database can say it, since the key names rows of several tables.
    bool ours;
};

/// The rules that the relations of this model say, and those that relations back (belongs_to) say of the same keys, one
/// for each key.
std::vector<delete_rule> delete_rules_of(const schema::model& m);

} // namespace ginnel::engine
