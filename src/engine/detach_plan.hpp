#pragma once

#include "engine/links_plan.hpp"

#include <cstdint>

namespace ginnel::engine {

/// Removes links of one parent: those to the given keys, or all.
class detach_plan final : public links_plan {
public:
    detach_plan(const environment& e, const schema::relation& r, const value& parent, const link_list& links, bool all);

    std::int64_t removed = 0;

private:
    void decide() override;
    void wrote(const driver::outcome& what) override { removed += what.affected; }

    bool all_;
};

} // namespace ginnel::engine
