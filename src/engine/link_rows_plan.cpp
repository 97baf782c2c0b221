#include "engine/link_rows_plan.hpp"

#include "engine/select_builder.hpp"

#include <utility>

namespace ginnel::engine {

link_rows_plan::link_rows_plan(const environment& e, const schema::relation& r, const value& parent, const query& rows,
                               const std::vector<std::pair<std::string, value>>* set)
    : links_plan{e, r, parent, link_list{}, false}, rows_{rows}, removes_{set == nullptr}
{
    if (set == nullptr)
        return;
    for (const auto& [name, v] : *set) {
        const auto& c = table_.attribute(name);
        table_.check(c, v);
        set_.emplace_back(&c, v);
    }
}

void link_rows_plan::decide()
{
    select_builder b;
    const scope s = b.names(rows_); // the first name of a table is its own, and the statement gives it no other
    const auto which = b.conditions(rows_, s);
    if (removes_)
        add_removal(which, {});
    else if (!set_.empty())
        add_update(std::move(set_), which);
}

} // namespace ginnel::engine
