#pragma once

#include <string>

namespace ginnel::detail {

/// Turns base64 (RFC 4648, padded, without spaces) into its bytes, in place. False, and the text is spoiled, where it
/// is none; bits of the last digit that no byte has must be 0, so that each blob has one text.
bool decode_base64(std::string& text) noexcept;

} // namespace ginnel::detail
