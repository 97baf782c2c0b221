#pragma once

#include "app/embedded/embedded_relation.hpp"
#include "engine/session.hpp"

#include <ginnel/schema/model.hpp>

#include <span>
#include <string>

namespace ginnel::app {

/// The rows of these models, as `application::tables` says.
std::string tables_as_json(engine::session& s, std::span<const schema::model* const> models,
                           const embedded_relations& embedded);

} // namespace ginnel::app
