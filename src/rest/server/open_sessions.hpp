#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_set>
#include <vector>

namespace ginnel::rest {

class http_session;

/// The connections of a server that are open. Any thread may call it.
class open_sessions {
public:
    void add(http_session& s);
    void remove(http_session& s, bool refusing) noexcept;
    /// One of those open is told that there are too many.
    void count_refusing();

    bool empty() const;
    /// Those that are not told so; and those that are.
    std::size_t served() const;
    std::size_t refusing() const;
    /// Without those that end meanwhile.
    std::vector<std::shared_ptr<http_session>> all() const;

private:
    mutable std::mutex mutex_;
    std::unordered_set<http_session*> open_;
    std::size_t refusing_ = 0;
};

} // namespace ginnel::rest
