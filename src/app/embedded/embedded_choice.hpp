#pragma once

#include "app/embedded/embedded_relation.hpp"
#include "app/questions/filter.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace ginnel::app {

/// Whether an embedded row meets a condition, as SQLite would say it: a null meets no comparison.
bool meets(const boost::json::object& item, const condition& where);

/// The rows that a filter chooses of those which stand within one row, as they are shown: where, order, skip, limit,
/// fields. The relation's own scope holds too.
boost::json::array chosen_items(const embedded_relation& r, const boost::json::array& items, const filter& asked);

} // namespace ginnel::app
