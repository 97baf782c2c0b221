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

const schema::relation& relation_of(world& w, const json::object& step)
{
    return w.models.relation(w.row(step).model(), text_at(step, "relation"));
}

ginnel::value parent_key(world& w, const json::object& step, const schema::relation& relation)
{
    const auto& r = w.row(step);
    if (!r.persisted)
        throw refused{"unpersisted", "the row of " + r.model().name + " is not in the database: save it before its \"" +
                                         relation.name + '"'};
    auto key = key_of(r, relation);
    if (key.is_null())
        throw refused{"missing-key", "\"" + relation.name + "\" starts from " + r.model().name + "." +
                                         relation.local_key().name + ", which is null"};
    return key;
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
    const auto key = parent_key(w, step, relation);
    std::vector<engine::related_row> given;
    for (auto* r : rows) {
        engine::related_row one{r, r->persisted, {}};
        if (r->persisted) {
            one.columns = w.seen.changed(*r);
            for (const auto& [column, v] : engine::ties_of(relation, key)) {
                std::erase(one.columns, column);
                if (!w.seen.holds(*r, *column, v))
                    one.columns.push_back(column);
            }
        }
        given.push_back(std::move(one));
    }
    engine::save_related(w.session, relation, key, given);
    for (const auto* r : rows)
        w.seen.note(*r);
}

json::value find_or_write(world& w, const json::object& step, engine::when_missing what)
{
    const auto& relation = relation_of(w, step);
    need_one_hop(relation);
    const auto& m = *relation.target;
    engine::sought_rows sought;
    sought.model = &m;
    sought.parent = &relation;
    sought.parent_key = parent_key(w, step, relation);
    sought.fixed = engine::ties_of(relation, sought.parent_key);
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
    const auto& relation = relation_of(w, step);
    need_one_hop(relation);
    const auto& m = *relation.target;
    engine::sought_rows sought;
    sought.model = &m;
    sought.parent = &relation;
    sought.parent_key = parent_key(w, step, relation);
    sought.fixed = engine::ties_of(relation, sought.parent_key);
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
    if (w.seen.holds(row, relation.local_key(), key)) // what is equal is not written
        row.put(relation.local_key().index, key);
    else
        engine::associate(w.session, relation, &row, key);
    w.seen.note_column(row, relation.local_key());
    return written(w, step, row_json(related, {}));
}

json::value dissociate_related(world& w, const json::object& step)
{
    const auto& relation = relation_of(w, step);
    need_belongs_to(relation);
    auto& row = w.row(step);
    if (!row.persisted)
        throw refused{"unpersisted", "\"" + relation.name + "\" is dissociated from a row that is in the database"};
    if (w.seen.holds(row, relation.local_key(), {}))
        row.put(relation.local_key().index, {});
    else
        engine::associate(w.session, relation, &row, {});
    w.seen.note_column(row, relation.local_key());
    return row_json(row, w.named(step.at("row")).sideload);
}

} // namespace replay
