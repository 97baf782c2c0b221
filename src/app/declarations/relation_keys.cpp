#include "app/declarations/relation_keys.hpp"

#include "app/declarations/naming.hpp"
#include "value/nearest.hpp"

#include <vector>

namespace ginnel::app {

std::string default_key(const declared_model& m)
{
    return lower_camel(m.name) + "Id";
}

std::string foreign_key_of(const declared_model& owner, const declared_relation& r)
{
    if (!r.foreign_key.empty())
        return r.foreign_key;
    return r.type == relation_type::belongs_to ? r.name + "Id" : default_key(owner);
}

std::string relation_keys::key_through_of(const declared_relation& r) const
{
    return r.key_through.empty() ? default_key(models_.at(r.model)) : r.key_through;
}

schema::column* relation_keys::key_named(const declared_model& owner, const declared_relation& r,
                                         std::string_view option, declared_model& holder, const std::string& name) const
{
    if (auto* c = holder.find(name))
        return c;
    if (told_column(owner, r, option, holder, name))
        return nullptr;
    std::vector<std::string_view> names;
    for (const auto& c : holder.columns)
        names.emplace_back(c.name);
    wrong_.add(owner.shown, words_.place(r, option),
               holder.name + " has no property " + in_quotes(name) + did_you_mean(name, names) + ": add it to " +
                   holder.shown + ", or name another");
    return nullptr;
}

/// Keys are named by property; where a column was named, its property is what was meant.
bool relation_keys::told_column(const declared_model& owner, const declared_relation& r, std::string_view option,
                                const declared_model& holder, const std::string& name) const
{
    const auto* c = holder.find_column(name);
    if (c)
        wrong_.add(owner.shown, words_.place(r, option),
                   in_quotes(name) + " is a column of the table of " + holder.name +
                       ", and keys are named by property: write " + in_quotes(c->name));
    return c != nullptr;
}

schema::column* relation_keys::through_key(const declared_model& owner, const declared_relation& r,
                                           declared_model& middle, const std::string& name, const declared_model& of,
                                           std::string_view option) const
{
    if (auto* c = middle.find(name))
        return c;
    if (told_column(owner, r, option, middle, name))
        return nullptr;
    std::vector<std::string_view> names;
    for (const auto& c : middle.columns)
        names.emplace_back(c.name);
    const auto near = nearest(name, names, 1);
    wrong_.add(owner.shown, words_.place(r, {}),
               "it passes " + middle.name + ", which has no " + in_quotes(name) + " to hold the key of " + of.name +
                   (near.empty() ? std::string{} : " (nearest: " + in_quotes(near.front()) + ")") + ": " +
                   words_.add_belongs_to(middle, of, name) + ", or write " + words_.option(option) +
                   " here with the property that it has");
    return nullptr;
}

schema::column* relation_keys::key_of(const declared_model& owner, const declared_relation& r, std::string_view option,
                                      declared_model& m, const std::string& name) const
{
    if (auto* c = m.find(name))
        return c;
    if (!r.primary_key.empty())
        return key_named(owner, r, option, m, name);
    return nullptr;
}

bool relation_keys::join(const declared_model& owner, const declared_relation& r, const declared_model& near,
                         schema::column& a, const declared_model& far, schema::column& b) const
{
    if (a.type == column_type::real)
        a.type = column_type::int64;
    if (b.type == column_type::real)
        b.type = column_type::int64;
    if (comparable(a.type, b.type))
        return true;
    wrong_.add(owner.shown, words_.place(r, {}),
               near.name + "." + a.name + " is of another type than " + far.name + "." + b.name + " (" +
                   words_.type(a.type) + " and " + words_.type(b.type) +
                   "), so no row would ever match: give both properties one type");
    return false;
}

} // namespace ginnel::app
