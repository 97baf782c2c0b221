#pragma once

#include "driver/connection.hpp"

#include <ginnel/error.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace ginnel::driver {

struct pool_options {
    std::size_t max = 4;                  ///< connections open at once
    std::chrono::milliseconds wait{5000}; ///< how long `acquire` waits for one before it throws
};

class pool;

/// A connection out of a pool, given back when the lease ends: what was sent and not finished is dropped, and an open
/// transaction is rolled back. One thread at a time; must end before its pool.
class lease {
public:
    lease(lease&& other) noexcept : pool_{other.pool_}, connection_{std::move(other.connection_)}, broken_{other.broken_} {}
    lease& operator=(lease&& other) noexcept;
    ~lease() { give_back(); }

    connection& operator*() const noexcept { return *connection_; }
    connection* operator->() const noexcept { return connection_.get(); }

    /// The connection is closed at the end of the lease instead of given to another: for whoever has seen an error that
    /// spoiled the connection.
    void discard() noexcept { broken_ = true; }

private:
    friend class pool;
    lease(pool& from, std::unique_ptr<connection> c) noexcept : pool_{&from}, connection_{std::move(c)} {}
    void give_back() noexcept;

    pool* pool_;
    std::unique_ptr<connection> connection_;
    bool broken_ = false;
};

/// Runs `work` on the connection of a lease, which is closed afterwards where an error spoiled it.
template <typename Work>
void run_on(lease held, const Work& work)
{
    try {
        work(*held);
    } catch (const error& e) {
        if (e.spoiled() == spoils::connection)
            held.discard();
        throw;
    }
}

/// A bounded number of connections, made when they are first needed. Any thread may call it.
///
/// The connection given back last is given out first, since its statements are prepared and its pages are cached. Threads
/// that wait are served in the order in which they came.
class pool {
public:
    using factory = std::function<std::unique_ptr<connection>()>;

    explicit pool(factory make, pool_options options = {});
    pool(const pool&) = delete;
    pool& operator=(const pool&) = delete;
    /// All leases must have ended.
    ~pool();

    /// Throws E_POOL_EXHAUSTED (busy) if none comes free in time, and whatever the factory throws.
    lease acquire();

    /// Connections open now, and those of them that are not leased.
    std::size_t open() const;
    std::size_t idle() const;

private:
    friend class lease;
    struct waiter;

    std::unique_ptr<connection> take();
    std::unique_ptr<connection> wait_for_one(std::unique_lock<std::mutex>& lock);
    std::unique_ptr<connection> make_one();
    void put(std::unique_ptr<connection> c) noexcept;
    void forget_one() noexcept;
    waiter* next_waiter() noexcept;

    const factory make_;
    const pool_options options_;
    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<connection>> idle_; // the last one is the next to go
    std::size_t open_ = 0;                          // idle, leased, or being made
    waiter* first_ = nullptr;                       // a list on the waiting threads' own stacks
    waiter* last_ = nullptr;
};

} // namespace ginnel::driver
