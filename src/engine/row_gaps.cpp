#include "engine/row_gaps.hpp"

#include "engine/load.hpp"

#include <ginnel/schema/model.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace ginnel::engine {

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
void load_groups(session& s, const schema::model& m,
                 std::vector<std::pair<objects_list, preload>> groups)
{
    while (!groups.empty()) {
        const objects_list rows = groups.front().first;
        std::vector<preload> together;
        std::erase_if(groups, [&](const auto& g) {
            if (g.first != rows)
                return false;
            together.push_back(g.second);
            return true;
        });
        load_into(s, m, rows, together);
    }
}

objects_list rows_behind(const schema::model& m, const objects_list& objects, const schema::relation& r)
{
    objects_list rows;
    for (void* object : objects) {
        // The slot of a morph_to may hold a row of another type than this one's.
        if (r.family != nullptr && *r.source_type() != m.ops->get(m, object, r.type_column->index))
            continue;
        void* slot = m.ops->slot(m, object, r.index);
        for (std::size_t i = 0; i < r.slot->size(slot); ++i)
            rows.push_back(r.slot->at(slot, i));
    }
    // A to-one row may be shared by several.
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

} // namespace

void load_once(session& s, const schema::model& m, const std::vector<void*>& objects,
               std::span<const preload> what)
{
    std::vector<std::pair<objects_list, preload>> groups;
    for (const preload& p : what)
        groups.emplace_back(without(m, objects, *p.relation), p);
    load_groups(s, m, std::move(groups));
}

void load_missing(session& s, const schema::model& m, const std::vector<void*>& objects,
               std::span<const preload> what)
{
    std::vector<std::pair<objects_list, preload>> groups;
    std::vector<const preload*> behind;
    for (const preload& p : what) {
        auto missing = without(m, objects, *p.relation);
        preload asked = p;
        if (missing.size() < objects.size() && !p.sub->preloads.empty()) {
            auto alone = std::make_shared<query>(*p.sub);
            alone->preloads.clear();
            asked.sub = std::move(alone);
            behind.push_back(&p);
        }
        groups.emplace_back(std::move(missing), std::move(asked));
    }
    load_groups(s, m, std::move(groups));
    for (const preload* p : behind)
        load_missing(s, *p->relation->target, rows_behind(m, objects, *p->relation), p->sub->preloads);
}

} // namespace ginnel::engine
