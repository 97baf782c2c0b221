#pragma once

#include <string_view>

namespace ginnel::rest {

/// Whether two names are equal but for the case of ASCII letters, as LoopBack compares paths.
bool same_but_for_case(std::string_view a, std::string_view b) noexcept;
/// Whether the verb asks for what a GET does, with its body or without.
bool reads(std::string_view verb) noexcept;

} // namespace ginnel::rest
