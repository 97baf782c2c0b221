#include "engine/related_write.hpp"

#include "engine/count_on.hpp"
#include "engine/kept_values.hpp"
#include "engine/link_table.hpp"
#include "engine/refused.hpp"
#include "engine/replace_plan.hpp"
#include "engine/row_writes.hpp"
#include "engine/ruled_removal.hpp"
#include "engine/write.hpp"
#include "engine/write_hooks.hpp"
#include "schema/delete_rules.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <unordered_set>
#include <utility>

namespace ginnel::engine {

namespace {

void need_nullable(const schema::relation& r, const schema::column& c, const std::string& table)
{
    if (c.nullable)
        return;
    throw error{error_kind::not_null, "E_KEY_NOT_NULLABLE",
                r.source->name + "." + r.name + " cannot be dissociated: \"" + table + "\".\"" + c.column_name +
                    "\" takes no null: declare " + c.name + " as std::optional, or delete the row"}
        .in_model(r.source->name)
        .in_relation(r.name)
        .spoiling(spoils::nothing);
}

void take_over(const schema::model& m, void* object, const column_values& values)
{
    for (const auto& [column, v] : values)
        m.ops->set(m, object, column->index, v.view());
}

/// A typed field that cannot hold a value says so before anything is written.
void need_fitting(const schema::model& m, void* object, const column_values& values)
{
    for (const auto& [column, v] : values) {
        const auto before = m.ops->get(m, object, column->index);
        const bool had = m.ops->has == nullptr || m.ops->has(m, object, column->index);
        const bool fits = m.ops->set(m, object, column->index, v.view());
        if (fits && had)
            m.ops->set(m, object, column->index, before.view());
        if (!fits)
            throw error{error_kind::data, "E_COLUMN_TYPE",
                        m.name + "." + column->name + " cannot hold " + to_display(v)}
                .in_model(m.name)
                .spoiling(spoils::nothing);
    }
}

value key_of(const schema::relation& r, const schema::model& m, const void* object)
{
    if (m.primary_key == nullptr)
        throw error{error_kind::usage, "E_NO_PRIMARY_KEY",
                    m.name + " has no primary key, by which its rows are told apart: declare one"}
            .in_model(m.name)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
    return m.ops->get(m, object, m.primary_key->index);
}

bool is_blank(const schema::column& c, const value& key)
{
    return key.is_null() || (c.generated && key.type() == kind::integer && key.integer() == 0);
}

} // namespace

column_values ties_of(const schema::relation& r, const value& parent)
{
    column_values ties{{r.path.front().to_key, parent}};
    for (const auto& f : r.fixed)
        if (f.at == schema::place::target)
            ties.emplace_back(f.what, f.must);
    return ties;
}

column_values own_ties_of(const schema::relation& r, const value& key)
{
    column_values ties{{&r.local_key(), key}};
    for (const auto& f : r.fixed)
        if (f.at == schema::place::source && (!key.is_null() || f.what->nullable))
            ties.emplace_back(f.what, key.is_null() ? value{} : f.must);
    return ties;
}

void save_related(session& s, const schema::relation& r, const value& parent, std::span<const related_row> rows)
{
    const auto& m = *r.target;
    const auto ties = ties_of(r, parent);
    std::vector<void*> fresh, stored;
    std::map<std::vector<const schema::column*>, std::vector<void*>> updates; // alike rows in one call
    std::unordered_set<const void*> seen;
    for (const auto& row : rows) {
        if (!seen.insert(row.object).second)
            continue;
        if (!row.stored) {
            fresh.push_back(row.object);
            continue;
        }
        need_fitting(m, row.object, ties);
        (void)key_of(r, m, row.object);
        stored.push_back(row.object);
        if (!row.columns.empty())
            updates[row.columns].push_back(row.object);
    }
    std::vector<column_values> before;
    for (void* object : stored) {
        auto& held = before.emplace_back();
        for (const auto& [column, v] : ties)
            if (m.ops->has == nullptr || m.ops->has(m, object, column->index))
                held.emplace_back(column, m.ops->get(m, object, column->index));
        take_over(m, object, ties);
    }
    const auto write = [&](session& on) {
        // Updates first, so that a value which a row gives up is free for a new one.
        for (const auto& [columns, objects] : updates)
            update_rows(on, m, objects, {columns, true}); // what hooks assign, too
        insert(on, m, fresh, ties);
    };
    try {
        writing(m, &r, [&] {
            if (updates.size() + (fresh.empty() ? 0 : 1) > 1)
                s.together(write);
            else
                write(s);
        });
    } catch (...) {
        for (std::size_t i = 0; i < stored.size(); ++i)
            take_over(m, stored[i], before[i]);
        throw;
    }
    for (void* object : fresh)
        m.ops->loaded(m, object, nullptr);
}

namespace {

/// As the plan alone does, in steps between which hooks run, and rules of ours for rows that are deleted.
std::int64_t replace_in_steps(session& inside, const schema::relation& r, const value& parent,
                              const column_values& ties, const key_set& keys, const std::vector<void*>& stored,
                              const std::vector<void*>& fresh)
{
    const auto& m = *r.target;
    replace_plan look{inside.env(), r, parent, ties, keys, fresh, true};
    inside.run(look);
    if (!look.gone().empty() && look.deletes() && schema::has_rules_of_ours(m)) {
        remove_by_rules(inside, m, look.gone());
    } else if (!look.gone().empty()) {
        model_writes_plan removal{inside.env(), m};
        removal.writes.add(look.taking(), look.gone(), {parent});
        inside.run(removal);
    }
    std::vector<void*> coming;
    for (void* object : stored)
        if (look.coming(key_of(r, m, object)))
            coming.push_back(object);
    std::vector<const schema::column*> columns;
    for (const auto& tie : ties)
        columns.push_back(tie.first);
    // With hooks, what they assign too.
    update_rows(inside, m, coming, {columns, runs_hooks(inside, m, schema::write_event::update)});
    insert(inside, m, fresh, ties);
    return look.removed;
}

} // namespace

replaced replace_related(session& s, const schema::relation& r, const value& parent, std::span<const related_row> rows)
{
    const auto& m = *r.target;
    const auto ties = ties_of(r, parent);
    std::vector<void*> fresh, stored;
    std::unordered_set<const void*> seen;
    key_set keys;
    for (const auto& row : rows) {
        if (!seen.insert(row.object).second)
            continue;
        if (!row.stored) {
            fresh.push_back(row.object);
            continue;
        }
        need_fitting(m, row.object, ties);
        keys.add(key_of(r, m, row.object).view());
        stored.push_back(row.object);
    }
    replaced out;
    const bool by_steps = runs_hooks(s, m, schema::write_event::update) ||
                          runs_hooks(s, m, schema::write_event::create) ||
                          (!ties.front().first->nullable && schema::has_rules_of_ours(m)) || m.version != nullptr ||
                          m.updated_at != nullptr;
    if (by_steps) {
        kept_values before;
        for (const auto* objects : {&stored, &fresh})
            for (void* object : *objects)
                before.keep(m, object);
        for (void* object : stored)
            take_over(m, object, ties); // hooks see the rows as they will be
        try {
            s.together(
                [&](session& inside) { out.removed = replace_in_steps(inside, r, parent, ties, keys, stored, fresh); });
        } catch (...) {
            before.put_back();
            throw;
        }
    } else {
        writing(m, &r, [&] {
            s.run_unit([&] { return std::make_unique<replace_plan>(s.env(), r, parent, ties, keys, fresh); },
                       [&](plan& p) {
                           auto& done = static_cast<replace_plan&>(p);
                           done.hand_over();
                           out.removed = done.removed;
                       });
        });
    }
    for (void* object : stored)
        take_over(m, object, ties);
    for (void* object : fresh)
        m.ops->loaded(m, object, nullptr);
    return out;
}

void dissociate_related(session& s, const schema::relation& r, const value& parent, std::span<void* const> objects)
{
    const auto& m = *r.target;
    const auto ties = ties_of(r, parent);
    need_nullable(r, *ties.front().first, m.table.name);
    key_set keys;
    for (const void* object : objects) {
        const auto key = key_of(r, m, object);
        if (is_blank(*m.primary_key, key))
            throw error{error_kind::usage, "E_UNSAVED_ROW",
                        "a " + m.name + " without a " + m.primary_key->name + " cannot be dissociated from " +
                            r.source->name + "." + r.name + ": it is not in the database"}
                .in_model(m.name)
                .in_relation(r.name)
                .spoiling(spoils::nothing);
        keys.add(key.view());
    }
    if (objects.empty())
        return;
    const auto times = times_of_update(s.env(), m);
    s.run_unit(
        [&] {
            auto p = std::make_unique<model_writes_plan>(s.env(), m);
            p->writes.add(untying(m, ties, times), keys, {parent});
            return p;
        },
        [](plan&) {});
    auto changed = untied(ties);
    changed.insert(changed.end(), times.begin(), times.end());
    for (void* object : objects) {
        if (!same_value(m.ops->get(m, object, ties.front().first->index), parent))
            continue;
        take_over(m, object, changed);
        if (m.version != nullptr)
            take_over(m, object, {{m.version, value{m.ops->get(m, object, m.version->index).integer() + 1}}});
    }
}

void associate(session& s, const schema::relation& r, void* object, const value& key)
{
    const auto& m = *r.source;
    const auto& foreign = r.local_key();
    if (key.is_null())
        need_nullable(r, foreign, m.table.name);
    const auto values = own_ties_of(r, key);
    const auto own = key_of(r, m, object);
    if (is_blank(*m.primary_key, own))
        throw error{error_kind::usage, "E_UNSAVED_PARENT",
                    "this " + m.name + " was not saved, so its \"" + r.name +
                        "\" cannot be written: set its key and create it, or create it first"}
            .in_model(m.name)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
    need_fitting(m, object, values);
    column_values before;
    std::vector<const schema::column*> columns;
    for (const auto& [column, v] : values) {
        columns.push_back(column);
        if (m.ops->has == nullptr || m.ops->has(m, object, column->index))
            before.emplace_back(column, m.ops->get(m, object, column->index));
    }
    take_over(m, object, values);
    try {
        update_rows(s, m, {&object, 1}, {columns, false});
    } catch (...) {
        take_over(m, object, before);
        throw;
    }
}

} // namespace ginnel::engine
