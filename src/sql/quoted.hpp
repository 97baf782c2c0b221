#pragma once

#include <string>
#include <string_view>

namespace ginnel::sql {

/// The text between two of these marks, each of them in it doubled: how SQL spells texts ('...') and names ("...").
std::string quoted(std::string_view text, char mark);

} // namespace ginnel::sql
