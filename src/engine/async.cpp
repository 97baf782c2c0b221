#include "engine/async.hpp"

#include <ginnel/error.hpp>

#include <unordered_map>

namespace ginnel::engine {

namespace {

/// Drops what was sent and not finished, however the run ends.
class cancelled_at_end {
public:
    explicit cancelled_at_end(driver::connection& c) noexcept : connection_{c} {}
    cancelled_at_end(const cancelled_at_end&) = delete;
    cancelled_at_end& operator=(const cancelled_at_end&) = delete;
    ~cancelled_at_end()
    {
        if (connection_.pending() > 0)
            connection_.cancel();
    }

private:
    driver::connection& connection_;
};

/// What is known of the steps that later ones name as their guards.
using affected_rows = std::unordered_map<step_id, std::int64_t>;

/// Reads the rows of steps that were sent, in their order.
task<void> take(plan& p, std::span<const step> steps, driver::connection& c, event_loop& loop, affected_rows& affected)
{
    for (const auto& s : steps) {
        for (;;) {
            while (!c.ready())
                co_await loop.readable(c.wait_descriptor());
            const cell* row = c.fetch();
            if (!row)
                break;
            p.row(s.id, row);
        }
        const auto outcome = c.finish();
        if (s.remembered)
            affected[s.id] = outcome.affected;
        p.done(s.id, outcome);
    }
}

task<void> run(plan& p, std::span<const step> steps, driver::connection& c, event_loop& loop, affected_rows& affected)
{
    std::size_t taken = 0; // of the steps, those whose rows were read
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto& s = steps[i];
        if (s.guard >= 0) {
            co_await take(p, steps.subspan(taken, i - taken), c, loop, affected);
            taken = i;
            const auto at = affected.find(static_cast<step_id>(s.guard));
            if (at != affected.end() && at->second == 0) {
                affected[s.id] = 0;
                p.done(s.id, {});
                ++taken;
                continue;
            }
        }
        c.send(s.text, s.arguments);
    }
    co_await take(p, steps.subspan(taken), c, loop, affected);
}

} // namespace

task<void> run_async(plan& p, driver::connection& c, event_loop& loop)
{
    const cancelled_at_end at_end{c};
    affected_rows affected;
    for (;;) {
        auto e = p.next();
        if (std::holds_alternative<finish>(e))
            co_return;
        if (auto* s = std::get_if<send>(&e))
            co_await run(p, s->steps, c, loop, affected);
        else if (auto* code = std::get_if<call>(&e))
            code->code();
        else
            throw error{error_kind::usage, "E_PLAN", "a plan waits though nothing was sent"};
    }
}

} // namespace ginnel::engine
