#include "engine/event_loop.hpp"

#include <ginnel/error.hpp>

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <exception>

namespace ginnel::engine {

event_loop::readable_awaiter::~readable_awaiter()
{
    if (waiting_)
        std::erase(loop_.waiters_, this);
}

void event_loop::readable_awaiter::await_suspend(std::coroutine_handle<> waiting)
{
    loop_.waiters_.push_back(this);
    waiting_ = waiting;
}

bool event_loop::turn()
{
    if (waiters_.empty())
        return false;
    std::vector<pollfd> polled;
    polled.reserve(waiters_.size());
    for (const auto* w : waiters_)
        polled.push_back({w->descriptor_, POLLIN, 0});
    while (::poll(polled.data(), polled.size(), -1) < 0)
        if (errno != EINTR)
            throw error{error_kind::usage, "E_EVENT_LOOP", "the event loop cannot wait for its descriptors"};
    const auto asked = waiters_;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        // Errors and hang-ups wake as well: the read that follows will say what is wrong.
        if (polled[i].revents == 0)
            continue;
        // Who was resumed before may have destroyed this one.
        const auto at = std::find(waiters_.begin(), waiters_.end(), asked[i]);
        if (at == waiters_.end())
            continue;
        waiters_.erase(at);
        std::exchange(asked[i]->waiting_, nullptr).resume();
    }
    return true;
}

void event_loop::run(std::span<task<void>> tasks)
{
    const auto ended = [&] { return std::all_of(tasks.begin(), tasks.end(), [](const auto& t) { return t.done(); }); };
    for (auto& t : tasks)
        t.start();
    while (!ended())
        if (!turn())
            throw error{error_kind::usage, "E_EVENT_LOOP",
                        "a task waits for something that is not of this event loop, so it would wait for ever"};
    for (auto& t : tasks)
        t.result();
}

} // namespace ginnel::engine
