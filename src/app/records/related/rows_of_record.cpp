#include "app/records/related/rows_of_record.hpp"

#include "app/records/names.hpp"
#include "app/records/values.hpp"
#include "app/relations/related_links.hpp"

#include <ginnel/error.hpp>

#include <string>
#include <utility>

namespace ginnel::app {

namespace {

[[noreturn]] void refuse(const schema::relation& r, const char* code, const std::string& text)
{
    throw error{error_kind::usage, code, text}.in_model(r.source->name).in_relation(r.name).spoiling(spoils::nothing);
}

void need_read(const engine::record& row, const schema::column& c, const schema::relation& r)
{
    if (!row.has(c.index))
        refuse(r, "E_MISSING_MODEL_ATTRIBUTE",
               "this row of " + row.model().name + " was read without \"" + c.name + "\": add it to select");
}

void need_one_model(const schema::relation& r)
{
    if (r.path.empty())
        refuse(r, "E_POLYMORPHIC_QUERY",
               r.source->name + "." + r.name +
                   " leads to rows of several models: read its row by find_one() or preload_morph, and write it by the "
                   "relation back, or by the two properties that it goes by");
}

} // namespace

const value& stored_key(const engine::record& row, const schema::column& key, const schema::relation& r)
{
    if (!row.persisted || row.deleted)
        refuse(r, "E_UNSAVED_PARENT",
               "this record of " + row.model().name +
                   (row.deleted ? " was deleted" : " was not stored yet: save it first"));
    need_read(row, key, r);
    need_key(r, row.get(key.index));
    return row.get(key.index);
}

void need_target(const engine::record& row, const schema::relation& r)
{
    need_one_model(r);
    if (&row.model() != r.target)
        refuse(r, "E_WRONG_MODEL",
               r.source->name + "." + r.name + " leads to rows of " + r.target->name + ", and a record of " +
                   row.model().name + " was given: give one of " + r.target->name);
}

const value& key_of_target(const record& target, const schema::relation& r)
{
    const auto& row = detail::record_access::of(target);
    const auto& m = row.model();
    need_target(row, r);
    if (!row.persisted)
        refuse(r, "E_UNSAVED_ROW", "this record of " + m.name + " was not stored yet: save it first");
    need_read(row, key_of(m), r);
    return row.get(key_of(m).index);
}

rows_of_record::rows_of_record(const record& of, const schema::relation& r) : rows_of_record{of, r, any_kind{}}
{
    need_one_model(r);
}

rows_of_record::rows_of_record(const record& of, const schema::relation& r, any_kind)
    : app{detail::record_access::app_of(of)},
      row{detail::record_access::of(of)},
      relation{r},
      rows{app.session, r, stored_key(row, key_of(row.model()), r), *app.rules, app.rules->copied(r)}
{
}

engine::query rows_of_record::asked(const record_closure& which) const
{
    if (!which)
        return rows.linked();
    auto q = rows.chosen({});
    q.scopes.emplace_back(); // apart from the relation's own condition, since the program's may hold an or
    auto part = detail::record_query_access::part(app, q);
    which(part);
    return q;
}

engine::query rows_of_record::listed(const record_closure& which) const
{
    auto q = asked(which);
    const bool declared = !engine::query{relation, false}.orders.empty();
    if (!declared && relation.many() && !q.orders.empty() && (which || relation.path.size() == 1))
        q.orders.erase(q.orders.begin()); // by key, or by link
    app.rules->add_defaults(q, true);
    if (q.orders.empty() && relation.many())
        q.orders.push_back({{relation.target->primary_key}, false, {}});
    return q;
}

value rows_of_record::fitted(value key) const
{
    const auto& m = *relation.target;
    fit(m, *m.primary_key, key, value_use::compared);
    return key;
}

row_values rows_of_record::link_values(const property_values& given) const
{
    if (given.begin() == given.end())
        return {};
    const auto* links = link_model(relation);
    if (!links)
        throw error{error_kind::unsupported, "E_LINK_WITHOUT_MODEL",
                    relation.source->name + "." + relation.name +
                        " has no links that are rows of a model and could hold values: give the row alone"}
            .in_model(relation.source->name)
            .in_relation(relation.name)
            .spoiling(spoils::nothing);
    return row_values_of(*links, given);
}

} // namespace ginnel::app
