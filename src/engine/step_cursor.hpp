#pragma once

#include "driver/connection.hpp"
#include "engine/plan.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ginnel::engine {

/// What is the same however rows are waited for: asks the plan, runs its calls, sends its steps, skips what a guard
/// forbids.
///
/// A runner takes `open`'s step, reads its rows from the connection, hands the outcome to `close`, and does so until
/// `open` gives none. Both the plan and the connection must outlive it.
class step_cursor {
public:
    step_cursor(plan& p, driver::connection& c) noexcept : plan_{p}, connection_{c} {}
    step_cursor(const step_cursor&) = delete;
    step_cursor& operator=(const step_cursor&) = delete;

    /// The next step whose rows are to be read; null: the plan has ended. Valid until `close`.
    const step* open()
    {
        while (taken_ == sent_)
            if (sent_ < steps_.size())
                send_ready();
            else if (!ask())
                return nullptr;
        return &steps_[taken_];
    }
    /// Its outcome.
    void close(const driver::outcome& what);

private:
    struct deed {
        step_id id = 0;
        std::int64_t affected = 0;
    };

    bool ask();
    void send_ready();
    std::int64_t affected_by(std::int64_t guard) const;

    plan& plan_;
    driver::connection& connection_;
    std::span<const step> steps_;
    std::size_t sent_ = 0, taken_ = 0; ///< of the steps
    // What every step did, in order: which of them a later guard will name is not known when they end. Most plans have
    // few steps, and those allocate nothing.
    std::array<deed, 4> first_deeds_;
    std::size_t deed_count_ = 0;
    std::vector<deed> more_deeds_;
};

} // namespace ginnel::engine
