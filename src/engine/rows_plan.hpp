#pragma once

#include "engine/compile.hpp"
#include "engine/plan.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ginnel::engine {

/// One statement whose rows are taken as plain values, which lie flat.
class rows_plan final : public plan {
public:
    /// `parent`: slot 0, for a relation's query. `keys`: a set of keys, where slot 0 is one.
    rows_plan(compiled_plain code, const value* parent, const key_set* keys = nullptr);

    event next() override;
    void row(step_id id, const cell* cells) override;
    void done(step_id id, const driver::outcome& what) override;

    std::vector<std::string> names;
    std::vector<value> values; ///< row by row, as many in each as there are names

private:
    sql::statement statement_;
    std::vector<driver::argument> arguments_;
    step step_;
    bool sent_ = false;
};

} // namespace ginnel::engine
