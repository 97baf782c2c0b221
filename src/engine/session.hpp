#pragma once

#include "engine/environment.hpp"
#include "engine/plan.hpp"

#include <functional>
#include <memory>
#include <string_view>

namespace ginnel::engine {

using plan_source = std::function<std::unique_ptr<plan>()>;
using plan_end = std::function<void(plan&)>;
class session;
using session_work = std::function<void(session&)>;

/// Where plans run: a pool that lends a connection for each, or the one connection of an open transaction.
class session {
public:
    virtual ~session() = default;

    virtual environment& env() noexcept = 0;
    /// Runs a plan to its end on one connection, inside what it `wants`. Throws what its statements throw.
    virtual void run(plan& p) = 0;
    /// Runs a unit: a plan from `make`, and a new one from `make` (never the same rewound) when the error is retryable,
    /// the plan is repeatable and this session opened its transaction; a bounded number of times. `then` sees the plan
    /// that succeeded, after its transaction; what it throws is thrown on and repeats nothing.
    virtual void run_unit(const plan_source& make, const plan_end& then) = 0;
    /// Runs `work` with a session of one connection, in a write transaction, or inside one in a savepoint: all of it stands, or
    /// where it throws none. Nothing is tried again.
    virtual void together(const session_work& work) = 0;
    /// Whether writes run no hooks.
    virtual bool quiet() const noexcept { return false; }
};

/// The blocking runner: sends what is ready, feeds the rows back, asks again. Opens no transaction.
void run_blocking(plan& p, driver::connection& c);
/// The same inside the scope that the plan wants (nothing is opened if the connection is in a transaction already, but
/// a savepoint around a writing plan).
void run_scoped(plan& p, driver::connection& c);
/// run_scoped with a new plan after each retryable failure, at most `attempts` times, with growing pauses.
void run_unit(const plan_source& make, const plan_end& then, driver::connection& c, int attempts = 10);
/// For what takes row locks. Throws error (usage, E_NO_TRANSACTION) outside a transaction.
void need_transaction_for_locks(const driver::connection& c);
/// `work` on this connection, of which `inside` is the session, in a write transaction or in a savepoint.
void run_together(driver::connection& c, session& inside, const session_work& work);
/// Takes back what was done since the savepoint, and the savepoint too, so that an outer one of its name is the newest
/// again.
void undo_savepoint(driver::connection& c, std::string_view name) noexcept;

} // namespace ginnel::engine
