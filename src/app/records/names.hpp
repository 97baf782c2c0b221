#pragma once

#include "engine/query.hpp"

#include <ginnel/schema/model.hpp>
#include <ginnel/value/value.hpp>

#include <string>
#include <string_view>

namespace ginnel::app {

/// A property of a model. Throws error (usage, E_UNKNOWN_COLUMN) with the nearest names, with the property where a
/// column of the table was named, with what to write instead where a relation was.
const schema::column& property_of(const schema::model& m, std::string_view name);

/// The property that is the key. Throws error (usage, E_NO_PRIMARY_KEY) for a model without one.
const schema::column& key_of(const schema::model& m);

/// A property in a query: of its model, or as "Model.property" of one that its relation passes (a link table that is no
/// model by its own name). Throws as property_of; E_AMBIGUOUS_COLUMN for a model that is passed twice.
engine::operand property_in(const engine::query& q, std::string_view name);

/// A property of the model, or a column of the link table, that the query's relation passes first. Throws error
/// (usage): E_NO_LINK_TABLE, E_UNKNOWN_COLUMN.
engine::operand link_property_in(const engine::query& q, std::string_view name);

/// The operator as the engine spells it. Throws error (usage, E_UNKNOWN_OPERATOR).
std::string operator_named(const schema::model& m, std::string_view text);

/// A relation and what follows it in a path.
struct path_step {
    const schema::relation* relation;
    std::string_view rest; ///< empty at the end
};
/// The first step of "patients.appointments". Throws error (usage): E_UNDEFINED_RELATIONSHIP; E_RELATION_DEPTH for a
/// path of more than 32 relations.
path_step first_step(const schema::model& m, std::string_view path);

} // namespace ginnel::app
