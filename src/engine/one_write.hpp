#pragma once

#include "engine/plan.hpp"
#include "sql/statement.hpp"

#include <ginnel/value/key_set.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>
#include <vector>

namespace ginnel::engine {

/// One statement that writes, and how many rows it wrote.
class one_write final : public plan {
public:
    /// `slots`: its values; `keys`: its set of keys, slot 0 as such.
    one_write(sql::statement s, std::vector<value> slots, key_set keys = {});

    event next() override;
    void row(step_id, const cell*) override {}
    void done(step_id, const driver::outcome& what) override { affected = what.affected; }

    std::int64_t affected = 0;

private:
    sql::statement statement_;
    std::vector<value> slots_;
    key_set keys_;
    std::vector<driver::argument> arguments_;
    step step_;
    bool sent_ = false;
};

} // namespace ginnel::engine
