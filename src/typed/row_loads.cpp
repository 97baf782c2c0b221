#include "engine/load.hpp"
#include "engine/query.hpp"
#include "engine/row_aggregates.hpp"
#include "engine/row_gaps.hpp"
#include "typed/extras_access.hpp"
#include "typed/resolve.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/relation.hpp>
#include <ginnel/typed/row_loads.hpp>

#include <map>
#include <memory>
#include <string>

namespace ginnel::detail {

namespace {

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
        return engine::load_once(q.session(), m, objects, what);
    case gaps::fill:
        return engine::load_missing(q.session(), m, objects, what);
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
