#include "engine/toggle_plan.hpp"

#include <utility>

namespace ginnel::engine {

toggle_plan::toggle_plan(const environment& e, const schema::relation& r, const value& parent,
                         const std::vector<link>& links)
    : links_plan{e, r, parent, links, false}
{
    look_among_wanted({});
}

void toggle_plan::found(const cell* cells)
{
    mark_found(cells);
}

void toggle_plan::decide()
{
    std::vector<const wanted_link*> fresh;
    key_set gone;
    for (const auto& w : wanted_) {
        (w.exists ? result.detached : result.attached).push_back(w.key);
        if (w.exists)
            gone.add(w.key.view());
        else
            fresh.push_back(&w);
    }
    if (!gone.empty())
        add_key_removal(std::move(gone));
    add_inserts(fresh);
}

} // namespace ginnel::engine
