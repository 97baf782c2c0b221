#include "engine/write.hpp"
#include "failures.hpp"
#include "operations.hpp"
#include "rows_json.hpp"

#include <utility>

namespace replay {

namespace engine = ginnel::engine;
namespace schema = ginnel::schema;
using engine::record;

namespace {

using fixed_columns = std::vector<std::pair<const schema::column*, ginnel::value>>;

void insert(world& w, const schema::model& m, std::vector<record>& rows, const fixed_columns& fixed)
{
    std::vector<void*> objects;
    for (auto& r : rows)
        objects.push_back(&r);
    engine::insert(w.session, m, objects, fixed);
    for (auto& r : rows)
        r.persisted = true;
}

/// The parent of a related write: in the database, and with the key that the relation starts from.
ginnel::value parent_key(const record& r, const schema::relation& relation)
{
    if (!r.persisted)
        throw refused{"unpersisted", "the row of " + r.model().name + " is not in the database: save it before its \"" +
                                         relation.name + '"'};
    auto key = key_of(r, relation);
    if (key.is_null())
        throw refused{"missing-key", "\"" + relation.name + "\" starts from " + r.model().name + "." +
                                         relation.local_key().name + ", which is null"};
    return key;
}

std::vector<std::pair<std::string, ginnel::value>> attributes_of(const json::value* given)
{
    std::vector<std::pair<std::string, ginnel::value>> out;
    if (given != nullptr && given->is_object())
        for (const auto& [name, v] : given->get_object())
            out.emplace_back(std::string{name.data(), name.size()}, to_value(v));
    return out;
}

/// `ids: [..]` or `attributes: [[id, {column: value}], ..]`
std::vector<engine::link> links_of(const json::object& step)
{
    std::vector<engine::link> links;
    for (const auto& id : list_at(step, "ids"))
        links.push_back({to_value(id), {}});
    for (const auto& pair : list_at(step, "attributes"))
        links.push_back({to_value(pair.as_array().at(0)), attributes_of(&pair.as_array().at(1))});
    return links;
}

/// Creates related rows: the key of a has-many is written with them, links of a many-to-many after them.
std::vector<record> create(world& w, const json::object& step, const json::array& values)
{
    const auto& parent = w.row(step);
    const auto& relation = w.models.relation(parent.model(), text_at(step, "relation"));
    const auto key = parent_key(parent, relation);
    std::vector<record> rows;
    for (const auto& v : values)
        put_values(rows.emplace_back(*relation.target), v.as_object());
    if (rows.empty())
        return rows;
    if (relation.path.size() == 1 && relation.kind != schema::relation_kind::belongs_to) {
        insert(w, *relation.target, rows, {{relation.path.front().to_key, key}});
        return rows;
    }
    if (relation.kind != schema::relation_kind::many_to_many)
        throw refused{"unsupported", "\"" + relation.name + "\" (" + std::string{schema::lucid_name_of(relation.kind)} +
                                         ") cannot create rows"};
    auto& c = w.data.connection();
    const bool own = !c.in_transaction();
    if (own)
        c.begin(ginnel::driver::transaction_mode::write);
    try {
        insert(w, *relation.target, rows, {});
        std::vector<engine::link> links;
        const auto* attributes = step.if_contains("attributes");
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto* one = attributes != nullptr && attributes->is_array()
                                  ? (i < attributes->get_array().size() ? &attributes->get_array()[i] : nullptr)
                                  : attributes;
            links.push_back({rows[i].get(relation.path.back().to_key->index), attributes_of(one)});
        }
        // The rows are new, so no link of them can exist.
        engine::attach(w.session, relation, key, std::move(links), {.duplicates = true});
        if (own)
            c.commit();
    } catch (...) {
        if (own)
            c.rollback();
        throw;
    }
    return rows;
}

} // namespace

json::value create_row(world& w, const json::object& step)
{
    std::vector<record> rows;
    put_values(rows.emplace_back(w.models.model(text_at(step, "model"))), step.at("values").as_object());
    insert(w, rows.front().model(), rows, {});
    auto out = row_json(rows.front(), {});
    w.store(step, std::move(rows), false, {});
    return out;
}

json::value create_related(world& w, const json::object& step)
{
    auto rows = create(w, step, json::array{step.at("values")});
    auto out = row_json(rows.at(0), {});
    w.store(step, std::move(rows), false, {});
    return out;
}

json::value create_many_related(world& w, const json::object& step)
{
    auto rows = create(w, step, list_at(step, "values"));
    auto out = rows_json(rows, {});
    w.store(step, std::move(rows), true, {});
    return out;
}

json::value attach_related(world& w, const json::object& step)
{
    const auto& parent = w.row(step);
    const auto& relation = w.models.relation(parent.model(), text_at(step, "relation"));
    // Lucid's attach links what is linked already once more; its callers get that.
    engine::attach(w.session, relation, parent_key(parent, relation), links_of(step), {.duplicates = true});
    return nullptr;
}

json::value sync_related(world& w, const json::object& step)
{
    const auto& parent = w.row(step);
    const auto& relation = w.models.relation(parent.model(), text_at(step, "relation"));
    engine::sync(w.session, relation, parent_key(parent, relation), links_of(step),
                 {.detach = flag_at(step, "detach", true)});
    return nullptr;
}

} // namespace replay
