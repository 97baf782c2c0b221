#include "engine/links_plan.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace ginnel::engine {

namespace {

sql::expr named(const std::string& column)
{
    return sql::make(sql::column_name{{}, column});
}

} // namespace

sync_plan::sync_plan(const environment& e, const schema::relation& r, const value& parent, std::vector<link> links, sync_options o)
    : links_plan{e, r, parent, std::move(links), false}, options_{o}, identity_{e.abilities.row_identity}
{
    look_ = table_.links(attribute_columns_, !options_.detach, identity_);
    for (const auto& w : wanted_)
        look_keys_.add(w.key.view());
}

void sync_plan::found(const cell* cells)
{
    value key{cells[0]};
    const auto at = by_key_.find(identity_of(key));
    if (at == by_key_.end()) {
        if (gone_seen_.insert(identity_of(key)).second) {
            gone_.add(cells[0]);
            result.detached.push_back(std::move(key));
        }
        return;
    }
    auto& w = wanted_[at->second];
    if (w.exists) { // a second row of one pair
        if (identity_) {
            surplus_.add(cells[1 + attribute_columns_.size()]);
            result.detached.push_back(std::move(key));
        }
        return;
    }
    w.exists = true;
    auto& stored = present_.emplace_back(&w, std::vector<value>{}).second;
    for (std::size_t i = 0; i < attribute_columns_.size(); ++i)
        stored.emplace_back(cells[1 + i]);
}

void sync_plan::decide()
{
    add_removals();
    add_updates();
    std::vector<const wanted_link*> fresh;
    for (const auto& w : wanted_)
        if (!w.exists) {
            fresh.push_back(&w);
            result.attached.push_back(w.key);
        }
    add_inserts(fresh);
}

void sync_plan::add_removals()
{
    const auto keys = [](const std::string& column, column_type type) {
        return sql::make(sql::in_keys{named(column), sql::keys{nullptr, 1, type}, false});
    };
    const auto remove = [&](sql::expr which, key_set set) {
        sql::remove r;
        r.table = table_.table().name;
        r.where = sql::make(sql::junction{true, {table_.of_parent(), std::move(which)}});
        add_write(sql::tree{std::move(r)}, std::move(set));
    };
    if (!gone_.empty())
        remove(keys(table_.far().column_name, table_.far().type), std::move(gone_));
    if (!surplus_.empty())
        remove(keys(identity_, column_type::int64), std::move(surplus_));
}

void sync_plan::add_updates()
{
    // Links that change in the same way change in one statement.
    std::map<std::string, std::pair<std::vector<std::pair<const schema::column*, value>>, key_set>> groups;
    for (const auto& [link, stored] : present_) {
        std::string shape;
        std::vector<std::pair<const schema::column*, value>> changed;
        for (const auto& [column, given] : link->attributes) {
            const auto i = static_cast<std::size_t>(
                std::find(attribute_columns_.begin(), attribute_columns_.end(), column) - attribute_columns_.begin());
            if (same_value(stored[i], given))
                continue;
            shape += column->column_name + '\0' + identity_of(given) + '\0';
            changed.emplace_back(column, given);
        }
        if (changed.empty())
            continue;
        auto& group = groups[shape];
        group.first = std::move(changed);
        group.second.add(link->key.view());
        result.updated.push_back(link->key);
    }
    for (auto& [shape, group] : groups) {
        sql::update u;
        u.table = table_.table().name;
        std::vector<value> values;
        const auto set = [&](const schema::column& c, value v) {
            u.set.push_back({c.column_name, sql::make(sql::slot_value{values.size() + 2, c.type})});
            values.push_back(std::move(v));
        };
        for (auto& [column, given] : group.first)
            set(*column, std::move(given));
        if (const auto* stamp = table_.relation().updated_at)
            set(*stamp, timestamp());
        u.where = sql::make(sql::junction{
            true,
            {table_.of_parent(),
             sql::make(sql::in_keys{named(table_.far().column_name), sql::keys{nullptr, 1, table_.far().type}, false})}});
        add_write(sql::tree{std::move(u)}, std::move(group.second), std::move(values));
    }
}

} // namespace ginnel::engine
