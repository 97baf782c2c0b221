#include "engine/link_rows_plan.hpp"

#include "engine/select_builder.hpp"

#include <utility>

namespace ginnel::engine {

link_rows_plan::link_rows_plan(const environment& e, const schema::relation& r, const value& parent, const query& rows,
                               const std::vector<std::pair<std::string, value>>* set)
    : links_plan{e, r, parent, {}, false}, rows_{rows}, removes_{set == nullptr}
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
    if (removes_) {
        add_removal(which, {});
        return;
    }
    sql::update u;
    u.table = table_.table().name;
    std::vector<value> values;
    bool stamped = false;
    const auto set = [&](const schema::column& c, value v) {
        u.set.push_back({c.column_name, sql::make(sql::slot_value{values.size() + 2, c.type})});
        values.push_back(std::move(v));
    };
    const auto* stamp = table_.relation().updated_at;
    for (auto& [column, v] : set_) {
        stamped = stamped || column == stamp;
        set(*column, std::move(v));
    }
    if (values.empty())
        return;
    if (stamp != nullptr && !stamped)
        set(*stamp, link_timestamp(environment_));
    u.where = which == nullptr ? table_.of_parent() : sql::make(sql::junction{true, {table_.of_parent(), which}});
    add_write(sql::tree{std::move(u)}, {}, std::move(values));
}

} // namespace ginnel::engine
