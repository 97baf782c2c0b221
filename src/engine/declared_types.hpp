#pragma once

#include "sql/dialect.hpp"

#include <ginnel/value/column_type.hpp>

#include <string>

namespace ginnel::engine {

/// Whether values of the type survive in a column declared so. A declared type that is not known holds all.
bool holds_values(const sql::dialect& d, column_type type, const std::string& declared);
/// Whether a database compares columns declared so as a program means it: numbers with numbers, texts with texts.
bool compare_alike(const std::string& declared, const std::string& other);

} // namespace ginnel::engine
