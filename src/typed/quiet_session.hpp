#pragma once

#include "typed/sessions.hpp"

#include <memory>

namespace ginnel::detail {

/// Another session, but for hooks of writing, which it leaves out.
class quiet_session final : public typed_session {
public:
    explicit quiet_session(typed_session& of) noexcept : of_{&of} {}

    engine::environment& env() noexcept override { return of_->env(); }
    void run(engine::plan& p) override { of_->run(p); }
    void run_unit(const engine::plan_source& make, const engine::plan_end& then) override { of_->run_unit(make, then); }
    void together(const engine::session_work& work) override
    {
        of_->together([&work](engine::session& inside) {
            quiet_session quiet{static_cast<typed_session&>(inside)};
            work(quiet);
        });
    }
    std::unique_ptr<held_connection> hold() override { return of_->hold(); }
    std::shared_ptr<const transaction_fate> fate() override { return of_->fate(); }
    bool quiet() const noexcept override { return true; }

private:
    typed_session* of_;
};

} // namespace ginnel::detail
