#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

namespace ginnel::driver {

struct argument;

/// What one statement did, once it has ended.
struct statement_report {
    std::string_view text;
    std::span<const argument> arguments;
    std::chrono::nanoseconds duration{}; ///< from its start until its last row was taken
    std::int64_t rows = 0;               ///< rows read; of a statement that reads none, rows changed
    bool failed = false;
};

/// Is told of each statement that ended. Any thread may call it, since connections share one.
class statement_watcher {
public:
    virtual ~statement_watcher() = default;
    /// Asked when a statement begins: whether its report is wanted. Time is taken only then.
    virtual bool wanted() const noexcept = 0;
    virtual void ended(const statement_report& what) noexcept = 0;
};

} // namespace ginnel::driver
