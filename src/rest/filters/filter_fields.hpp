#pragma once

#include "app/questions/filter.hpp"
#include "rest/filters/filter_names.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ginnel::rest {

/// "name", ["name"], {"name": true} (these), {"name": false} (all but these). Nothing: all. As in LoopBack a hidden property is not
/// shown, and an unknown one passed over where others are known; what looks like a slip of a known one is refused. Throws `refusal`.
///
/// `includes`: what the same filter includes. The key that they start from is read without being shown, unless the client says that it
/// wants it left out: then there is nothing to include by.
std::optional<std::vector<const schema::column*>> read_fields(const subject& m, const boost::json::value& said, const std::string& at,
                                                              const std::vector<app::include>& includes);

} // namespace ginnel::rest
