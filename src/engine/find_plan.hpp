#pragma once

#include "engine/layout.hpp"
#include "engine/load.hpp"
#include "engine/plan.hpp"

namespace ginnel::engine {

/// One row by its primary key, by a statement that was compiled before. Allocates nothing of its own: a find should
/// cost what the database asks for it.
class find_plan final : public plan {
public:
    find_plan(const compiled& code, const value& key, result_slot into);

    event next() override;
    void row(step_id id, const cell* cells) override;
    void done(step_id, const driver::outcome&) override {}

private:
    const compiled& code_;
    result_slot into_;
    driver::argument argument_;
    std::vector<driver::argument> arguments_; ///< where the model has scopes with values
    step step_;
    bool sent_ = false;
};

} // namespace ginnel::engine
