#include "operations.hpp"

#include "failures.hpp"

#include <map>
#include <string>

namespace replay {

namespace {

/// What a relation's path has one way of doing where it is one hop, and another where it goes over links.
template <operation OneHop, operation OverLinks>
json::value by_path(world& w, const json::object& step)
{
    return relation_of(w, step).path.size() > 1 ? OverLinks(w, step) : OneHop(w, step);
}

} // namespace

operation operation_of(const json::object& step)
{
    static const std::map<std::string, operation> known{
        {"find", find_row},
        {"query", run_query},
        {"related.query", run_related_query},
        {"related.pivotQuery", run_pivot_query},
        {"load", load_relation},
        {"loadOnce", load_relation_once},
        {"loadMany", load_relations},
        {"loadCount", load_count},
        {"loadAggregate", load_aggregate},
        {"refresh", refresh_row},
        {"new", new_row},
        {"set", set_values},
        {"dump", dump_rows},
        {"setRelated", set_related},
        {"pushRelated", push_related},
        {"serialize", serialise},
        {"relationKeys", relation_keys},
        {"createRow", create_row},
        {"saveRow", save_row},
        {"deleteRow", delete_row},
        {"related.create", create_related},
        {"related.createMany", create_many_related},
        {"related.attach", attach_related},
        {"related.sync", sync_related},
        {"related.save", by_path<save_related, save_linked>},
        {"related.saveMany", by_path<save_many_related, save_many_linked>},
        {"related.firstOrCreate", first_or_create_related},
        {"related.updateOrCreate", update_or_create_related},
        {"related.fetchOrCreateMany", fetch_or_create_many_related},
        {"related.updateOrCreateMany", update_or_create_many_related},
        {"related.associate", associate_related},
        {"related.dissociate", dissociate_related},
        {"related.detach", detach_related},
    };
    const auto op = text_at(step, "op"), terminal = text_at(step, "terminal");
    const bool writes = terminal == "update" || terminal == "delete";
    if (writes && op == "related.pivotQuery")
        return write_pivot_query;
    if (writes)
        return terminal == "update" ? update_rows : delete_rows;
    const auto found = known.find(op);
    if (found == known.end())
        throw not_built{op};
    return found->second;
}

const ginnel::schema::relation& relation_of(world& w, const json::object& step)
{
    return w.models.relation(w.row(step).model(), text_at(step, "relation"));
}

std::vector<const ginnel::schema::column*> changed_columns(const ginnel::engine::record& r)
{
    std::vector<const ginnel::schema::column*> out;
    for (const auto& c : r.model().table.columns)
        if (!c.primary && r.changed(c.index))
            out.push_back(&c);
    return out;
}

ginnel::value key_of(const ginnel::engine::record& r, const ginnel::schema::relation& relation)
{
    const auto& key = relation.local_key();
    if (!r.has(key.index))
        throw refused{"missing-key", "\"" + relation.name + "\" needs " + r.model().name + "." + key.name +
                                         ", which was not selected or set"};
    return r.get(key.index);
}

void put_values(ginnel::engine::record& r, const json::object& values)
{
    for (const auto& [property, v] : values)
        r.put(std::string_view{property.data(), property.size()}, to_value(v));
}

} // namespace replay
