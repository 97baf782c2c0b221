#pragma once

#include "engine/session.hpp"

#include <ginnel/schema/registry.hpp>

#include <filesystem>

namespace ginnel::app {

/// Writes the rows of a file, as `application::seed` says.
void write_seed(engine::session& s, const schema::registry& models, const std::filesystem::path& file);

} // namespace ginnel::app
