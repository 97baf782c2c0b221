#pragma once

#include <ginnel/schema/registry.hpp>

#include <string>

namespace ginnel::rest {

/// The models and their relations as an SVG picture: a box per table, a curve per foreign key. Each relation's line
/// names in `data-edges` the curves of its path, which the page brings out when one points at it.
std::string diagram_of(const schema::registry& models);

} // namespace ginnel::rest
