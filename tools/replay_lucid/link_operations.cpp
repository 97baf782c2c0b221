#include "engine/linked_rows.hpp"
#include "engine/links.hpp"
#include "failures.hpp"
#include "operations.hpp"
#include "rows_json.hpp"

#include <utility>

namespace replay {

namespace engine = ginnel::engine;
namespace schema = ginnel::schema;
using engine::record;

namespace {

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

/// `attributes`: of all links, or a list with those of each.
std::vector<std::pair<std::string, ginnel::value>> attributes_of_row(const json::object& step, std::size_t row)
{
    const auto* given = step.if_contains("attributes");
    if (given == nullptr || !given->is_array())
        return attributes_of(given);
    const auto& list = given->get_array();
    return row < list.size() ? attributes_of(&list[row]) : attributes_of(nullptr);
}

void check_links(const schema::relation& relation, const char* what)
{
    if (!schema::over_pivot(relation.kind))
        throw refused{"unsupported", "\"" + relation.name + "\" (" + std::string{schema::lucid_name_of(relation.kind)} +
                                         ") cannot " + what};
}

/// Saves the rows that the step names and links them with its parent.
json::value save(world& w, const json::object& step, const std::vector<std::string>& names, bool list)
{
    const auto& parent = w.row(step);
    const auto& relation = relation_of(w, step);
    check_links(relation, "save rows");
    const auto key = parent_key(parent, relation);
    std::vector<engine::linked_row> rows;
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto& related = w.named(json::value(names[i])).rows->at(0);
        rows.push_back({&related, related.persisted, {}, attributes_of_row(step, i)});
        if (related.persisted)
            rows.back().columns = changed_columns(related);
    }
    engine::save_linked(w.session, relation, key, rows, {.duplicates = !flag_at(step, "sync", true)});
    json::array related;
    for (const auto& row : rows) {
        auto& saved = *static_cast<record*>(row.object);
        saved.persisted = true;
        related.push_back(row_json(saved, {}));
    }
    json::object out{{"row", row_json(parent, w.named(step.at("row")).sideload)}};
    if (list)
        out["related"] = std::move(related);
    else
        out["related"] = std::move(related.at(0));
    return out;
}

} // namespace

json::value attach_related(world& w, const json::object& step)
{
    const auto& parent = w.row(step);
    const auto& relation = relation_of(w, step);
    // Lucid's attach links what is linked already once more; its callers get that.
    engine::attach(w.session, relation, parent_key(parent, relation), links_of(step), {.duplicates = true});
    return nullptr;
}

json::value sync_related(world& w, const json::object& step)
{
    const auto& parent = w.row(step);
    const auto& relation = relation_of(w, step);
    engine::sync(w.session, relation, parent_key(parent, relation), links_of(step),
                 {.detach = flag_at(step, "detach", true)});
    return nullptr;
}

json::value detach_related(world& w, const json::object& step)
{
    const auto& parent = w.row(step);
    const auto& relation = relation_of(w, step);
    const auto key = parent_key(parent, relation);
    if (!step.contains("ids")) {
        engine::detach_all(w.session, relation, key);
        return nullptr;
    }
    std::vector<ginnel::value> ids;
    for (const auto& id : list_at(step, "ids"))
        ids.push_back(to_value(id));
    engine::detach(w.session, relation, key, std::move(ids));
    return nullptr;
}

json::value save_linked(world& w, const json::object& step)
{
    return save(w, step, {text_at(step, "related")}, false);
}

json::value save_many_linked(world& w, const json::object& step)
{
    std::vector<std::string> names;
    for (const auto& name : list_at(step, "related"))
        names.push_back(text_of(name));
    return save(w, step, names, true);
}

void create_linked(world& w, const json::object& step, const schema::relation& relation, const ginnel::value& parent,
                   std::vector<record>& rows)
{
    check_links(relation, "create rows");
    std::vector<engine::linked_row> linked;
    for (std::size_t i = 0; i < rows.size(); ++i)
        linked.push_back({&rows[i], false, {}, attributes_of_row(step, i)});
    // The rows are new, so no link of them can exist.
    engine::save_linked(w.session, relation, parent, linked, {.duplicates = true});
    for (auto& r : rows)
        r.persisted = true;
}

json::value write_pivot_query(world& w, const json::object& step)
{
    const auto& parent = w.row(step);
    const auto& relation = relation_of(w, step);
    check_links(relation, "query a pivot table");
    const auto key = parent_key(parent, relation);
    const auto links = engine::link_rows_model(relation);
    engine::query rows{links};
    w.clauses.apply(rows, plain_clauses(list_at(step, "query")), place::query);
    if (text_at(step, "terminal") == "delete")
        return json::object{{"affected", engine::remove_link_rows(w.session, relation, key, rows)}};
    return json::object{{"affected", engine::update_link_rows(w.session, relation, key, rows,
                                                              attributes_of(step.if_contains("values")))}};
}

} // namespace replay
