#pragma once

#include "app/declarations/model_rules.hpp"
#include "app/writing/invalid_row.hpp"
#include "app/writing/row_values.hpp"

#include <ginnel/schema/model.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace ginnel::rest {

/// A row as a body says it, its names looked up in the model.
struct sent_row {
    app::row_values values;
    boost::json::object
        echoed; ///< members that are no properties, which the answer of a model that is not strict repeats
    std::vector<app::broken_rule> broken; ///< values of wrong types, members that a strict model refuses
};

/// Reads an object of a body. A member named after a relation whose rows lie in other tables is no property: it is not
/// written.
sent_row read_row(const schema::model& m, const app::model_rules& rules, const boost::json::object& said);

/// `row`, an object of JSON as text, with the members of `echoed` that it does not have.
std::string with_echo(std::string row, const boost::json::object& echoed);

} // namespace ginnel::rest
