#pragma once

#include "engine/session.hpp"

#include <ginnel/schema/registry.hpp>

#include <string>

namespace ginnel::app {

/// The rows of all models, as `application::tables` says.
std::string tables_as_json(engine::session& s, const schema::registry& models);

} // namespace ginnel::app
