#pragma once

#include <libpq-fe.h>

#include <memory>

namespace ginnel::driver::postgres {

struct clear_result {
    void operator()(PGresult* r) const noexcept { PQclear(r); }
};
/// What the server answered to one statement: its rows, or its error.
using result = std::unique_ptr<PGresult, clear_result>;

struct finish_session {
    void operator()(PGconn* c) const noexcept { PQfinish(c); }
};
/// A session with a server.
using session = std::unique_ptr<PGconn, finish_session>;

} // namespace ginnel::driver::postgres
