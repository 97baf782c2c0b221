#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ginnel {

/// What a statement did, once it has ended; for `database::log`. Lives during the call.
struct statement_log {
    std::string_view sql;
    std::chrono::nanoseconds duration{};   ///< from its start until its last row was read into objects
    std::int64_t rows{};                   ///< rows read; of a statement that reads none, rows changed
    bool failed{};                         ///< it was refused, or dropped before its end
    std::span<const std::string> values{}; ///< what was bound, in order, as texts; empty unless asked for
};

/// What a log tells.
struct log_options {
    bool values = false; ///< the bound values too (they may be secrets)
};

} // namespace ginnel
