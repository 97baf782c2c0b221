#pragma once

#include <ginnel/error.hpp>

#include <libpq-fe.h>

#include <string_view>

namespace ginnel::driver::postgres {

/// The error of a refused statement. Its sentence is ours, with the names of tables, columns and constraints that the
/// server tells; the server's own text stands in `database_text()` alone. `spoiled`: what it spoils at least.
error make_error(const PGresult* refused, std::string_view sql, spoils spoiled);

/// The error of a session that has ended: E_CONNECTION_LOST.
error lost_error(const PGconn* session, std::string_view sql);

/// The error of `copy ... from stdin` or `to stdout`, E_COPY: libpq has no way back from there to its pipeline.
error copy_error(std::string_view sql);

/// The error of a session that did not come about: E_ACCESS_DENIED or E_CANNOT_OPEN.
error open_error(const PGconn* session);

/// Whether a refused statement must be prepared again: its tables changed, or the server has forgotten it.
bool is_stale(const PGresult* refused) noexcept;

} // namespace ginnel::driver::postgres
