#pragma once

#include "driver/pool.hpp"
#include "engine/session.hpp"

namespace ginnel::app {

/// Runs each plan on a connection of a pool. Any thread may use it.
class pooled_session final : public engine::session {
public:
    /// Opens one connection, to learn what the database can do. Throws what the factory throws.
    pooled_session(driver::pool::factory open, driver::pool_options options);

    engine::environment& env() noexcept override { return environment_; }
    void run(engine::plan& p) override;
    void run_unit(const engine::plan_source& make, const engine::plan_end& then) override;
    void together(const engine::session_work& work) override;

    /// A connection for whoever steers it himself.
    driver::lease lend() { return pool_.acquire(); }

private:
    driver::pool pool_;
    engine::environment environment_;
};

} // namespace ginnel::app
