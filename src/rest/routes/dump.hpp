#pragma once

#include "app/application.hpp"
#include "rest/answers/answer.hpp"
#include "rest/requests/request.hpp"

#include <optional>

namespace ginnel::rest {

/// Whether a request asks for all rows of all tables, of an application that shows them (`--dump`). What pages of other
/// origins may do elsewhere they may not here.
bool asks_for_dump(const app::application& a, const request& r) noexcept;

/// All rows. Throws `refusal`: 403 for a page in a browser, which says its origin, or has the address of this machine
/// under a name of its own; 404 for other verbs than GET.
answer dump_answer(const app::application& a, const request& r);

} // namespace ginnel::rest
