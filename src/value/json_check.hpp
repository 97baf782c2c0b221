#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace ginnel::detail {

/// Why a text is not JSON.
struct json_problem {
    std::size_t position;  ///< of the byte that does not fit, from 0
    std::string_view what; ///< a sentence's end: "a value was expected"
};

/// The first problem of a text that should be JSON: strict RFC 8259 in UTF-8, nested at most `json::max_depth` deep. A
/// library's parser would build a tree only to throw it away, and would be one more thing that users of the core link.
std::optional<json_problem> check_json(std::string_view text) noexcept;

} // namespace ginnel::detail
