#include "engine/async.hpp"

#include "engine/step_cursor.hpp"

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

} // namespace

task<void> run_async(plan& p, driver::connection& c, event_loop& loop)
{
    const cancelled_at_end at_end{c};
    step_cursor cursor{p, c};
    while (const step* s = cursor.open()) {
        for (bool wanted = true;; wanted = !s->one_row) {
            while (!c.ready())
                co_await loop.readable(c.wait_descriptor());
            const cell* row = c.fetch();
            if (!row)
                break;
            // A row that is not wanted is fetched all the same: `finish` would block until it has come.
            if (wanted)
                p.row(s->id, row);
        }
        cursor.close(c.finish());
    }
}

} // namespace ginnel::engine
