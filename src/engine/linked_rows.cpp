#include "engine/linked_rows.hpp"

#include "engine/link_table.hpp"
#include "engine/row_writes.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/describe.hpp>

#include <unordered_set>
#include <utility>

namespace ginnel::engine {

namespace {

/// The objects that are not stored yet, each once.
std::vector<void*> fresh_objects(std::span<const linked_row> rows)
{
    std::vector<void*> out;
    std::unordered_set<const void*> seen;
    for (const auto& row : rows)
        if (!row.stored && seen.insert(row.object).second)
            out.push_back(row.object);
    return out;
}

} // namespace

attached save_linked(session& s, const schema::relation& r, const value& parent, std::span<const linked_row> rows,
                     attach_options o)
{
    const auto& target = *r.target;
    const link_table checked{r}; // before a row is written that nothing could link
    const auto fresh = fresh_objects(rows);
    std::vector<value> keys;
    if (target.primary_key != nullptr)
        for (const auto* object : fresh)
            keys.push_back(target.ops->get(target, object, target.primary_key->index));
    attached result;
    try {
        s.together([&](session& inside) {
            insert(inside, target, fresh);
            std::vector<link> links;
            std::unordered_set<const void*> seen;
            for (const auto& row : rows) {
                if (row.stored && !row.columns.empty() && seen.insert(row.object).second)
                    update_rows(inside, target, {&row.object, 1}, {row.columns, true});
                links.push_back({target.ops->get(target, row.object, r.path.back().to_key->index), row.attributes});
            }
            result = attach(inside, r, parent, links, o);
        });
    } catch (...) {
        for (std::size_t i = 0; i < keys.size(); ++i)
            target.ops->set(target, fresh[i], target.primary_key->index, keys[i].view());
        throw;
    }
    return result;
}

} // namespace ginnel::engine
