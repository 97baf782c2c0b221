#pragma once

#include <string>
#include <string_view>

namespace ginnel::rest {

/// A client's text in quotes, for a message to it: cut at 64 bytes, control characters escaped.
std::string shown(std::string_view text);

} // namespace ginnel::rest
