#pragma once

#include "driver/connection.hpp"
#include "engine/event_loop.hpp"
#include "engine/plan.hpp"
#include "engine/task.hpp"

namespace ginnel::engine {

/// The awaiting runner, beside `run_blocking`: sends what is ready and, instead of blocking for rows, awaits the
/// connection's descriptor. Opens no transaction; throws what the plan's statements throw.
///
/// All three must outlive the task. Destroying the task before its end drops what was sent and not finished: the
/// connection stays usable, the plan does not.
task<void> run_async(plan& p, driver::connection& c, event_loop& loop);

} // namespace ginnel::engine
