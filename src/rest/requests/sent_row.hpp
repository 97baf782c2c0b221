#pragma once

#include "app/writing/invalid_row.hpp"
#include "app/writing/model_rules.hpp"
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

/// A row keeps its key: a body may repeat it, and not change it. Throws `refusal` (400) for another one than `key`.
void check_key(const schema::model& m, const sent_row& row, const value& key);

/// `row`, an object of JSON as text, with the members of `echoed` that it does not have.
std::string with_echo(std::string row, const boost::json::object& echoed);
/// The same of several, as a list.
std::string with_echoes(const std::vector<std::string>& rows, const std::vector<boost::json::object>& echoed);

} // namespace ginnel::rest
