#pragma once

#include "engine/task.hpp"

#include <coroutine>
#include <cstddef>
#include <span>
#include <vector>

namespace ginnel::engine {

/// Runs tasks in one thread and resumes each when the descriptor that it waits for can be read. For programs without a
/// loop of their own, and for tests; what awaits a database needs no more than `readable`.
class event_loop {
public:
    event_loop() = default;
    event_loop(const event_loop&) = delete;
    event_loop& operator=(const event_loop&) = delete;

    class readable_awaiter {
    public:
        readable_awaiter(event_loop& loop, int descriptor) noexcept : loop_{loop}, descriptor_{descriptor} {}
        readable_awaiter(const readable_awaiter&) = delete;
        readable_awaiter& operator=(const readable_awaiter&) = delete;
        /// A coroutine that is destroyed while it waits is forgotten.
        ~readable_awaiter();

        bool await_ready() const noexcept { return descriptor_ < 0; }
        void await_suspend(std::coroutine_handle<> waiting);
        void await_resume() const noexcept {}

    private:
        friend class event_loop;
        event_loop& loop_;
        int descriptor_;
        std::coroutine_handle<> waiting_;
    };

    /// `co_await loop.readable(fd)`: goes on once the descriptor can be read, or is closed by its peer. A negative one
    /// never waits.
    readable_awaiter readable(int descriptor) noexcept { return {*this, descriptor}; }

    /// Starts the tasks in order and returns when all have ended. Throws the exception of the first (in order) that
    /// failed; the others have ended too. Throws E_EVENT_LOOP if a task waits for something else than this loop.
    void run(std::span<task<void>> tasks);
    void run(task<void> one) { run({&one, 1}); }
    /// One turn: waits until a descriptor can be read, then resumes those who wait for it. False if nobody waits.
    bool turn();
    /// How many coroutines wait.
    std::size_t waiting() const noexcept { return waiters_.size(); }

private:
    std::vector<readable_awaiter*> waiters_;
};

} // namespace ginnel::engine
