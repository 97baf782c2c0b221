#include "engine/links_plan.hpp"

#include <utility>

namespace ginnel::engine {

attach_plan::attach_plan(const environment& e, const schema::relation& r, const value& parent, const link_list& links,
                         attach_options o)
    : links_plan{e, r, parent, links, o.duplicates}
{
    if (o.duplicates || wanted_.empty())
        return;
    look_among_wanted();
}

void attach_plan::found(const cell* cells)
{
    mark_found(cells);
}

void attach_plan::decide()
{
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
        (wanted_.exists(i) ? result.skipped : result.attached).push_back(wanted_.key(i));
        if (!wanted_.exists(i))
            fresh.push_back(i);
    }
    add_inserts(fresh);
}

} // namespace ginnel::engine
