#include "app/relations/related_rows.hpp"

#include "app/questions/question.hpp"
#include "app/relations/related_links.hpp"
#include "engine/link_table.hpp"
#include "engine/links.hpp"
#include "engine/load.hpp"
#include "engine/query_writes.hpp"
#include "engine/related_write.hpp"
#include "engine/row_writes.hpp"
#include "engine/write.hpp"
#include "value/epoch.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/describe.hpp>

#include <algorithm>
#include <utility>

namespace ginnel::app {

namespace {

engine::condition equals(const schema::column& c, const value& v)
{
    return {engine::compare{{&c}, "=", v}};
}

bool passes_tables(const schema::relation& r) noexcept
{
    return r.path.size() > 1;
}

} // namespace

void need_key(const schema::relation& r, const value& key)
{
    if (key.is_null())
        throw error{error_kind::usage, "E_NULL_KEY",
                    "the " + r.local_key().name + " of this " + r.source->name +
                        " is null, so nothing can be related to it: give it one, and save it"}
            .in_model(r.source->name)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
}

related_rows::related_rows(engine::session& s, const schema::relation& r, value parent, const row_making& making,
                           const copied_columns& copied)
    : session_{s}, relation_{r}, parent_{std::move(parent)}, making_{making}, copied_{copied}
{
    // A polymorphic belongsTo has no path of its own.
    if (!r.path.empty() && &r.local_key() == r.source->primary_key)
        key_ = parent_;
}

engine::query related_rows::own_parent() const
{
    engine::query q{*relation_.source};
    q.add(false, false, equals(*relation_.source->primary_key, parent_));
    return q;
}

void related_rows::throw_no_parent() const
{
    throw error{error_kind::not_found, "E_PARENT_NOT_FOUND",
                "there is no " + relation_.source->name + " with the " + relation_.source->primary_key->name + " " +
                    to_display(parent_)}
        .in_model(relation_.source->name)
        .in_relation(relation_.name)
        .spoiling(spoils::nothing);
}

void related_rows::need_parent() const
{
    if (parent_.is_null() || !engine::exists(session_, own_parent()))
        throw_no_parent();
}

engine::record related_rows::lock_parent() const
{
    std::vector<engine::record> found;
    auto q = own_parent();
    q.for_update = true;
    if (!parent_.is_null())
        engine::load(session_, q, {&found, &engine::record_rows_ops()});
    if (found.empty())
        throw_no_parent();
    return std::move(found.front());
}

const value& related_rows::key() const
{
    if (!key_) {
        const auto found = engine::pluck(session_, own_parent(), {&relation_.local_key()});
        if (found.empty())
            need_parent();
        key_ = found.empty() ? value{} : found.front();
    }
    return *key_;
}

const value& related_rows::start() const
{
    need_key(relation_, key());
    return key();
}

void related_rows::copy(const engine::record& parent, row_values& row) const
{
    for (const auto& [from, to] : copied_)
        put(row, *to, moment_as(to->type, parent.get(from->index)));
}

void related_rows::give_copied(std::vector<row_values>& rows) const
{
    if (copied_.empty() || rows.empty())
        return;
    const auto parent = lock_parent();
    for (auto& row : rows)
        copy(parent, row);
}

engine::query related_rows::chosen(const filter& what) const
{
    if (!passes_tables(relation_) || names_through(what))
        return query_of(relation_, what);
    // Several links may lead to one row; whether it is among the related ones is what is asked.
    engine::query q{*relation_.target};
    auto related = std::make_shared<engine::query>(relation_, true);
    const auto* target_key = relation_.target->primary_key;
    q.add(false, false, {engine::among_query{{target_key}, std::move(related), {target_key}, key()}});
    add_filter(q, what);
    return q;
}

engine::query related_rows::linked() const
{
    const auto* links = link_model(relation_);
    if (!links || !links->primary_key)
        return chosen({});
    engine::query q{relation_, false};
    if (q.orders.empty())
        q.orders.push_back({{links->primary_key, 0}, false, {}});
    return q;
}

std::vector<engine::record> related_rows::find(const engine::query& q) const
{
    std::vector<engine::record> rows;
    read(q, {&rows, &engine::record_rows_ops()});
    return rows;
}

void related_rows::read(const engine::query& q, engine::result_slot into) const
{
    if (q.via)
        engine::load_related(session_, q, key(), into);
    else
        engine::load(session_, q, into);
    if (into.ops->size(into.slot) == 0)
        need_parent();
}

std::int64_t related_rows::count(const engine::query& q) const
{
    const auto n = engine::count(session_, q, q.via ? &key() : nullptr);
    if (n == 0)
        need_parent();
    return n;
}

engine::query related_rows::by_id(const value& id, const filter& what) const
{
    auto q = chosen(what);
    q.orders.clear();
    q.add(false, false, equals(*relation_.target->primary_key, id));
    return q;
}

std::optional<engine::record> related_rows::find_by_id(const value& id, const filter& what) const
{
    auto rows = find(by_id(id, what));
    if (rows.empty())
        return {};
    return std::move(rows.front());
}

void related_rows::need_writable() const
{
    if (!passes_tables(relation_))
        return;
    const engine::link_table checked{relation_}; // which says what is wrong with the others
}

engine::record related_rows::create(row_values row, row_values link) const
{
    need_writable();
    std::vector<row_values> rows, links;
    rows.push_back(std::move(row));
    links.push_back(std::move(link));
    std::vector<engine::record> made;
    session_.together([&](engine::session& on) { made = create_in(on, std::move(rows), std::move(links), true); });
    return std::move(made.front());
}

std::vector<engine::record> related_rows::create(std::vector<row_values> rows, std::vector<row_values> links) const
{
    need_writable();
    std::vector<engine::record> made;
    session_.together([&](engine::session& on) { made = create_in(on, std::move(rows), std::move(links), false); });
    return made;
}

std::vector<engine::record> related_rows::create_in(engine::session& on, std::vector<row_values> rows,
                                                    std::vector<row_values> links, bool one) const
{
    const auto here = inside(on);
    const auto parent = here.lock_parent();
    const auto& near = parent.get(relation_.local_key().index);
    need_key(relation_, near);
    const bool linked = passes_tables(relation_);
    for (auto& row : rows) {
        if (!linked)
            for (const auto& [column, v] : engine::ties_of(relation_, near))
                put(row, *column, v);
        copy(parent, row);
    }
    std::vector<engine::record> made;
    if (one)
        made.push_back(making_.create(on, *relation_.target, std::move(rows.front())));
    else if (!rows.empty())
        made = making_.create(on, *relation_.target, std::move(rows));
    if (!linked)
        return made;
    std::vector<row_link> new_links;
    for (std::size_t i = 0; i < made.size(); ++i)
        new_links.push_back(
            {made[i].get(relation_.path.back().to_key->index), i < links.size() ? std::move(links[i]) : row_values{}});
    insert_links(here, near, std::move(new_links));
    return made;
}

void related_rows::change(engine::record& row, const row_values& named) const
{
    const auto& m = *relation_.target;
    if (!passes_tables(relation_))
        for (const auto& [column, held] : engine::ties_of(relation_, key()))
            for (const auto& [said, v] : named)
                if (said == column && !engine::same_value(v, held))
                    throw error{error_kind::usage, "E_KEY_OF_PARENT",
                                m.name + "." + column->name + " is the key of the " + relation_.source->name +
                                    " that the row is related to, " + to_display(held) +
                                    ": leave it out, or change it at the row's own address"}
                        .in_model(m.name)
                        .in_relation(relation_.name)
                        .spoiling(spoils::nothing);
    making_.change(session_, row, named);
}

bool related_rows::destroy_by_id(const value& id) const
{
    need_writable();
    if (!passes_tables(relation_)) {
        const auto removed = engine::remove(session_, by_id(id), engine::removal::declared, &key());
        if (removed == 0)
            need_parent();
        return removed > 0;
    }
    bool found = false;
    session_.together([&](engine::session& on) {
        const auto here = inside(on);
        const auto far = far_key_of(on, relation_, id);
        found = far && engine::detach(on, relation_, here.key(), {*far}) > 0;
        if (!found)
            return here.need_parent();
        engine::query row{*relation_.target};
        row.add(false, false, equals(*relation_.target->primary_key, id));
        engine::remove(on, row);
    });
    return found;
}

std::int64_t related_rows::destroy_all(const filter& what) const
{
    need_writable();
    std::int64_t removed = 0;
    if (!passes_tables(relation_)) {
        auto q = chosen(what);
        q.orders.clear();
        removed = engine::remove(session_, q, engine::removal::declared, &key());
    } else {
        removed = engine::detach_all(session_, relation_, key());
    }
    if (removed == 0)
        need_parent();
    return removed;
}

} // namespace ginnel::app
