#pragma once

#include "app/files/property_reader.hpp"
#include "app/writing/validation.hpp"

#include <boost/json/value.hpp>

#include <string_view>
#include <vector>

namespace ginnel::app {

/// Reads "validations" of a model file: a list of rules, each with the property and what is asked of it.
///
///     {"property": "name", "rule": "length", "min": 2, "max": 40, "message": "is no name"}
///
/// LoopBack documents the member and reads nothing from it; the words are those of its validate...Of functions in JavaScript. Whether the properties are there
/// is for the caller to tell. Mistakes: unknown rules and members, limits that no value could keep.
std::vector<validation> read_validations(const boost::json::value& said, const place& at, mistakes& wrong);

} // namespace ginnel::app
