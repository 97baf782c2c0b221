#include "app/relations/related_one.hpp"

#include "app/questions/question.hpp"
#include "engine/load.hpp"
#include "engine/related_write.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/describe.hpp>

#include <utility>
#include <vector>

namespace ginnel::app {

namespace {

/// The types that a polymorphic relation's rows are of.
bool has_types(const schema::relation& r) noexcept
{
    return r.path.empty() && !r.alternatives.empty();
}

/// Of a relation whose key the parent holds: by way of the parent, which alone knows it.
found_one find_of_parent(const related_rows& rows, const filter& what)
{
    const auto& r = rows.relation();
    engine::query q{*r.source};
    q.add(false, false, {engine::compare{{r.source->primary_key}, "=", rows.parent()}});
    if (has_types(r)) {
        q.add_preload_of_types(r, true); // a client may store any type: one row of it must not make others unreadable
    } else {
        auto sub = std::make_shared<engine::query>(r, false);
        add_filter(*sub, what);
        q.add_preload(r, std::move(sub));
    }
    std::vector<engine::record> parents;
    engine::load(rows.session(), q, {&parents, &engine::record_rows_ops()});
    if (parents.empty())
        rows.need_parent();
    if (parents.empty())
        return {};
    const auto& slot = parents.front().slot(r.index);
    if (slot.row)
        return {*slot.row, true};
    const auto& key = has_types(r) ? r.alternatives.front().local_key() : r.local_key();
    return {{}, !parents.front().get(key.index).is_null()};
}

/// The new row's key is given to the parent.
engine::record create_of_parent(const related_rows& rows, row_values row)
{
    const auto& r = rows.relation();
    std::vector<row_values> one{std::move(row)};
    rows.give_copied(one);
    auto parent = rows.lock_parent();
    auto made = rows.making().create(rows.session(), *r.target, std::move(one.front()));
    rows.making().change(rows.session(), parent, engine::own_ties_of(r, made.get(r.path.front().to_key->index)));
    return made;
}

} // namespace

bool key_of_parent(const schema::relation& r) noexcept
{
    return has_types(r) || r.path.front().key_on_from;
}

found_one find_one(const related_rows& rows, const filter& what)
{
    const auto& r = rows.relation();
    if (key_of_parent(r))
        return find_of_parent(rows, what);
    engine::query q{r, false};
    add_filter(q, what);
    q.limit = 1;
    auto found = rows.find(q);
    if (found.empty())
        return {};
    return {std::move(found.front()), true};
}

engine::record create_one(const related_rows& rows, row_values row)
{
    const auto& r = rows.relation();
    std::optional<engine::record> made;
    rows.session().together([&](engine::session& on) {
        const auto here = rows.inside(on);
        if (engine::exists(on, engine::query{r, false}, &here.key()))
            throw error{error_kind::unique, "E_HAS_ONE",
                        "this " + r.source->name + " has its " + r.name +
                            " already: change that one, or delete it first"}
                .in_model(r.source->name)
                .in_relation(r.name)
                .spoiling(spoils::nothing);
        made = key_of_parent(r) ? create_of_parent(here, std::move(row)) : here.create(std::move(row));
    });
    return std::move(*made);
}

} // namespace ginnel::app
