#include "engine/update_links_plan.hpp"

#include <utility>

namespace ginnel::engine {

update_links_plan::update_links_plan(const environment& e, const schema::relation& r, const value& parent,
                                     const link_list& links)
    : links_plan{e, r, parent, links, false}, changed_(wanted_.size())
{
    looks_at_attributes_ = true;
    look_among_wanted();
}

void update_links_plan::found(const cell* cells)
{
    const auto at = wanted_.place_of(cells[0]);
    if (!at)
        return;
    std::vector<value> stored;
    for (std::size_t i = 0; i < wanted_.named().size(); ++i)
        stored.emplace_back(cells[1 + i]);
    const auto& w = wanted_.at(*at);
    auto differs = differing(w, wanted_.named(), stored);
    auto& changed = changed_[*at];
    // A pair that is linked twice may lack one thing in each of its rows: all of them then get everything.
    if (!changed.empty() && !differs.empty())
        changed = w.attributes;
    else if (changed.empty())
        changed = std::move(differs);
}

void update_links_plan::decide()
{
    for (std::size_t i = 0; i < wanted_.size(); ++i)
        if (!changed_[i].empty()) {
            updated.push_back(wanted_.key(i));
            change(wanted_.key(i), std::move(changed_[i]));
        }
    add_updates();
}

} // namespace ginnel::engine
