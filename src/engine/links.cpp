#include "engine/links.hpp"

#include "engine/detach_plan.hpp"
#include "engine/link_rows_plan.hpp"
#include "engine/load.hpp"
#include "engine/record.hpp"
#include "engine/sync_many_plan.hpp"
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
    const link_list asked{links, {}};
    std::int64_t removed = 0;
    s.run_unit([&] { return std::make_unique<detach_plan>(s.env(), r, parent, asked, false); },
               [&](plan& p) { removed = static_cast<detach_plan&>(p).removed; });
    return removed;
}

std::int64_t detach_all(session& s, const schema::relation& r, const value& parent)
{
    std::int64_t removed = 0;
    s.run_unit([&] { return std::make_unique<detach_plan>(s.env(), r, parent, link_list{}, true); },
               [&](plan& p) { removed = static_cast<detach_plan&>(p).removed; });
    return removed;
}

changes toggle(session& s, const schema::relation& r, const value& parent, std::vector<link> links)
{
    changes result;
    const link_table checked{r};
    if (links.empty() && !parent.is_null())
        return result;
    const link_list asked{links, {}};
    s.run_unit([&] { return std::make_unique<toggle_plan>(s.env(), r, parent, asked); },
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
    const link_list asked{links, {}};
    s.run_unit([&] { return std::make_unique<update_links_plan>(s.env(), r, parent, asked); },
               [&](plan& p) { updated = std::move(static_cast<update_links_plan&>(p).updated); });
    return updated;
}

std::vector<changes> sync_many(session& s, const schema::relation& r, std::vector<parent_links> parents, sync_options o)
{
    std::vector<changes> result;
    const link_table checked{r};
    if (parents.empty())
        return result;
    s.run_unit([&] { return std::make_unique<sync_many_plan>(s.env(), r, parents, o); },
               [&](plan& p) { result = std::move(static_cast<sync_many_plan&>(p).result); });
    return result;
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

std::int64_t count_link_rows(session& s, const schema::relation& r, const value& parent, const query& rows)
{
    const link_table links{r};
    query q = rows;
    q.scopes.emplace_back(); // so that an or of the program reaches none of what follows
    q.add(false, false, {compare{{&links.near()}, "=", parent}});
    for (const auto& [column, v] : links.conditions())
        q.add(false, false, {compare{{column}, "=", v}});
    if (const auto* trashed = links.trashed())
        q.add(false, false, {is_null{{trashed}, false}});
    return count(s, q, nullptr);
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

} // namespace ginnel::engine
