#include "engine/linked_rows.hpp"
#include "engine/links.hpp"
#include "typed/kept_row.hpp"
#include "typed/related_parts.hpp"
#include "typed/row_parts.hpp"

#include <ginnel/detail/link_core.hpp>
#include <ginnel/error.hpp>

#include <string>
#include <utility>

namespace ginnel::detail {

namespace {

changes as_public(engine::changes&& done)
{
    return {std::move(done.attached), std::move(done.detached), std::move(done.updated)};
}

} // namespace

link_core::link_core(engine::session& s, const schema::relation& r, value parent, bool stored)
    : session_{&s}, relation_{&r}, parent_{std::move(parent)}, stored_{stored}
{
}

const value& link_core::parent() const
{
    need_saved_parent(*relation_, parent_, stored_);
    return parent_;
}

std::int64_t link_core::detach(const std::vector<value>& keys) const
{
    return engine::detach(*session_, *relation_, parent(), keys);
}

std::int64_t link_core::detach_all() const
{
    return engine::detach_all(*session_, *relation_, parent());
}

changes link_core::toggle(const std::vector<link>& links) const
{
    return as_public(engine::toggle(*session_, *relation_, parent(), links_of(*relation_, links)));
}

changes link_core::sync_without_detaching(const std::vector<link>& links) const
{
    return as_public(engine::sync(*session_, *relation_, parent(), links_of(*relation_, links), {.detach = false}));
}

std::vector<value> link_core::update(const std::vector<link>& links) const
{
    return engine::update_links(*session_, *relation_, parent(), links_of(*relation_, links));
}

void link_core::save(void* const* objects, std::size_t count, const std::vector<link>& links, bool duplicates,
                     bool creates) const
{
    const schema::model& target = *relation_->target;
    if (links.size() != count)
        throw error{error_kind::usage, "E_ATTRIBUTE_LISTS",
                    target.name + ": " + std::to_string(count) + " rows were given, and the links of " +
                        std::to_string(links.size()) + " in `each`: give one for each row, in their order"}
            .in_model(relation_->source->name)
            .in_relation(relation_->name)
            .spoiling(spoils::nothing);
    const std::vector<engine::link> made = links_of(*relation_, links);
    std::vector<engine::linked_row> rows;
    rows.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        engine::linked_row& row = rows.emplace_back();
        row.object = objects[i];
        row.stored = !creates && is_stored(target, objects[i]);
        if (row.stored)
            row.columns = written_columns(target, objects[i]);
        row.attributes = made[i].attributes;
    }
    const value& key = parent();
    if (rows.empty())
        return;
    write_tracked(*session_, target, {objects, count}, [&] {
        engine::save_linked(*session_, *relation_, key, rows, {.duplicates = duplicates});
        for (const engine::linked_row& row : rows)
            if (!row.stored)
                note_stored(target, &row.object, 1);
    });
}

std::vector<changes> sync_many(engine::session& s, const schema::relation& r,
                               const std::vector<parent_and_links>& parents, sync_options o)
{
    std::vector<engine::parent_links> given;
    given.reserve(parents.size());
    for (const parent_and_links& one : parents) {
        const bool unsaved = r.local_key().generated && one.parent.type() == kind::integer && one.parent.integer() == 0;
        need_saved_parent(r, unsaved ? value{} : one.parent);
        given.push_back({one.parent, links_of(r, one.links)});
    }
    std::vector<changes> result;
    for (engine::changes& done : engine::sync_many(s, r, std::move(given), {o.detach}))
        result.push_back(as_public(std::move(done)));
    return result;
}

} // namespace ginnel::detail
