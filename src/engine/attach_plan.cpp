#include "engine/links_plan.hpp"

#include <utility>

namespace ginnel::engine {

attach_plan::attach_plan(const environment& e, const schema::relation& r, const value& parent,
                         const std::vector<link>& links, attach_options o)
    : links_plan{e, r, parent, links, o.duplicates}, options_{o}
{
    if (options_.duplicates || wanted_.empty())
        return;
    look_among_wanted({});
}

void attach_plan::found(const cell* cells)
{
    mark_found(cells);
}

void attach_plan::decide()
{
    std::vector<const wanted_link*> fresh;
    for (const auto& w : wanted_) {
        (w.exists ? result.skipped : result.attached).push_back(w.key);
        if (!w.exists)
            fresh.push_back(&w);
    }
    add_inserts(fresh);
}

} // namespace ginnel::engine
