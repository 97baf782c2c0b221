#pragma once

#include "sql/statement.hpp"

#include <ginnel/schema/model.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ginnel::engine {

/// A column whose rows hold keys of another table's rows, as one hop of a relation says.
struct held_key {
    const schema::relation* relation;
    const schema::table* holder;
    const schema::column* key;
    const schema::table* other;
    const schema::column* other_key;
    const schema::column* type = nullptr; ///< of a polymorphic key: only where this column
    value type_value{};                   ///< holds this, it is one of the other table
};
/// That of one hop of a relation.
held_key key_of_hop(const schema::relation& r, std::size_t hop);
/// Those of all relations of these models, each once.
std::vector<held_key> held_keys(std::span<const schema::model* const> models);

/// How many rows hold a key that no row of the other table has.
sql::select orphans_counted(const held_key& k);
/// Those rows themselves, for people: without parameters. Not given where the name of a type has signs that a text of
/// SQL cannot be trusted with.
std::optional<sql::select> orphans_listed(const held_key& k);

} // namespace ginnel::engine
