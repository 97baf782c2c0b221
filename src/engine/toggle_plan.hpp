#pragma once

#include "engine/links_plan.hpp"

namespace ginnel::engine {

/// Removes those of the given links that exist, and makes the others.
class toggle_plan final : public links_plan {
public:
    toggle_plan(const environment& e, const schema::relation& r, const value& parent, const link_list& links);

    changes result;

private:
    void found(const cell* cells) override;
    void decide() override;
};

} // namespace ginnel::engine
