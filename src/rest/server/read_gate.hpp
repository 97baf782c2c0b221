#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

namespace ginnel::rest {

/// Lets so many questions be answered at a time, first come first served. A server has more workers than that, so that
/// however slow the questions are, what needs no place here is answered: other connections' requests are read, writes
/// have their turns, and whoever watches the server hears from it. Any thread may call it.
class read_gate {
public:
    explicit read_gate(std::size_t most) noexcept : places_{most} {}

    /// Whether there is a place now, which the caller takes; else `later` is called when one is left for it. A question
    /// that finds a place is answered where it was read: no other worker is woken for it.
    template <typename Later>
    bool enter(const Later& later)
    {
        const std::scoped_lock lock{mutex_};
        if (places_ == 0) {
            waiting_.emplace_back(later);
            return false;
        }
        --places_;
        return true;
    }

    /// Gives the place to the one that has waited longest.
    void leave()
    {
        std::function<void()> next;
        {
            const std::scoped_lock lock{mutex_};
            if (waiting_.empty()) {
                ++places_;
                return;
            }
            next = std::move(waiting_.front());
            waiting_.pop_front();
        }
        next();
    }

private:
    std::mutex mutex_;
    std::size_t places_;
    std::deque<std::function<void()>> waiting_;
};

} // namespace ginnel::rest
