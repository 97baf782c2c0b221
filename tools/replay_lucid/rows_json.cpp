#include "rows_json.hpp"

namespace replay {

using ginnel::engine::record;

json::value row_json(const record& r, const json::object& sideload)
{
    const auto& m = r.model();
    json::object out{{"model", m.name}};
    json::object attrs, extras, rel;
    for (const auto& c : m.table.columns)
        if (r.has(c.index))
            attrs[c.name] = to_json_value(r.get(c.index));
    for (std::size_t i = 0; i < r.extra_names().size(); ++i)
        extras[r.extra_names()[i]] = to_json_value(r.extra_values()[i]);
    for (const auto& relation : m.relations) {
        const auto& slot = r.slot(relation.index);
        if (!slot.loaded)
            continue;
        if (relation.many())
            rel[relation.name] = rows_json(slot.rows, sideload);
        else
            rel[relation.name] = slot.row ? row_json(*slot.row, sideload) : json::value{};
    }
    out["attrs"] = std::move(attrs);
    if (!extras.empty())
        out["extras"] = std::move(extras);
    if (!rel.empty())
        out["rel"] = std::move(rel);
    if (!sideload.empty())
        out["sideloaded"] = sideload;
    if (!r.persisted)
        out["persisted"] = false;
    return out;
}

json::array rows_json(const std::vector<record>& rows, const json::object& sideload)
{
    json::array out;
    for (const auto& r : rows)
        out.push_back(row_json(r, sideload));
    return out;
}

} // namespace replay
