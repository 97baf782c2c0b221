#pragma once

#include "rest/filters/filter_names.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace ginnel::rest {

/// A number of rows: a whole number from 0 on, or what JavaScript takes for one ("2", true, [2]). Nothing for null. Throws `refusal`.
std::optional<std::int64_t> count_in(const boost::json::value& said, const std::string& at);

/// true or false, or their texts. Throws `refusal`.
bool truth_in(const boost::json::value& said, const std::string& at);

/// What "through" says of a relation's rows. Throws `refusal` where there is no through model.
bool wants_through(const subject& m, const boost::json::value& said, const std::string& at);

} // namespace ginnel::rest
