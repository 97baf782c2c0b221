#include "app/relations/related_links.hpp"

#include "engine/link_table.hpp"
#include "engine/links.hpp"
#include "engine/load.hpp"
#include "engine/model_writes.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/describe.hpp>
#include <ginnel/value/key_set.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace ginnel::app {

namespace {

[[noreturn]] void throw_no_target(const schema::relation& r, const value& id)
{
    throw error{error_kind::not_found, "E_TARGET_NOT_FOUND",
                "there is no " + r.target->name + " with the " + r.target->primary_key->name + " " + to_display(id) +
                    " to link to"}
        .in_model(r.target->name)
        .in_relation(r.name)
        .spoiling(spoils::nothing);
}

const schema::column& far_key(const schema::relation& r) noexcept
{
    return *r.path.back().to_key;
}

/// By identity of their primary keys: what links hold of the rows that there are.
std::map<std::string, value> far_keys(engine::session& s, const schema::relation& r, std::span<const row_link> links)
{
    auto keys = std::make_shared<key_set>();
    for (const auto& l : links)
        keys->add(l.key.view());
    engine::query q{*r.target};
    q.add(false, false, {engine::among{{r.target->primary_key}, std::move(keys)}});
    const engine::operand wanted[] = {{r.target->primary_key}, {&far_key(r)}};
    const auto cells = engine::pluck(s, q, wanted, nullptr);
    std::map<std::string, value> found;
    for (std::size_t i = 0; i + 1 < cells.size(); i += 2)
        found.emplace(engine::identity_of(cells[i]), cells[i + 1]);
    return found;
}

std::vector<std::pair<std::string, value>> attributes_of(const row_values& holds)
{
    std::vector<std::pair<std::string, value>> out;
    for (const auto& [column, v] : holds)
        out.emplace_back(column->name, v);
    return out;
}

/// What every link of the parent holds: its key, and what the relation declares.
engine::column_values fixed_of(const engine::link_table& links, const value& near)
{
    engine::column_values fixed{{&links.near(), near}};
    fixed.insert(fixed.end(), links.conditions().begin(), links.conditions().end());
    return fixed;
}

/// What a link is to hold but for its keys, which follow from the rows that it ties: they may be said again, or be
/// null, as clients send all members of a form. Throws for others, which would tie other rows than were named.
row_values held_beside(const engine::link_table& links, const value& near, const row_link& link)
{
    const auto& r = links.relation();
    auto keys = fixed_of(links, links.near_key(near));
    keys.emplace_back(&links.far(), links.far_key(link.key));
    row_values out;
    for (const auto& held : link.holds) {
        const auto key = std::find_if(keys.begin(), keys.end(), [&](const auto& k) { return k.first == held.first; });
        if (key == keys.end())
            out.push_back(held);
        else if (!held.second.is_null() && !engine::same_value(held.second, key->second))
            throw error{error_kind::usage, "E_KEY_OF_PARENT",
                        held.first->name + " of the link is a key of the rows that it ties, " +
                            to_display(key->second) + ": leave it out"}
                .in_model(r.source->name)
                .in_relation(r.name)
                .spoiling(spoils::nothing);
    }
    return out;
}

row_values row_of(const engine::link_table& links, const value& near, const row_link& link)
{
    row_values row = held_beside(links, near, link);
    const auto put = [&](const schema::column& c, const value& v) {
        std::erase_if(row, [&](const auto& held) { return held.first == &c; });
        row.emplace_back(&c, v);
    };
    put(links.far(), links.far_key(link.key));
    for (const auto& [column, v] : fixed_of(links, links.near_key(near)))
        put(*column, v);
    return row;
}

/// The links of this pair.
engine::query links_of(const engine::link_table& links, const schema::model& m, const value& near, const value& far)
{
    engine::query q{m};
    const auto equals = [&](const schema::column& c, const value& v) {
        q.add(false, false, {engine::compare{{&c}, "=", v}});
    };
    equals(links.far(), links.far_key(far));
    for (const auto& [column, v] : fixed_of(links, links.near_key(near)))
        equals(*column, v);
    return q;
}

/// The oldest of them.
std::optional<engine::record> find_link(engine::session& on, const engine::link_table& links, const schema::model& m,
                                        const value& near, const value& far)
{
    auto q = links_of(links, m, near, far);
    if (m.primary_key)
        q.orders.push_back({{m.primary_key}, false, {}});
    q.limit = 1;
    std::vector<engine::record> found;
    engine::load(on, q, {&found, &engine::record_rows_ops()});
    if (found.empty())
        return {};
    return std::move(found.front());
}

} // namespace

