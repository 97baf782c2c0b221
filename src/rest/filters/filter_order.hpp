#pragma once

#include "app/questions/filter.hpp"
#include "rest/filters/filter_names.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace ginnel::rest {

/// "name", "name DESC, id", or a list of such texts; "physician.name" of a to-one relation's row, "Appointment.fee" of the through row
/// beside a relation's. Throws `refusal`.
std::vector<app::ordering> read_order(const subject& m, const boost::json::value& said, const std::string& at);

} // namespace ginnel::rest
