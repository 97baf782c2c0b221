#include "engine/load.hpp"
#include "engine/query.hpp"
#include "engine/row_aggregates.hpp"
#include "typed/extras_access.hpp"
#include "typed/resolve.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/relation.hpp>
#include <ginnel/typed/row_loads.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string>

namespace ginnel::detail {

namespace {

using objects_list = std::vector<void*>;

objects_list without(const schema::model& m, const objects_list& objects, const schema::relation& r)
{
    objects_list missing;
    for (void* object : objects)
        if (!r.slot->loaded(m.ops->slot(m, object, r.index)))
            missing.push_back(object);
    return missing;
}

/// Relations that the same rows lack are loaded together, so that their statements are ready at once.
void load_groups(engine::session& s, const schema::model& m,
                 std::vector<std::pair<objects_list, engine::preload>> groups)
{
    while (!groups.empty()) {
        const objects_list rows = groups.front().first;
        std::vector<engine::preload> together;
        std::erase_if(groups, [&](const auto& g) {
            if (g.first != rows)
                return false;
            together.push_back(g.second);
            return true;
        });
        engine::load_into(s, m, rows, together);
    }
}

void load_once(engine::session& s, const schema::model& m, const objects_list& objects,
               std::span<const engine::preload> what)
{
    std::vector<std::pair<objects_list, engine::preload>> groups;
    for (const engine::preload& p : what)
        groups.emplace_back(without(m, objects, *p.relation), p);
    load_groups(s, m, std::move(groups));
}

objects_list rows_behind(const schema::model& m, const objects_list& objects, const schema::relation& r)
{
    objects_list rows;
    for (void* object : objects) {
        void* slot = m.ops->slot(m, object, r.index);
        for (std::size_t i = 0; i < r.slot->size(slot); ++i)
            rows.push_back(r.slot->at(slot, i));
    }
    // A to-one row may be shared by several.
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

/// Where some rows have the relation already, it is loaded alone into the others, and what lies behind it then into
/// all: so each relation costs one statement.
void fill_gaps(engine::session& s, const schema::model& m, const objects_list& objects,
               std::span<const engine::preload> what)
{
    std::vector<std::pair<objects_list, engine::preload>> groups;
    std::vector<const engine::preload*> behind;
    for (const engine::preload& p : what) {
        auto missing = without(m, objects, *p.relation);
        engine::preload asked = p;
        if (missing.size() < objects.size() && !p.sub->preloads.empty()) {
            auto alone = std::make_shared<engine::query>(*p.sub);
            alone->preloads.clear();
            asked.sub = std::move(alone);
            behind.push_back(&p);
        }
        groups.emplace_back(std::move(missing), std::move(asked));
    }
    load_groups(s, m, std::move(groups));
    for (const engine::preload* p : behind)
        fill_gaps(s, *p->relation->target, rows_behind(m, objects, *p->relation), p->sub->preloads);
}

/// Puts a value into the extras of many rows, whose names they go on sharing.
class extras_column {
public:
    explicit extras_column(const std::string& name) : name_{name} {}
    void put(extras& e, value v)
    {
        const auto& before = extras_access::names(e);
        if (before == before_ && added_ && !e.has(name_)) {
            extras_access::append(e, added_, std::move(v));
            return;
        }
        before_ = before;
        const bool held = e.has(name_);
        e.set(name_, std::move(v));
        added_ = held ? nullptr : extras_access::names(e);
    }

private:
    const std::string& name_;
    schema::extras_names before_, added_;
};

} // namespace

void load_into(const query_core& q, const std::vector<void*>& objects, gaps which)
{
    const schema::model& m = q.model();
    const auto& what = q.get().preloads;
    switch (which) {
    case gaps::replace:
        return engine::load_into(q.session(), m, objects, what);
    case gaps::once:
        return load_once(q.session(), m, objects, what);
    case gaps::fill:
        return fill_gaps(q.session(), m, objects, what);
    }
}

void load_aggregates(const query_core& q, const std::vector<void*>& objects)
{
    const schema::model& m = q.model();
    if (m.primary_key == nullptr)
        throw error{error_kind::usage, "E_NO_PRIMARY_KEY", no_key_to_find_by(m)}.in_model(m.name).spoiling(
            spoils::nothing);
    const auto& what = q.get().aggregates;
    std::multimap<std::string, void*> rows; // by the key as text: all keys are of one type
    const auto keys = std::make_shared<key_set>();
    keys->reserve(objects.size());
    for (void* object : objects) {
        const value key = m.ops->get(m, object, m.primary_key->index);
        if (key.is_null())
            continue;
        std::string text = to_display(key);
        if (!rows.contains(text))
            keys->add(key.view());
        rows.emplace(std::move(text), object);
    }
    const std::vector<value> found = engine::row_aggregates(q.session(), m, keys, what);
    for (std::size_t i = 0; i < what.size(); ++i) {
        const engine::relation_aggregate& a = what[i];
        std::map<const void*, value> values;
        for (std::size_t at = 0; at < found.size(); at += what.size() + 1) {
            const auto [first, last] = rows.equal_range(to_display(found[at]));
            for (auto row = first; row != last; ++row)
                values[row->second] = found[at + 1 + i];
        }
        const bool counts = a.what.function == engine::aggregate_function::count;
        extras_column column{a.alias};
        for (void* object : objects) {
            value v = values[object];
            if (v.is_null() && counts)
                v = a.exists ? value{false} : value{std::int64_t{0}};
            if (a.into_slot)
                a.relation->slot->set_count(m.ops->slot(m, object, a.relation->index), a.relation, v.integer());
            else
                column.put(*reinterpret_cast<extras*>(static_cast<char*>(object) + m.extras_offset), std::move(v));
        }
    }
}

} // namespace ginnel::detail
