#pragma once

#include "driver/pool.hpp"
#include "typed/sessions.hpp"

#include <ginnel/isolation.hpp>

#include <functional>
#include <optional>
#include <vector>

namespace ginnel::detail {

/// A transaction on a connection of its own, or a savepoint inside another.
struct transaction_state {
    transaction_state(engine::environment& e, driver::pool& p, driver::transaction_mode mode, isolation level);
    explicit transaction_state(transaction_state& around);
    transaction_state(const transaction_state&) = delete;
    transaction_state& operator=(const transaction_state&) = delete;
    /// Rolls back what is open.
    ~transaction_state();

    void commit();
    void rollback();

    std::optional<driver::lease> lease; // not given: that of the outermost one
    engine::environment& environment;
    transaction_state* const outer = nullptr;
    transaction_session session;
    std::vector<std::function<void()>> after;
    bool committed = false;

private:
    driver::connection& end();
    /// The connection goes back to the pool, though the object may live on. A stream that is still open keeps it.
    void give_back() noexcept;
    void run_after();
};

} // namespace ginnel::detail
