#pragma once

#include "app/filter.hpp"
#include "app/protected_properties.hpp"
#include "rest/limits.hpp"

#include <string_view>

namespace ginnel::rest {

/// Reads LoopBack's filter: `{"where": ..., "include": ..., "order": ..., "limit": ..., "skip": ..., "fields": ...}`.
///
/// Every name is looked up in the model; one that is not there is a refusal (400) that gives the nearest. An empty text and
/// "null" are no filter. Throws `refusal`.
/// `withheld`: properties that no filter below the root may name.
app::filter parse_filter(const schema::model& m, std::string_view text, const limits& bounds, const app::protected_properties& withheld = {});

} // namespace ginnel::rest
