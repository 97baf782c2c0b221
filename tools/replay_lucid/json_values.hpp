#pragma once

#include <ginnel/value/cell.hpp>
#include <ginnel/value/value.hpp>

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace replay {

namespace json = boost::json;

/// A scenario's scalar as a database value; true and false are 1 and 0, as SQLite has them.
ginnel::value to_value(const json::value& v);
json::value to_json_value(const ginnel::value& v);
json::value to_json_value(const ginnel::cell& c);

std::string text_of(const json::value& v);
/// A member's text; empty if there is none.
std::string text_at(const json::object& o, std::string_view name);
/// A member that is a list; an empty list if there is none or it is null.
const json::array& list_at(const json::object& o, std::string_view name);
bool flag_at(const json::object& o, std::string_view name, bool otherwise);

} // namespace replay
