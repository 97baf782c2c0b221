#pragma once

#include "engine/session.hpp"

#include <memory>

namespace diff {

/// One connection, on which every plan runs.
class local_session final : public ginnel::engine::session {
public:
    explicit local_session(std::unique_ptr<ginnel::driver::connection> c)
        : connection_{std::move(c)}, env_{connection_->abilities(), connection_->dialect()}
    {
    }

    ginnel::engine::environment& env() noexcept override { return env_; }
    void run(ginnel::engine::plan& p) override { ginnel::engine::run_scoped(p, *connection_); }
    void run_unit(const ginnel::engine::plan_source& make, const ginnel::engine::plan_end& then) override
    {
        ginnel::engine::run_unit(make, then, *connection_);
    }
    void together(const ginnel::engine::session_work& work) override { ginnel::engine::run_together(*connection_, *this, work); }
    ginnel::driver::connection& connection() noexcept { return *connection_; }

private:
    std::unique_ptr<ginnel::driver::connection> connection_;
    ginnel::engine::environment env_;
};

} // namespace diff
