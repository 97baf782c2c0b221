#include "engine/middle_row.hpp"

#include "engine/kept_values.hpp"
#include "engine/load.hpp"
#include "engine/one_write.hpp"
#include "engine/query.hpp"

#include <ginnel/error.hpp>

#include <utility>

namespace ginnel::engine {

namespace {

const schema::model& middle_of(const schema::relation& r)
{
    const auto* middle = r.path.size() > 1 ? r.path.back().from : nullptr;
    const auto* model = middle == nullptr ? nullptr : r.path[r.path.size() - 2].to_model;
    if (model != nullptr && !r.path.back().key_on_from)
        return *model;
    throw error{error_kind::unsupported, "E_NO_MIDDLE",
                "the rows of " + r.source->name + "." + r.name +
                    " hold no key of a row between, so none is named: leave via(...) out" +
                    (r.path.size() == 2 ? ", and tie them to the " + r.source->name + " by attach or create" : "")}
        .in_model(r.source->name)
        .in_relation(r.name)
        .spoiling(spoils::nothing);
}

/// Name and source say in errors what the program wrote.
schema::relation part_of(const schema::relation& r)
{
    schema::relation part;
    part.name = r.name;
    part.kind = schema::relation_kind::has_many_through;
    part.source = r.source;
    part.index = r.index;
    return part;
}

} // namespace

middle_path::middle_path(const schema::relation& r) : before_{part_of(r)}, last_{part_of(r)}
{
    const auto& middle = middle_of(r);
    const auto hops = r.path.size() - 1;
    before_.target = &middle;
    before_.through = hops > 1 ? r.through : nullptr;
    before_.path.assign(r.path.begin(), r.path.end() - 1);
    last_.source = &middle;
    last_.target = r.target;
    last_.path.push_back(r.path.back());
    for (auto f : r.fixed) {
        if (f.at == schema::place::target) {
            last_.fixed.push_back(std::move(f));
            continue;
        }
        if (f.at == static_cast<int>(hops) - 1)
            f.at = schema::place::target;
        before_.fixed.push_back(std::move(f));
    }
    // One that reaches beyond the middle speaks of rows that are not there yet.
    for (const auto& p : r.passed)
        if (p.first + p.passed->path.size() <= hops)
            before_.passed.push_back(p);
}

void middle_path::need_middle(const schema::model& m) const
{
    const auto& wanted = *last_.source;
    if (&m == &wanted)
        return;
    throw error{error_kind::usage, "E_WRONG_MIDDLE",
                before_.source->name + "." + last_.name + " passes " + wanted.name + " last, and a " + m.name +
                    " was named: name the " + wanted.name + " that the rows belong to"}
        .in_model(before_.source->name)
        .in_relation(last_.name)
        .spoiling(spoils::nothing);
}

void need_behind(session& inside, const middle_path& path, const value& parent, const value& middle)
{
    const auto& e = inside.env();
    if (e.abilities.row_locks) { // else the write transaction is the lock
        one_write lock{e.dialect.render(row_lock_of(path.key(), path.last().source->table.name)), {middle}};
        inside.run(lock);
    }
    query rows{path.before(), false};
    rows.add(false, false, {compare{{&path.key()}, "=", middle}});
    if (exists(inside, rows, &parent))
        return;
    const auto& r = path.before();
    throw error{error_kind::not_found, "E_MIDDLE_OF_ANOTHER",
                "the " + r.target->name + " with " + path.key().name + " " + to_display(middle) +
                    " is not one of the " + r.source->name + " with " + r.local_key().name + " " + to_display(parent) +
                    ", so " + r.source->name + "." + r.name + " has no rows behind it: name a " + r.target->name +
                    " that the path from this " + r.source->name + " leads to"}
        .in_model(r.source->name)
        .in_relation(r.name)
        .spoiling(spoils::nothing);
}

void save_behind(session& s, const middle_path& path, const value& parent, const value& middle,
                 std::span<const related_row> rows)
{
    if (rows.empty())
        return;
    kept_values before;
    for (const auto& row : rows)
        if (!row.stored) // save_related puts the others back
            before.keep(*path.last().target, row.object);
    try {
        s.together([&](session& inside) {
            need_behind(inside, path, parent, middle);
            save_related(inside, path.last(), middle, rows);
        });
    } catch (...) {
        before.put_back();
        throw;
    }
}

} // namespace ginnel::engine
