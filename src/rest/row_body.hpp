#pragma once

#include "app/related_answers.hpp"
#include "app/row_values.hpp"

#include <ginnel/schema/model.hpp>
#include <ginnel/schema/relation.hpp>

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace ginnel::rest {

/// The values of a body that is to become a row. Null: an empty body. Throws `refusal` (400).
app::row_values read_values(const schema::model& m, const boost::json::value* body);
/// The same of a row of a relation: a member named after the model passed holds what its link is to hold.
app::new_related read_related(const schema::relation& r, const boost::json::value* body);
/// Rows that are to be linked: [2, {"id": 3, "Appointment": {"fee": 4}}].
std::vector<app::wanted_related> read_links(const schema::relation& r, const boost::json::value* body);

} // namespace ginnel::rest
