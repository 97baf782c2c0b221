#pragma once

#include "json_values.hpp"
#include "table_columns.hpp"

#include <ginnel/schema/draft.hpp>

#include <string>

namespace replay {

class models;

/// A scenario's model as a draft of the library, without its relations.
ginnel::schema::model_draft model_draft_of(const json::object& scenario, const std::string& model);

/// A relation as a draft. `known`: what its `onQuery` names its relations in.
ginnel::schema::relation_draft relation_draft_of(const json::object& scenario, const std::string& model,
                                                 const std::string& relation, const models& known,
                                                 const table_columns& columns);

} // namespace replay
