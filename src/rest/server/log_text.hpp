#pragma once

#include <string>
#include <string_view>

namespace ginnel::rest {

/// A request's target for a log, which more people read than may act for its client: without the value of
/// `access_token`.
std::string without_secrets(std::string_view target);

} // namespace ginnel::rest
