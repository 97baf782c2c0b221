#pragma once

#include "app/filter.hpp"
#include "rest/filter_names.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace ginnel::rest {

/// "name", "name DESC, id", or a list of such texts. Throws `refusal`.
std::vector<app::ordering> read_order(const subject& m, const boost::json::value& said, const std::string& at);
/// "name", ["name"], {"name": true} (these), {"name": false} (all but these). Throws `refusal`.
std::vector<const schema::column*> read_fields(const subject& m, const boost::json::value& said, const std::string& at);

} // namespace ginnel::rest
