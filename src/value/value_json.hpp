#pragma once

#include <ginnel/value/column_type.hpp>
#include <ginnel/value/value.hpp>

#include <string>

namespace ginnel {

/// A value at the end of a JSON text. Integers keep all digits, times and decimals their stored text, moments get that
/// of a timestamp, bytes are written in base64. The text of a json column is written as it is, if it is JSON at all:
/// others may have written it, and the output is valid whatever the database holds.
void append_json_value(std::string& out, const value& v, column_type type);

} // namespace ginnel
