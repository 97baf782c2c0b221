#pragma once

#include <chrono>

struct sqlite3;

namespace ginnel::driver::sqlite {

/// Ends a statement that runs too long, as SQLite itself never does: a condition over related rows of related rows may
/// take hours on tables of a few thousand rows.
class time_limit {
public:
    /// No statement runs longer than this; zero or less: as long as it takes.
    explicit time_limit(std::chrono::milliseconds longest) noexcept : longest_{longest} {}
    time_limit(const time_limit&) = delete;
    time_limit& operator=(const time_limit&) = delete;

    /// From now on statements of the connection are limited so; this object must live as long as it.
    void serve(sqlite3* db) noexcept;
    /// A statement begins.
    void begin() noexcept
    {
        if (longest_.count() > 0)
            until_ = std::chrono::steady_clock::now() + longest_;
    }
    /// It has ended: what runs next without `begin`, a commit say, is not limited.
    void end() noexcept { until_ = never; }
    /// Whether the statement was told to end.
    bool passed() const noexcept { return std::chrono::steady_clock::now() >= until_; }
    std::chrono::milliseconds longest() const noexcept { return longest_; }

private:
    static constexpr auto never = std::chrono::steady_clock::time_point::max();
    static int look(void* self) noexcept;

    std::chrono::milliseconds longest_;
    std::chrono::steady_clock::time_point until_ = never;
};

} // namespace ginnel::driver::sqlite
