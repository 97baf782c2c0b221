#pragma once

#include "app/settings/cors_rules.hpp"
#include "rest/answers/answer.hpp"
#include "rest/requests/request.hpp"

namespace ginnel::rest {

/// Whether a browser asks if its page may send a request, instead of sending it. An OPTIONS without the headers of a
/// preflight is a request like any other.
bool is_preflight(const request& r) noexcept;

/// The answer to a preflight, as LoopBack's `cors` middleware gives it: 204, with headers if the page may ask.
answer preflight_answer(const app::cors_rules& rules, const request& r);

/// Adds the headers that let the page of the request's origin read the answer; none for another origin, or without one.
void add_cors(const app::cors_rules& rules, const request& r, answer& to);

} // namespace ginnel::rest
