#pragma once

#include <span>
#include <string>
#include <string_view>

namespace ginnel::app {

/// What to tell of a member that nobody reads, where it is near to one of those that are read, and was meant to be that
/// one. Empty: it is near to none.
std::string misspelt(std::string_view name, std::span<const std::string_view> known);

} // namespace ginnel::app
