#pragma once

#include <ginnel/value/cell.hpp>
#include <ginnel/value/column_type.hpp>

#include <string>

namespace ginnel {

/// What a column takes, as a message says it: "an integer from -32768 to 32767", "a text or null".
std::string describe_expected(column_type type, bool nullable);

/// What a cell is, as a message says it: "null", "the integer 12", "the text 'abc'".
std::string describe_found(const cell& c);

} // namespace ginnel
