#pragma once

#include "driver/connection.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

struct pg_conn;

namespace ginnel::driver::postgres {

/// How a PostgreSQL database is reached.
struct options {
    std::string conninfo; ///< libpq's own: "host=... dbname=..." or "postgresql://user@host/name"; environment
                          ///< variables fill the rest
    std::chrono::seconds connect_timeout{10}; ///< unless conninfo sets its own
    std::size_t statement_cache =
        256; ///< prepared statements kept on the server, the least recently used goes first; 0: none
};

/// Opens a connection. Throws error: connection (E_CANNOT_OPEN, E_ACCESS_DENIED), usage (E_CONNECTION_TEXT).
///
/// Dates come in ISO form and times in UTC, texts are UTF-8: set at start-up, so a pooler between must pass start-up
/// options.
///
/// What is queued travels at the first `fetch`: the statements, and a `begin` or savepoint queued before them, in one
/// round trip. **Outside a transaction, statements that travel together are one transaction of the server:** if one of
/// them fails, none took effect, also those that were finished before. `columns()` is known from the first `fetch` on.
std::unique_ptr<connection> open(const options& o);

/// The session below a connection that `open` made, for tests and tools that look from outside.
pg_conn* handle(connection& c) noexcept;

} // namespace ginnel::driver::postgres
