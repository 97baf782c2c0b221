#include "engine/record_json.hpp"
#include "failures.hpp"
#include "operations.hpp"
#include "rows_json.hpp"

namespace replay {

namespace engine = ginnel::engine;
namespace schema = ginnel::schema;
using engine::record;

namespace {

std::string lucid_kind(const schema::relation& r)
{
    return std::string{schema::lucid_name_of(r.kind)};
}

/// Copies of the rows that `related` names; to-one relations take one name, to-many relations a list (or, where rows
/// are added, one).
std::vector<record> rows_named(world& w, const json::value& related)
{
    std::vector<record> rows;
    if (related.is_string()) {
        rows.push_back(w.named(related).rows->at(0));
    } else if (related.is_array()) {
        for (const auto& name : related.get_array())
            rows.push_back(w.named(name).rows->at(0));
    }
    return rows;
}

engine::json_choice choice_of(const json::object& pick)
{
    const auto names = [](const json::array& list) {
        std::vector<std::string> out;
        for (const auto& v : list)
            out.push_back(text_of(v));
        return out;
    };
    engine::json_choice out;
    if (const auto* fields = pick.if_contains("fields")) {
        if (fields->is_array())
            out.fields = names(fields->get_array());
        else if (const auto* o = fields->if_object()) {
            if (o->contains("pick"))
                out.fields = names(list_at(*o, "pick"));
            out.omit = names(list_at(*o, "omit"));
        }
    }
    if (const auto* relations = pick.if_contains("relations"))
        for (const auto& [name, below] : relations->as_object())
            out.relations.emplace(std::string{name.data(), name.size()}, choice_of(below.as_object()));
    return out;
}

void put_key(json::object& out, const std::string& name, const schema::column& c)
{
    out[name] = c.name;
    out[name + "ColumnName"] = c.column_name;
}

} // namespace

json::value new_row(world& w, const json::object& step)
{
    record r{w.models.model(text_at(step, "model"))};
    put_values(r, step.at("values").as_object());
    auto out = row_json(r, {});
    w.store(step, {std::move(r)}, false, {});
    return out;
}

json::value set_values(world& w, const json::object& step)
{
    auto& r = w.row(step);
    put_values(r, step.at("values").as_object());
    return row_json(r, w.named(step.at("row")).sideload);
}

json::value dump_rows(world& w, const json::object& step)
{
    const auto& s = w.named(step.at("row"));
    if (s.list && !step.contains("index"))
        return rows_json(*s.rows, s.sideload);
    return row_json(w.row(step), s.sideload);
}

json::value set_related(world& w, const json::object& step)
{
    auto& r = w.row(step);
    const auto& relation = w.models.relation(r.model(), text_at(step, "relation"));
    const auto& related = step.at("related");
    auto rows = rows_named(w, related);
    auto& slot = r.slot(relation.index);
    if (relation.many() != related.is_array())
        throw refused{"other", r.model().name + "." + relation.name + " takes " +
                                   (relation.many() ? "a list" : "one row") + " (" + lucid_kind(relation) + ")"};
    relation.slot->reset(&slot, &relation, false);
    if (relation.many())
        slot.rows = std::move(rows);
    else if (!rows.empty())
        slot.row = std::make_shared<record>(std::move(rows.front()));
    return row_json(r, w.named(step.at("row")).sideload);
}

json::value push_related(world& w, const json::object& step)
{
    auto& r = w.row(step);
    const auto& relation = w.models.relation(r.model(), text_at(step, "relation"));
    const auto& related = step.at("related");
    auto rows = rows_named(w, related);
    auto& slot = r.slot(relation.index);
    if (!relation.many())
        return set_related(w, step);
    slot.loaded = true;
    for (auto& row : rows)
        slot.rows.push_back(std::move(row));
    return row_json(r, w.named(step.at("row")).sideload);
}

json::value serialise(world& w, const json::object& step)
{
    const auto& s = w.named(step.at("row"));
    const auto* pick = step.if_contains("pick");
    const auto choice = pick != nullptr && pick->is_object() ? choice_of(pick->get_object()) : engine::json_choice{};
    if (s.list && !step.contains("index"))
        return json::parse(engine::to_json(*s.rows, choice));
    return json::parse(engine::to_json(w.row(step), choice));
}

json::value relation_keys(world& w, const json::object& step)
{
    const auto& m = w.models.model(text_at(step, "model"));
    const auto& declared = w.models.relation(m, text_at(step, "relation"));
    const auto& r = declared.alternatives.empty() ? declared : declared.alternatives.front();
    json::object out{{"type", lucid_kind(r)}, {"table", m.table.name}, {"relatedTable", r.target->table.name}};
    const auto& near = r.path.front();
    const auto& far = r.path.back();
    switch (r.kind) {
    case schema::relation_kind::belongs_to:
        put_key(out, "localKey", *near.to_key);
        put_key(out, "foreignKey", *near.from_key);
        break;
    case schema::relation_kind::many_to_many:
    case schema::relation_kind::morph_to_many:
    case schema::relation_kind::morphed_by_many:
        put_key(out, "localKey", *near.from_key);
        put_key(out, "relatedKey", *far.to_key);
        out["pivotTable"] = near.to->name;
        out["pivotForeignKey"] = near.to_key->column_name;
        out["pivotRelatedForeignKey"] = far.from_key->column_name;
        break;
    case schema::relation_kind::has_many_through:
    case schema::relation_kind::has_one_through:
        out["throughTable"] = near.to->name;
        put_key(out, "localKey", *near.from_key);
        put_key(out, "foreignKey", *near.to_key);
        put_key(out, "throughLocalKey", *far.from_key);
        put_key(out, "throughForeignKey", *far.to_key);
        break;
    case schema::relation_kind::has_one:
    case schema::relation_kind::has_many:
    case schema::relation_kind::morph_one:
    case schema::relation_kind::morph_many:
        put_key(out, "localKey", *near.from_key);
        put_key(out, "foreignKey", *near.to_key);
        break;
    case schema::relation_kind::morph_to:
        break; // has a path per type, and Lucid no such relation
    }
    out["serializeAs"] = r.serialize_as.empty() ? json::value{} : json::value(r.serialize_as);
    return out;
}

} // namespace replay
