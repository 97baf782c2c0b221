#pragma once

#include "app/embedded/embedded_relation.hpp"
#include "app/writing/invalid_row.hpp"
#include "engine/record.hpp"

#include <ginnel/value/value.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <vector>

namespace ginnel::app {

/// What a column holds as JSON: null where it holds none.
boost::json::value held_json(const value& column);
/// The same as a list; what is no list is an empty one.
boost::json::array held_list(const value& column);

/// The key of an embedded row, or of a referenced one; nothing where it has none.
std::optional<value> key_of_item(const embedded_relation& r, const boost::json::value& item);

/// An embedded row and the rules of its model that it breaks.
struct embedded_item {
    boost::json::object item;
    std::vector<broken_rule> broken;
};

/// `before` changed by what a body says. A new one gets its model's defaults.
embedded_item item_of(const embedded_relation& r, boost::json::object before, const boost::json::object& said,
                      bool is_new);

/// What a body says of a new row, with what its owner gives it (the relation's "properties") and, where the body says
/// nothing, what the relation's "scope" asks for.
boost::json::object said_of_new(const embedded_relation& r, boost::json::object said, const engine::record& owner);

/// The rules that an owner breaks whose column is to hold this: embedded rows that their model refuses, keys that stand
/// there twice, what is no row or list at all.
std::vector<broken_rule> broken_embedded(const embedded_relation& r, const value& column);

/// An embedded row as it is shown: without what its model hides or protects.
boost::json::object shown_item(const embedded_relation& r, boost::json::object item);

} // namespace ginnel::app
