#pragma once

#include "rest/requests/limits.hpp"
#include "rest/requests/request.hpp"

#include <boost/json/value.hpp>

#include <optional>

namespace ginnel::rest {

/// What a request's body says; nothing if it has none. JSON, or a form (`application/x-www-form-urlencoded`), whose
/// fields are texts.
///
/// Throws `refusal`: 400 for broken JSON, JSON that is neither an object nor a list, a form that is JSON (curl's
/// default type), and a name that an object says twice (LoopBack takes one of them); 400 past `limits::body_depth`; 413
/// past `limits::body`; 415 for other types (LoopBack takes them for an empty body), codings and character sets.
std::optional<boost::json::value> read_body(const request& r, const limits& bounds);

} // namespace ginnel::rest
