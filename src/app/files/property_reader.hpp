#pragma once

#include "app/declarations/mistakes.hpp"

#include <ginnel/schema/column.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace ginnel::app {

/// Where a mistake is: a file, and a member of its object.
struct place {
    std::string_view file;
    std::string member;
};

/// A property of a model file as a column: its type, name in the table (`"sqlite3": {"columnName": ...}`), index, and
/// whether it is the key. `model_names`: types too, whose values are stored as JSON. Nothing, and a mistake, if it
/// cannot be read.
std::optional<schema::column> read_property(std::string_view name, const boost::json::value& said,
                                            const std::set<std::string>& model_names, const place& at, mistakes& wrong);

/// The model whose rows a property holds by its type: "Address", ["Phone"]; nothing where it is no model's.
std::optional<std::string> model_held(const boost::json::value& said, const std::set<std::string>& model_names);

/// Whether `"sqlite3": {"dataType": "text"}` is said of it: of a date, a column that C++ programs share.
bool wants_text(const boost::json::value& said);

/// The text of a member; nothing if it is missing, null or empty (as LoopBack's generator writes what was not given). A
/// mistake if it is something else.
std::optional<std::string> text_member(const boost::json::object& from, std::string_view name, const place& at,
                                       mistakes& wrong);
/// A true or false; nothing if it is missing. A mistake if it is something else.
std::optional<bool> flag_member(const boost::json::object& from, std::string_view name, const place& at,
                                mistakes& wrong);

} // namespace ginnel::app
