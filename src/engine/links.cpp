#include "engine/links.hpp"

#include "engine/detach_plan.hpp"
#include "engine/link_rows_plan.hpp"
#include "engine/record.hpp"
#include "engine/toggle_plan.hpp"
#include "engine/update_links_plan.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace ginnel::engine {

std::int64_t detach(session& s, const schema::relation& r, const value& parent, std::vector<value> keys)
{
    const link_table checked{r};
    std::vector<link> links;
    links.reserve(keys.size());
    for (auto& key : keys)
        links.push_back({std::move(key), {}});
    if (links.empty() && !parent.is_null())
        return 0;
    std::int64_t removed = 0;
    s.run_unit([&] { return std::make_unique<detach_plan>(s.env(), r, parent, links, false); },
               [&](plan& p) { removed = static_cast<detach_plan&>(p).removed; });
    return removed;
}

std::int64_t detach_all(session& s, const schema::relation& r, const value& parent)
{
    std::int64_t removed = 0;
    s.run_unit([&] { return std::make_unique<detach_plan>(s.env(), r, parent, std::vector<link>{}, true); },
               [&](plan& p) { removed = static_cast<detach_plan&>(p).removed; });
    return removed;
}

changes toggle(session& s, const schema::relation& r, const value& parent, std::vector<link> links)
{
    changes result;
    const link_table checked{r};
    if (links.empty() && !parent.is_null())
        return result;
    s.run_unit([&] { return std::make_unique<toggle_plan>(s.env(), r, parent, links); },
               [&](plan& p) { result = std::move(static_cast<toggle_plan&>(p).result); });
    return result;
}

std::vector<value> update_links(session& s, const schema::relation& r, const value& parent, std::vector<link> links)
{
    std::vector<value> updated;
    const link_table checked{r};
    const auto says = [](const link& l) { return !l.attributes.empty(); };
    if (std::none_of(links.begin(), links.end(), says) && !parent.is_null())
        return updated;
    s.run_unit([&] { return std::make_unique<update_links_plan>(s.env(), r, parent, links); },
               [&](plan& p) { updated = std::move(static_cast<update_links_plan&>(p).updated); });
    return updated;
}

schema::model link_rows_model(const schema::relation& r)
{
    const link_table checked{r};
    schema::model m;
    m.name = m.table.name = checked.table().name;
    m.table.columns = checked.table().columns;
    m.ops = &record_ops();
    return m;
}

std::int64_t update_link_rows(session& s, const schema::relation& r, const value& parent, const query& rows,
                              const std::vector<std::pair<std::string, value>>& set)
{
    if (set.empty() && !parent.is_null())
        return 0;
    std::int64_t affected = 0;
    s.run_unit([&] { return std::make_unique<link_rows_plan>(s.env(), r, parent, rows, &set); },
               [&](plan& p) { affected = static_cast<link_rows_plan&>(p).affected; });
    return affected;
}

std::int64_t remove_link_rows(session& s, const schema::relation& r, const value& parent, const query& rows)
{
    std::int64_t affected = 0;
    s.run_unit([&] { return std::make_unique<link_rows_plan>(s.env(), r, parent, rows, nullptr); },
               [&](plan& p) { affected = static_cast<link_rows_plan&>(p).affected; });
    return affected;
}

attached save_linked(session& s, const schema::relation& r, const value& parent, std::span<const linked_row> rows,
                     attach_options o, const session_work& save)
{
    const auto& target = *r.target;
    const link_table checked{r}; // before a row is written that nothing could link
    std::vector<void*> fresh;
    std::vector<value> keys_before;
    for (const auto& row : rows)
        if (row.fresh && std::find(fresh.begin(), fresh.end(), row.object) == fresh.end())
            fresh.push_back(row.object);
    if (target.primary_key != nullptr)
        for (const auto* object : fresh)
            keys_before.push_back(target.ops->get(target, object, target.primary_key->index));
    attached result;
    try {
        s.together([&](session& inside) {
            insert(inside, target, fresh);
            if (save)
                save(inside);
            std::vector<link> links;
            for (const auto& row : rows)
                links.push_back(
                    {target.ops->get(target, row.object, r.path.back().to_key->index), row.attributes});
            result = attach(inside, r, parent, std::move(links), o);
        });
    } catch (...) {
        for (std::size_t i = 0; i < keys_before.size(); ++i)
            target.ops->set(target, fresh[i], target.primary_key->index, keys_before[i].view());
        throw;
    }
    return result;
}

} // namespace ginnel::engine
