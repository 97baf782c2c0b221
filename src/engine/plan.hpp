#pragma once

#include "driver/capabilities.hpp"
#include "driver/connection.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace ginnel::engine {

using step_id = std::uint32_t;

/// What the runner opens around a plan.
struct needs {
    enum class scope : std::uint8_t { autocommit, snapshot, write };
    scope around = scope::autocommit;
    bool repeatable = false; ///< the whole unit may be tried again after a busy or deadlock error, by a new plan
    bool in_transaction = false; ///< it takes locks that would end with its statement: the caller's transaction must be open
};

/// One statement of a plan. Text, arguments and what these point to belong to the plan and live until `done`.
struct step {
    step_id id = 0;
    std::string_view text;
    std::span<const driver::argument> arguments;
    /// Skip this statement if the newest step with the id `guard`, before it in this batch or in an earlier one,
    /// affected no row or was skipped itself; -1: no guard. Throws error (usage, E_PLAN) at a guard that was not sent.
    std::int64_t guard = -1;
    /// No second row is wanted: the runner does not ask for one, which spares the database a step.
    bool one_row = false;
};

/// Statements that may all be sent now, in this order.
struct send {
    std::span<const step> steps;
};
/// Nothing to send until a step that was sent is done.
struct wait {};
/// User code to run now, while no statement is open.
struct call {
    std::function<void()> code;
};
/// The plan has ended.
struct finish {};
using event = std::variant<send, wait, call, finish>;

/// Work on a database as a state machine without I/O: it says which statements are ready and takes their rows.
///
/// A runner asks `next` until it says finish; after `send` it runs the steps in order, hands each row to `row` and then
/// calls `done` (for a skipped step at once), and asks again. When a step fails the runner throws the error and drops
/// the plan.
class plan {
public:
    plan() = default;
    plan(const plan&) = delete;
    plan& operator=(const plan&) = delete;
    virtual ~plan() = default;

    virtual needs wants() const { return {}; }
    virtual event next() = 0;
    /// One row; the cells live until the call returns.
    virtual void row(step_id id, const cell* cells) = 0;
    virtual void done(step_id id, const driver::outcome& what) = 0;
};

} // namespace ginnel::engine
