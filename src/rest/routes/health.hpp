#pragma once

#include "app/application.hpp"
#include "rest/answers/answer.hpp"
#include "rest/requests/request.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ginnel::rest {

/// What a load balancer asks: 200 if the database answers, 503 if not. Nothing if the path is another one. One
/// statement.
std::optional<answer> health_answer(const app::application& application, const request& r,
                                    const std::vector<std::string>& segments);

} // namespace ginnel::rest
