#pragma once

#include "app/writing/invalid_row.hpp"
#include "rest/answers/answer.hpp"

#include <string>
#include <string_view>

namespace ginnel::rest {

/// LoopBack's body of an error: {"error": {"statusCode", "name", "message", "code"}}.
/// `details`: as JSON, or empty.
std::string error_body(unsigned status, std::string_view message, std::string_view code = {}, std::string_view details = {});

/// 422 with LoopBack's ValidationError: "details" holds the model, and by property the codes and messages of the rules
/// it breaks.
answer answer_to(const app::invalid_row& row);
/// 422; "details" is a list with null for each row that is right, and the error of each that is not. LoopBack answers
/// 500, and keeps the right ones.
answer answer_to(const app::invalid_rows& rows);

} // namespace ginnel::rest
