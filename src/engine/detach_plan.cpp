#include "engine/detach_plan.hpp"

#include <utility>

namespace ginnel::engine {

detach_plan::detach_plan(const environment& e, const schema::relation& r, const value& parent,
                         const std::vector<link>& links, bool all)
    : links_plan{e, r, parent, links, false}, all_{all}
{
}

void detach_plan::decide()
{
    key_set keys;
    for (const auto& w : wanted_)
        keys.add(w.key.view());
    if (all_)
        add_removal(nullptr, {});
    else if (!keys.empty())
        add_key_removal(std::move(keys));
}

} // namespace ginnel::engine
