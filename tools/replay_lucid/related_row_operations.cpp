#include "engine/find_or_write.hpp"
#include "engine/related_write.hpp"
#include "failures.hpp"
#include "operations.hpp"
#include "rows_json.hpp"

#include <algorithm>
#include <utility>

namespace replay {

namespace engine = ginnel::engine;
namespace schema = ginnel::schema;
using engine::record;

namespace {

/// Whether the database holds this value in the row's column, as far as the row knows.
bool is_stored_as(const record& r, const schema::column& c, const ginnel::value& v)
{
    record given = r; // which knows what it was read with
    given.put(c.index, v);
    return r.has(c.index) && !given.changed(c.index);
}

/// Calls that tie rows to a parent by a key of theirs.
void need_one_hop(const schema::relation& relation)
{
    if (relation.path.size() != 1 || relation.kind == schema::relation_kind::belongs_to)
        throw refused{"unsupported", "\"" + relation.name + "\" (" + std::string{schema::lucid_name_of(relation.kind)} +
                                         ") has no such call"};
}

void need_belongs_to(const schema::relation& relation)
{
    if (relation.kind != schema::relation_kind::belongs_to)
        throw refused{"unsupported", "\"" + relation.name + "\" (" + std::string{schema::lucid_name_of(relation.kind)} +
                                         ") is not associated"};
}

json::object written(world& w, const json::object& step, json::value related)
{
    return {{"row", row_json(w.row(step), w.named(step.at("row")).sideload)}, {"related", std::move(related)}};
}

/// Ties the rows, and writes of those that exist what differs from the database.
void save(world& w, const json::object& step, const std::vector<record*>& rows)
{
    const auto& relation = relation_of(w, step);
    need_one_hop(relation);
    const auto key = parent_key(w.row(step), relation);
    std::vector<engine::related_row> given;
    for (auto* r : rows) {
        engine::related_row one{r, r->persisted, {}};
        if (r->persisted) {
            one.columns = changed_columns(*r);
            for (const auto& [column, v] : engine::ties_of(relation, key)) {
                std::erase(one.columns, column);
                if (!is_stored_as(*r, *column, v))
                    one.columns.push_back(column);
            }
        }
        given.push_back(std::move(one));
    }
    engine::save_related(w.session, relation, key, given);
}

/// What is equal is not written.
void associate(world& w, const schema::relation& relation, record& row, const ginnel::value& key)
{
    const auto& foreign = relation.local_key();
    if (is_stored_as(row, foreign, key))
        row.put(foreign.index, key);
    else
        engine::associate(w.session, relation, &row, key);
}

/// What both calls seek by: rows of the target, under the step's parent.
engine::sought_rows sought_under_parent(world& w, const json::object& step)
{
    const auto& relation = relation_of(w, step);
    need_one_hop(relation);
    engine::sought_rows sought;
    sought.model = relation.target;
    sought.parent = &relation;
    sought.parent_key = parent_key(w.row(step), relation);
    sought.fixed = engine::ties_of(relation, sought.parent_key);
    return sought;
}

json::value find_or_write(world& w, const json::object& step, engine::when_missing what)
{
    auto sought = sought_under_parent(w, step);
    const auto& m = *sought.model;
    std::vector<record> rows;
    put_values(rows.emplace_back(m), step.at("search").as_object());
    for (const auto& c : m.table.columns)
        if (rows.front().has(c.index))
            sought.by.push_back(&c);
    put_values(rows.front(), step.at("values").as_object());
    for (const auto& [name, v] : step.at("values").as_object())
        sought.updated.push_back(&m.column_named({name.data(), name.size()}));
    sought.objects.push_back(&rows.front());
    engine::find_or_write(w.session, sought, what);
    auto out = row_json(rows.front(), {});
    w.store(step, std::move(rows), false, {});
    return out;
}

json::value find_or_write_many(world& w, const json::object& step, engine::when_missing what)
{
    auto sought = sought_under_parent(w, step);
    const auto& m = *sought.model;
    sought.repeated = true; // Lucid's callers get that
    if (const auto* predicate = step.if_contains("predicate")) {
        if (predicate->is_string())
            sought.by.push_back(&m.column_named(text_of(*predicate)));
        else if (predicate->is_array())
            for (const auto& name : predicate->get_array())
                sought.by.push_back(&m.column_named(text_of(name)));
    }
    std::vector<record> rows;
    for (const auto& v : list_at(step, "values"))
        put_values(rows.emplace_back(m), v.as_object());
    for (auto& r : rows) {
        for (const auto* c : sought.by)
            if (!r.has(c->index))
                throw refused{"missing-key", "a row to be found by " + m.name + "." + c->name + " has no value for it"};
        sought.objects.push_back(&r);
    }
    for (const auto& c : m.table.columns)
        if (!c.primary && std::find(sought.by.begin(), sought.by.end(), &c) == sought.by.end())
            sought.updated.push_back(&c);
    engine::find_or_write(w.session, sought, what);
    auto out = rows_json(rows, {});
    w.store(step, std::move(rows), true, {});
    return out;
}

} // namespace

json::value save_related(world& w, const json::object& step)
{
    auto& related = w.named(step.at("related")).rows->at(0);
    save(w, step, {&related});
    return written(w, step, row_json(related, {}));
}

json::value save_many_related(world& w, const json::object& step)
{
    std::vector<record*> rows;
    for (const auto& name : list_at(step, "related"))
        rows.push_back(&w.named(name).rows->at(0));
    save(w, step, rows);
    json::array out;
    for (const auto* r : rows)
        out.push_back(row_json(*r, {}));
    return written(w, step, std::move(out));
}

json::value first_or_create_related(world& w, const json::object& step)
{
    return find_or_write(w, step, engine::when_missing::create);
}

json::value update_or_create_related(world& w, const json::object& step)
{
    return find_or_write(w, step, engine::when_missing::create_or_update);
}

json::value fetch_or_create_many_related(world& w, const json::object& step)
{
    return find_or_write_many(w, step, engine::when_missing::create);
}

json::value update_or_create_many_related(world& w, const json::object& step)
{
    return find_or_write_many(w, step, engine::when_missing::create_or_update);
}

json::value associate_related(world& w, const json::object& step)
{
    const auto& relation = relation_of(w, step);
    need_belongs_to(relation);
    auto& row = w.row(step);
    auto& related = w.named(step.at("related")).rows->at(0);
    if (!row.persisted || !related.persisted)
        throw refused{"unpersisted", "\"" + relation.name + "\" is associated between rows that are in the database"};
    const auto& to = *relation.path.front().to_key;
    const auto key = related.get(to.index);
    if (key.is_null())
        throw refused{"missing-key", related.model().name + "." + to.name + " is null, so that nothing belongs to it"};
    associate(w, relation, row, key);
    return written(w, step, row_json(related, {}));
}

json::value dissociate_related(world& w, const json::object& step)
{
    const auto& relation = relation_of(w, step);
    need_belongs_to(relation);
    auto& row = w.row(step);
    if (!row.persisted)
        throw refused{"unpersisted", "\"" + relation.name + "\" is dissociated from a row that is in the database"};
    associate(w, relation, row, {});
    return row_json(row, w.named(step.at("row")).sideload);
}

} // namespace replay
