#pragma once

#include <ginnel/value/cell.hpp>
#include <ginnel/value/column_type.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace ginnel::app {

/// A cell at the end of a JSON text, as LoopBack shows what its column holds: dates as JavaScript prints them.
void append_json_cell(std::string& out, const cell& from, column_type type);

/// "2014-06-01 08:30:00" -> "2014-06-01T08:30:00.000Z"; what is no timestamp is shown as it stands.
void append_json_date(std::string& out, std::string_view stored);

/// The same of whole milliseconds since 1970; of a year that has not four digits these themselves.
void append_json_moment(std::string& out, std::int64_t epoch_ms);

/// A name with its colon.
void append_json_key(std::string& out, std::string_view name);

} // namespace ginnel::app
