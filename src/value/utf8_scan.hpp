#pragma once

#include <cstddef>
#include <string_view>

namespace ginnel::detail {

/// One character of a UTF-8 text, or one run of bytes that U+FFFD stands for.
struct utf8_step {
    std::size_t length; ///< at least 1
    bool valid;
};

/// Reads the character that begins at `at`, which must be inside the text. A broken one is as long as its "maximal
/// subpart" (Unicode 3.9, as browsers replace it): never so long that it swallows a byte that could begin a character.
utf8_step next_utf8(std::string_view text, std::size_t at) noexcept;

/// How many bytes from `at` on are ASCII, counted eight at a time; may stop up to seven bytes early.
std::size_t ascii_run(std::string_view text, std::size_t at) noexcept;

} // namespace ginnel::detail
