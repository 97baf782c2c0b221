#pragma once

#include "app/answers/list_page.hpp"
#include "rest/answers/answer.hpp"
#include "rest/requests/request.hpp"
#include "rest/requests/target.hpp"

namespace ginnel::rest {

/// What a request asks of a list beside its rows: their number by the header `Prefer: count=exact`, a page by the
/// parameter `after`.
app::list_wishes wishes_of(const request& r, const target& t);

/// The list with headers for what was asked: X-Total-Count and Content-Range, and Link to the pages before and behind.
answer list_answer(const request& r, app::listed rows);

} // namespace ginnel::rest
