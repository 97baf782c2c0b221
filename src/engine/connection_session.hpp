#pragma once

#include "engine/session.hpp"

#include <memory>

namespace ginnel::engine {

/// A session of one connection, in a transaction or not. One thread at a time; both must outlive it.
class connection_session final : public session {
public:
    connection_session(environment& e, driver::connection& c) noexcept : environment_{e}, connection_{c} {}
    /// With an environment of its own.
    explicit connection_session(driver::connection& c)
        : own_{std::make_unique<environment>(c.abilities(), c.dialect())}, environment_{*own_}, connection_{c}
    {
    }

    environment& env() noexcept override { return environment_; }
    void run(plan& p) override { run_scoped(p, connection_); }
    void run_unit(const plan_source& make, const plan_end& then) override { engine::run_unit(make, then, connection_); }
    void together(const session_work& work) override { run_together(connection_, *this, work); }

private:
    std::unique_ptr<environment> own_; ///< null: another's
    environment& environment_;
    driver::connection& connection_;
};

} // namespace ginnel::engine
