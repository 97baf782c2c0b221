#pragma once

#include <chrono>

struct sqlite3;

namespace ginnel::driver::sqlite {

/// The longest wait there is, "for ever" too: what the clock can still take.
constexpr std::chrono::hours longest_busy_wait{24 * 365};

/// How a connection waits for a lock that another holds.
///
/// In place of SQLite's own busy timeout, whose pauses grow to 100 ms while most writes take less than one: of many
/// writers those that waited longest looked least often, so that a few got all the turns and others came to their
/// timeout. Here pauses are short: 0.25 ms, and 1 ms in a wait that is long already.
class busy_wait {
public:
    /// Waits no longer than this; zero or less: not at all.
    explicit busy_wait(std::chrono::milliseconds longest) noexcept;
    busy_wait(const busy_wait&) = delete;
    busy_wait& operator=(const busy_wait&) = delete;

    /// From now on the connection waits so; this object must live as long as it.
    void serve(sqlite3* db) noexcept;

private:
    static int again(void* self, int tries) noexcept;

    std::chrono::microseconds longest_;
    std::chrono::steady_clock::time_point since_{}; // of the first try of this wait
};

} // namespace ginnel::driver::sqlite
