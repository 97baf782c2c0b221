#include "engine/toggle_plan.hpp"

#include <utility>

namespace ginnel::engine {

toggle_plan::toggle_plan(const environment& e, const schema::relation& r, const value& parent, const link_list& links)
    : links_plan{e, r, parent, links, false}
{
    look_among_wanted();
}

void toggle_plan::found(const cell* cells)
{
    mark_found(cells);
}

void toggle_plan::decide()
{
    std::vector<std::size_t> fresh;
    key_set gone;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
        (wanted_.exists(i) ? result.detached : result.attached).push_back(wanted_.key(i));
        if (wanted_.exists(i))
            wanted_.add_key_to(gone, i);
        else
            fresh.push_back(i);
    }
    if (!gone.empty())
        add_key_removal(std::move(gone));
    add_inserts(fresh);
}

} // namespace ginnel::engine
