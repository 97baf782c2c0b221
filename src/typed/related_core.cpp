#include "engine/linked_rows.hpp"
#include "engine/write.hpp"
#include "typed/kept_row.hpp"
#include "typed/related_parts.hpp"
#include "typed/row_parts.hpp"
#include "typed/sessions.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/relation.hpp>
#include <ginnel/typed/related_rows.hpp>
#include <ginnel/value/uuid.hpp>

#include <span>
#include <utility>

namespace ginnel::detail {

const schema::relation& relation_of(const schema::model& m, member_id member);

namespace {

/// Whether a field of a pivot's struct holds what no caller gives: a key of the link, or a key that the database makes.
bool holds_key(const schema::relation& r, const std::string& field)
{
    const schema::table* pivot = r.link_table();
    const schema::column* c = pivot == nullptr ? nullptr : pivot->find(field);
    return c != nullptr && (c->generated || c == r.path.front().to_key || c == r.path.back().from_key);
}

} // namespace

value key_of_parent(const schema::relation& r, const void* parent)
{
    const schema::column& c = r.local_key();
    const schema::model& m = *r.source;
    if (m.ops->has != nullptr && !m.ops->has(m, parent, c.index)) [[unlikely]]
        throw error{error_kind::usage, "E_MISSING_MODEL_ATTRIBUTE",
                    m.name + "." + r.name + " starts from \"" + c.name +
                        "\", which was not selected when this row was read: select \"" + c.name + "\" too"}
            .in_model(m.name)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
    value key = c.field->store(static_cast<const char*>(parent) + c.offset);
    if (c.generated && key.type() == kind::integer && key.integer() == 0)
        return {};
    return key;
}

std::vector<engine::link> links_of(const schema::relation& r, std::span<const link> given)
{
    std::vector<engine::link> links;
    links.reserve(given.size());
    for (const link& one : given) {
        engine::link& made = links.emplace_back(engine::link{one.key, one.attributes});
        if (one.from_pivot)
            std::erase_if(made.attributes, [&](const auto& a) { return holds_key(r, a.first); });
    }
    return links;
}

related_core::related_core(engine::session& s, const schema::model& m, member_id relation, const void* parent)
    : session_{&s},
      relation_{&relation_of(m, relation)},
      key_{key_of_parent(*relation_, parent)},
      stored_{state_of(m, parent) == nullptr || state_of(m, parent)->stored()}
{
}

query_core related_core::related_query() const
{
    query_core q{session_, *relation_, false};
    q.set_parent(key_);
    return q;
}

// Reading goes on with a nil uuid: a row may have been stored with it.
void need_saved_parent(const schema::relation& r, const value& key, bool stored)
{
    static const value nil = column_traits<uuid>::store(uuid{});
    const bool is_nil = r.local_key().type == column_type::uuid && key == nil;
    if (stored && !key.is_null() && !is_nil)
        return;
    const std::string& model = r.source->name;
    if (is_nil)
        throw error{error_kind::usage, "E_UNSAVED_PARENT",
                    "this " + model + " has a nil uuid as " + r.local_key().name +
                        ", so nothing can be related to it: give it a key: ." + r.local_key().name +
                        " = ginnel::uuid::time_ordered()"}
            .in_model(model)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
    // Saved or not, it is not the save that such a row lacks.
    if (key.is_null() && &r.local_key() != r.source->primary_key)
        throw error{error_kind::usage, "E_NULL_KEY",
                    "the " + r.local_key().name + " of this " + model +
                        " is null, so nothing can be related to it: give it one, and save it"}
            .in_model(model)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
    throw error{error_kind::usage, "E_UNSAVED_PARENT",
                "this " + model + (key.is_null() ? " was not saved" : " was not saved, or removed since") +
                    ", so nothing can be related to it: create it first, as in " + model + " row = db.create(" + model +
                    "{...}), and go on with the row returned"}
        .in_model(model)
        .in_relation(r.name)
        .spoiling(spoils::nothing);
}

void related_core::need_saved() const
{
    need_saved_parent(*relation_, key_, stored_);
}

link_core related_core::links() const
{
    return link_core{*session_, *relation_, key_, stored_};
}

void related_core::create(void* const* objects, std::size_t count) const
{
    need_saved();
    if (count == 0)
        return;
    const schema::model& target = *relation_->target;
    const std::span<void* const> rows{objects, count};
    write_tracked(*session_, target, rows, [&] {
        if (relation_->path.size() == 1) {
            std::vector<std::pair<const schema::column*, value>> fixed{{relation_->path.front().to_key, key_}};
            for (const schema::fixed_value& f : relation_->fixed)
                fixed.emplace_back(f.what, f.must);
            engine::insert(*session_, target, rows, fixed);
        } else {
            std::vector<engine::linked_row> linked;
            linked.reserve(count);
            for (void* row : rows)
                linked.push_back({row});
            engine::save_linked(*session_, *relation_, key_, linked, {});
        }
        note_stored(target, objects, count);
    });
}

attached related_core::attach(const asked_links& list, attach_options o) const
{
    need_saved();
    const engine::attach_options options{o.duplicates};
    engine::attached done =
        list.links.empty() ? engine::attach_keys(*session_, *relation_, key_, list.keys, options)
                           : engine::attach(*session_, *relation_, key_, links_of(*relation_, list.links), options);
    return {std::move(done.attached), std::move(done.skipped)};
}

changes related_core::sync(const asked_links& list, sync_options o) const
{
    need_saved();
    const engine::sync_options options{o.detach};
    engine::changes done = list.links.empty()
                               ? engine::sync_keys(*session_, *relation_, key_, list.keys, options)
                               : engine::sync(*session_, *relation_, key_, links_of(*relation_, list.links), options);
    return {std::move(done.attached), std::move(done.detached), std::move(done.updated)};
}

} // namespace ginnel::detail
