#pragma once

#include "rest/requests/limits.hpp"
#include "rest/routes/handler.hpp"
#include "rest/server/access.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace ginnel::rest {

struct server_options {
    std::string host = "127.0.0.1"; ///< an address, or a name that has one
    std::uint16_t port = 3000;      ///< 0: one that is free
    std::size_t workers = 4;        ///< questions that are answered at a time, each by a thread
    std::string watched{};          ///< a path that is answered however many questions are under way; empty: none
    limits bounds{};
    access_log log{}; ///< called on any of the workers
    /// Called once, on the thread of `run`, if a worker still has a request after a stop waited `bounds.stop`: a
    /// statement cannot be ended from outside, so a program that must end ends itself here. Not given: `run` waits on.
    std::function<void()> overdue{};
};

/// An HTTP/1.1 server over a handler. Each worker takes whatever is ready of all connections, so a slow question holds
/// up others only while as many are under way as there may be, and then questions alone: two further threads read
/// requests, write, and answer `watched`. Requests that write have their turns in a write queue. Connections are kept
/// open between requests.
class server {
public:
    /// Listens at once. Throws error (connection, E_LISTEN) if the address is taken, unknown or not allowed.
    server(const handler& answers, const server_options& options);
    ~server();
    server(const server&) = delete;
    server& operator=(const server&) = delete;

    /// The port that was chosen.
    std::uint16_t port() const noexcept;
    /// Serves until `stop`, or SIGINT or SIGTERM: then no connection is accepted, idle ones are closed, and requests
    /// under way are answered, for at most `bounds.stop`; then `overdue` is called.
    void run();
    /// Any thread may call it.
    void stop() noexcept;

private:
    struct parts;
    std::unique_ptr<parts> parts_;
};

} // namespace ginnel::rest
