#pragma once

#include "sql/dialect.hpp"

#include <ginnel/value/column_type.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace ginnel::engine {

/// What a column of SQLite leans to by the type that it is declared as.
enum class affinity : std::uint8_t { integer, text, none, real, numeric };
/// By SQLite's rules: "BIGINT(20)" is an integer, "datetime" numeric.
affinity affinity_of(std::string_view declared);

/// Whether values of the type survive in a column declared so. A declared type that is not known holds all.
bool holds_values(const sql::dialect& d, column_type type, const std::string& declared);
/// Whether a database compares columns declared so as a program means it: numbers with numbers, texts with texts.
bool compare_alike(const std::string& declared, const std::string& other);

} // namespace ginnel::engine
