#pragma once

#include "app/declarations/declared_model.hpp"
#include "app/files/property_reader.hpp"

namespace ginnel::app {

/// A relation of a model file. Nothing, and a mistake, if it cannot be read or is of a type that is not served.
std::optional<declared_relation> read_relation(std::string_view name, const boost::json::value& said, const place& at, mistakes& wrong);

} // namespace ginnel::app