const schema::model* link_model(const schema::relation& r) noexcept
{
    return engine::joins_by_links(r) ? r.path.front().to_model : nullptr;
}

std::optional<value> far_key_of(engine::session& s, const schema::relation& r, const value& id)
{
    if (&far_key(r) == r.target->primary_key)
        return id;
    engine::query q{*r.target};
    q.add(false, false, {engine::compare{{r.target->primary_key}, "=", id}});
    const auto found = engine::pluck(s, q, {&far_key(r)});
    if (found.empty())
        return {};
    return found.front();
}

void insert_links(const related_rows& rows, const value& near, std::vector<row_link> given)
{
    const auto& r = rows.relation();
    const engine::link_table links{r};
    if (const auto* m = link_model(r)) {
        std::vector<row_values> made;
        for (auto& l : given)
            made.push_back(row_of(links, near, l));
        if (made.size() == 1)
            rows.making().create(rows.session(), *m, std::move(made.front()));
        else if (!made.empty())
            rows.making().create(rows.session(), *m, std::move(made));
        return;
    }
    std::vector<engine::link> made;
    for (const auto& l : given)
        made.push_back({l.key, attributes_of(held_beside(links, near, l))});
    engine::attach(rows.session(), r, near, std::move(made));
}

engine::record link(const related_rows& rows, const value& id, const row_values& holds)
{
    const auto& r = rows.relation();
    const engine::link_table links{r};
    const auto* m = link_model(r);
    if (!m)
        throw error{error_kind::unsupported, "E_LINK_WITHOUT_MODEL",
                    "the links of " + r.source->name + "." + r.name +
                        " are rows of a table that is no model, so that none can be given: sync them"}
            .in_relation(r.name)
            .spoiling(spoils::nothing);
    std::optional<engine::record> made;
    rows.session().together([&](engine::session& on) {
        const auto here = rows.inside(on);
        const auto near = here.lock_parent().get(r.local_key().index);
        const auto known = far_keys(on, r, std::vector<row_link>{{id, {}}});
        if (known.empty())
            throw_no_target(r, id);
        const auto& far = known.begin()->second;
        made = find_link(on, links, *m, near, far);
        if (!made) {
            made = rows.making().create(on, *m, row_of(links, near, {far, holds}));
            return;
        }
        auto changed = held_beside(links, near, {far, holds});
        // A null says nothing of a link that is there: clients send all members of a form, the empty ones too.
        std::erase_if(changed, [&](const auto& held) { return held.second.is_null(); });
        if (changed.empty())
            return;
        if (m->primary_key)
            return rows.making().change(on, *made, changed);
        // Rows without a key of their own are told apart by the pair alone.
        rows.making().change_all(on, links_of(links, *m, near, far), changed);
        for (auto& [column, v] : changed)
            made->put(column->index, std::move(v));
    });
    return std::move(*made);
}

std::int64_t unlink(const related_rows& rows, const value& id)
{
    const auto far = far_key_of(rows.session(), rows.relation(), id);
    const auto removed = far ? engine::detach(rows.session(), rows.relation(), rows.key(), {*far}) : 0;
    if (removed == 0)
        rows.need_parent();
    return removed;
}

bool is_linked(const related_rows& rows, const value& id)
{
    const auto& r = rows.relation();
    const auto m = engine::link_rows_model(r);
    const auto far = far_key_of(rows.session(), r, id);
    if (!far)
        return false;
    engine::query q{m};
    q.add(false, false, {engine::compare{{m.table.find(r.path.back().from_key->name)}, "=", *far}});
    return engine::count_link_rows(rows.session(), r, rows.key(), q) > 0;
}

engine::changes sync_links(const related_rows& rows, std::span<const row_link> given)
{
    const auto& r = rows.relation();
    const engine::link_table table{r};
    const bool hold = std::any_of(given.begin(), given.end(), [](const auto& l) { return !l.holds.empty(); });
    engine::changes done;
    rows.session().together([&](engine::session& on) {
        const auto here = rows.inside(on);
        value near; // what links hold is compared with it
        if (hold)
            near = here.lock_parent().get(r.local_key().index);
        else
            here.need_parent();
        const auto known = far_keys(on, r, given);
        std::vector<engine::link> links;
        for (const auto& l : given) {
            const auto at = known.find(engine::identity_of(l.key));
            if (at == known.end())
                throw_no_target(r, l.key);
            links.push_back({at->second, hold ? attributes_of(held_beside(table, near, {at->second, l.holds}))
                                              : std::vector<std::pair<std::string, value>>{}});
        }
        done = engine::sync(on, r, here.key(), std::move(links));
    });
    return done;
}

} // namespace ginnel::app
