#include "driver/pool.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <condition_variable>
#include <string>
#include <utility>

namespace ginnel::driver {

// A thread that waits. Whoever gives something back hands it to the first of them, so that no thread which comes later
// can take it away.
struct pool::waiter {
    std::condition_variable woken;
    std::unique_ptr<connection> given;
    bool may_make = false; // a connection was dropped: its place is the waiter's
    waiter* next = nullptr;
};

pool::pool(factory make, pool_options options) : make_{std::move(make)}, options_{options}
{
    if (options_.max == 0)
        throw error{error_kind::usage, "E_POOL_SIZE", "A pool needs at least one connection: give a max of 1 or more."};
    // Giving back must not allocate. A max that means "no limit" reserves little and grows when connections are made.
    idle_.reserve(std::min<std::size_t>(options_.max, 64));
}

pool::~pool() = default;

lease pool::acquire()
{
    return lease(*this, take());
}

std::unique_ptr<connection> pool::take()
{
    std::unique_lock lock(mutex_);
    if (!idle_.empty()) {
        std::unique_ptr<connection> c = std::move(idle_.back());
        idle_.pop_back();
        return c;
    }
    if (open_ == options_.max)
        return wait_for_one(lock);
    idle_.reserve(open_ + 1);
    ++open_;
    lock.unlock(); // opening is slow, and others may give back meanwhile
    return make_one();
}

std::unique_ptr<connection> pool::wait_for_one(std::unique_lock<std::mutex>& lock)
{
    waiter self;
    (last_ ? last_->next : first_) = &self;
    last_ = &self;
    const auto served = [&] { return self.given || self.may_make; };
    const std::chrono::milliseconds longest = std::chrono::hours(24 * 365); // the clock's range would not take "for ever"
    if (!self.woken.wait_for(lock, std::min(options_.wait, longest), served)) {
        waiter* before = nullptr;
        for (waiter* w = first_; w != &self; w = w->next)
            before = w;
        (before ? before->next : first_) = self.next;
        if (last_ == &self)
            last_ = before;
        throw error{error_kind::busy, "E_POOL_EXHAUSTED",
                    "All " + std::to_string(options_.max) + " connections of the pool stayed in use for "
                        + std::to_string(options_.wait.count())
                        + " ms: inside a transaction ask the transaction, not the database (which takes a connection more); else "
                          "keep transactions short, or raise pool_size or pool_wait_ms."}
            .spoiling(spoils::nothing);
    }
    lock.unlock();
    return self.given ? std::move(self.given) : make_one();
}

// Makes the connection that open_ counts already.
std::unique_ptr<connection> pool::make_one()
{
    try {
        return make_();
    } catch (...) {
        forget_one();
        throw;
    }
}

pool::waiter* pool::next_waiter() noexcept
{
    waiter* w = first_;
    if (w) {
        first_ = w->next;
        if (!first_)
            last_ = nullptr;
    }
    return w;
}

void pool::put(std::unique_ptr<connection> c) noexcept
{
    const std::lock_guard lock(mutex_);
    if (waiter* w = next_waiter()) {
        w->given = std::move(c);
        w->woken.notify_one(); // under the lock: afterwards the waiter's stack may be gone
    } else {
        idle_.push_back(std::move(c));
    }
}

void pool::forget_one() noexcept
{
    const std::lock_guard lock(mutex_);
    if (waiter* w = next_waiter()) {
        w->may_make = true;
        w->woken.notify_one();
    } else {
        --open_;
    }
}

std::size_t pool::open() const
{
    const std::lock_guard lock(mutex_);
    return open_;
}

std::size_t pool::idle() const
{
    const std::lock_guard lock(mutex_);
    return idle_.size();
}

lease& lease::operator=(lease&& other) noexcept
{
    if (this != &other) {
        give_back();
        pool_ = other.pool_;
        connection_ = std::move(other.connection_);
        broken_ = other.broken_;
    }
    return *this;
}

void lease::give_back() noexcept
{
    if (!connection_)
        return;
    if (!broken_) {
        if (connection_->pending() != 0)
            connection_->cancel();
        if (connection_->in_transaction())
            connection_->rollback();
        broken_ = connection_->in_transaction();
    }
    if (broken_) {
        connection_.reset(); // closed before another may be opened in its place
        pool_->forget_one();
    } else {
        pool_->put(std::move(connection_));
    }
}

} // namespace ginnel::driver
