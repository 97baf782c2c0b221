#include "schema/keys.hpp"

#include "schema/names.hpp"
#include "value/nearest.hpp"

#include <ginnel/schema/registry.hpp>

#include <algorithm>

namespace ginnel::schema {

std::string spelled(const model& m, std::string_view column_name)
{
    return m.name + "." + std::string{column_name};
}

std::string default_key(key_style style, const model& referred, std::string_view key)
{
    const std::string snake = snake_case(referred.name) + "_" + snake_case(key);
    return style == key_style::camel ? camel_case(snake) : snake;
}

std::string_view key_name_for(const task& t, const model& m, const column& joined)
{
    return t.style() == key_style::camel && m.primary_key != nullptr ? m.primary_key->name : joined.name;
}

const column* said_key(resolver& r, task& t, std::string_view option, const std::string& said, const model& holder)
{
    const auto& columns = holder.table.columns;
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const column& c) { return c.name == said; });
    if (found != columns.end())
        return &*found;
    const std::string written = t.option(option) + " ";
    if (const column* by_column = holder.table.find(said)) {
        r.report(t, "E_MISSING_MODEL_ATTRIBUTE",
                 written + quoted(said) + " is the column of the property " + quoted(by_column->name) + " of " +
                     holder.name + ": write " + written + quoted(by_column->name));
        return nullptr;
    }
    const auto names = names_of(holder.table);
    const auto near = nearest(said, names, 1);
    r.report(t, "E_MISSING_MODEL_ATTRIBUTE",
             written + quoted(said) + " is no column of " + holder.name + did_you_mean(said, names) +
                 (near.empty() ? ": add the column, or name another"
                               : ": write " + written + quoted(near.front()) + ", or add the column"));
    return nullptr;
}

const column* key_or_primary(resolver& r, task& t, std::string_view option, const std::string& said,
                             const model& holder)
{
    if (!said.empty())
        return said_key(r, t, option, said, holder);
    if (holder.primary_key != nullptr)
        return holder.primary_key;
    if (r.key_is_broken(holder))
        t.state = task::stage::failed; // said once, at the model
    else
        r.report(t, "E_NO_PRIMARY_KEY",
                 t.spelled() + " joins on the primary key of " + holder.name +
                     ", which has none: mark one of its columns primary" +
                     (t.style() == key_style::snake
                          ? " (" + snake_case(holder.name) + ".primary_key(&" + holder.name + "::...) in describe)"
                          : std::string{}) +
                     ", or say " + t.option(option) + t.in_describe(option, &holder));
    return nullptr;
}

const column* key_or_default(resolver& r, task& t, std::string_view option, const std::string& said,
                             const model& holder, std::span<const std::string> candidates, const std::string& refers_to)
{
    if (!said.empty())
        return said_key(r, t, option, said, holder);
    std::string wanted;
    for (const std::string& name : candidates) {
        if (const column* found = holder.table.find(name))
            return found;
        wanted += (wanted.empty() ? "" : " or ") + spelled(holder, name);
    }
    const bool one = candidates.size() == 1;
    r.report(t, "E_MISSING_MODEL_ATTRIBUTE",
             t.spelled() + " needs " + wanted + (one ? ", which does not exist" : ", and neither exists") +
                 did_you_mean(candidates.front(), names_of(holder.table)) + (one ? ": add it" : ": add one of them") +
                 ", or say " + t.option(option) + " with the column of " + holder.name + " that holds " + refers_to +
                 t.in_describe(option, &holder));
    return nullptr;
}

void add_hop(resolver& r, task& t, const model& from, const column& from_key, const model& to, const column& to_key,
             bool key_on_from)
{
    if (check_types(r, t, spelled(from, from_key.name), from_key, spelled(to, to_key.name), to_key))
        t.out->path.push_back({&from.table, &from_key, &to.table, &to_key, &to, false, key_on_from});
}

bool check_types(resolver& r, task& t, const std::string& from, const column& from_key, const std::string& to,
                 const column& to_key)
{
    if (comparable(from_key.type, to_key.type) || t.draft->mixed_keys)
        return true;
    r.report(t, "E_KEY_TYPES",
             from + " is " + std::string{name_of(from_key.type)} + " and " + to + " is " +
                 std::string{name_of(to_key.type)} + ", which cannot be joined: give both one type");
    return false;
}

} // namespace ginnel::schema
