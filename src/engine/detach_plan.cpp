#include "engine/detach_plan.hpp"

#include <utility>

namespace ginnel::engine {

detach_plan::detach_plan(const environment& e, const schema::relation& r, const value& parent, const link_list& links,
                         bool all)
    : links_plan{e, r, parent, links, false}, all_{all}
{
}

void detach_plan::decide()
{
    if (all_)
        add_removal(nullptr, {});
    else if (!wanted_.empty())
        add_key_removal(wanted_.keys());
}

} // namespace ginnel::engine
