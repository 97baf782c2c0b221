#pragma once

#include "engine/environment.hpp"
#include "engine/plan.hpp"

#include <functional>
#include <memory>
#include <string_view>

namespace ginnel::engine {

using plan_source = std::function<std::unique_ptr<plan>()>;
using plan_end = std::function<void(plan&)>;

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
};

/// The blocking runner: sends what is ready, feeds the rows back, asks again. Opens no transaction.
void run_blocking(plan& p, driver::connection& c);
/// The same inside the scope that the plan wants (nothing is opened if the connection is in a transaction already, but
/// a savepoint around a writing plan).
void run_scoped(plan& p, driver::connection& c);
/// run_scoped with a new plan after each retryable failure, at most `attempts` times, with growing pauses.
void run_unit(const plan_source& make, const plan_end& then, driver::connection& c, int attempts = 10);
/// Takes back what was done since the savepoint, and the savepoint too, so that an outer one of its name is the newest
/// again.
void undo_savepoint(driver::connection& c, std::string_view name) noexcept;

} // namespace ginnel::engine
