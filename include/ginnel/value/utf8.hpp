#pragma once

#include <string_view>

namespace ginnel {

/// Whether these bytes are UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing past U+10FFFF.
bool is_utf8(std::string_view bytes) noexcept;

} // namespace ginnel
