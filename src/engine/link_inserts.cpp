#include "engine/link_inserts.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace ginnel::engine {

std::vector<const schema::column*> stamp_columns(const link_table& table,
                                                 const std::vector<const schema::column*>& named)
{
    std::vector<const schema::column*> stamps;
    for (const auto* c : {table.relation().created_at, table.relation().updated_at})
        if (c && !table.condition(*c) && std::find(named.begin(), named.end(), c) == named.end())
            stamps.push_back(c);
    return stamps;
}

void link_inserts::add(const value& parent, const wanted_link& link, const std::vector<const schema::column*>& named)
{
    // A link that leaves out what others give gets null there, so that all go in one statement; where the column takes
    // no null its default is wanted, and only a statement without the column asks for that.
    std::vector<const schema::column*> columns{&table_.near(), &table_.far()};
    std::vector<value> row{parent, link.key};
    for (const auto& [column, v] : table_.conditions()) {
        columns.push_back(column);
        row.push_back(v);
    }
    for (const auto* c : named) {
        const auto given =
            std::find_if(link.attributes.begin(), link.attributes.end(), [&](const auto& a) { return a.first == c; });
        if (given == link.attributes.end() && !c->nullable)
            continue;
        columns.push_back(c);
        row.push_back(given == link.attributes.end() ? value{} : given->second);
    }
    for (const auto* c : stamp_columns(table_, named)) {
        columns.push_back(c);
        if (now_.is_null())
            now_ = link_timestamp(environment_);
        row.push_back(now_);
    }
    const auto [at, fresh] = by_columns_.try_emplace(columns, groups_.size());
    if (fresh)
        groups_.emplace_back().columns = std::move(columns);
    groups_[at->second].rows.push_back(std::move(row));
}

const insert_batches::batch* link_inserts::next()
{
    for (; at_ < groups_.size(); ++at_) {
        auto& g = groups_[at_];
        if (!g.batches) {
            std::vector<std::string> names;
            std::vector<column_type> types;
            for (const auto* c : g.columns) {
                names.push_back(c->column_name);
                types.push_back(c->type);
            }
            g.batches = std::make_unique<insert_batches>(environment_, table_.table().name, std::move(names),
                                                         std::move(types), g.rows);
        }
        batch_ = g.batches->next();
        if (batch_.count > 0)
            return &batch_;
    }
    return nullptr;
}

} // namespace ginnel::engine
