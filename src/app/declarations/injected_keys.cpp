#include "app/declarations/injected_keys.hpp"

#include "app/declarations/relation_keys.hpp"

namespace ginnel::app {

namespace {

/// What stands within a row is a column of JSON.
void hold_rows_within(std::map<std::string, declared_model>& models)
{
    for (auto& [name, m] : models)
        for (const auto& r : m.relations) {
            if (!within_row(r.type))
                continue;
            if (auto* c = m.find(r.property))
                c->type = column_type::json;
            else
                m.columns.push_back(property_column(r.property, column_type::json));
        }
}

/// The key and the type of a polymorphic relation, indexed.
void inject_pair(std::map<std::string, declared_model>& models, declared_model& owner, const declared_relation& r)
{
    auto& holder = r.type == relation_type::belongs_to ? owner : models.at(r.model);
    const auto* key =
        r.type == relation_type::belongs_to ? nullptr : owner.find(r.primary_key.empty() ? owner.key : r.primary_key);
    const auto add = [&](const std::string& name, column_type type) {
        if (!holder.find(name) && !holder.find_column(name))
            holder.columns.push_back(property_column(name, type));
        auto* c = holder.find(name);
        if (c && c->type == column_type::real)
            c->type = column_type::int64;
        if (c)
            c->indexed = true;
    };
    add(r.pair_key, key ? key->type : column_type::int64);
    add(r.pair_type, column_type::text);
}

/// belongsTo gives its own model the key, hasMany and hasOne the target. A through model gets none: its own
/// belongsTo relations, or properties, have to name it.
void inject_key(std::map<std::string, declared_model>& models, declared_model& owner, const declared_relation& r)
{
    if (!r.through.empty() || !r.via.empty() || r.type == relation_type::has_and_belongs_to_many || within_row(r.type))
        return;
    if (!r.pair_key.empty())
        return inject_pair(models, owner, r);
    auto& target = models.at(r.model);
    const bool here = r.type == relation_type::belongs_to;
    auto& holder = here ? owner : target;
    const auto name = foreign_key_of(owner, r);
    // A name of a column is no property to add, but a mistake that is told later.
    if (holder.find(name) || holder.find_column(name))
        return;
    const auto& referred = here ? target : owner;
    const auto* key = referred.find(r.primary_key.empty() ? referred.key : r.primary_key);
    holder.columns.push_back(property_column(name, key ? key->type : column_type::int64));
}

} // namespace

void inject_keys(std::map<std::string, declared_model>& models)
{
    hold_rows_within(models);
    for (auto& [name, m] : models)
        for (auto& r : m.relations)
            inject_key(models, m, r);
}

} // namespace ginnel::app
