#include "rest/openapi/relation_paths.hpp"

#include <boost/json/array.hpp>

#include <utility>

namespace ginnel::rest {

namespace json = boost::json;

namespace {

/// A relation to one row.
void add_one_paths(path_writer& w, const schema::relation& r)
{
    const auto path = "/{id}/" + r.name;
    const auto target = schema_reference(r.target->name);
    w.add("get", path, w.on_row("__get__" + r.name, "The " + r.target->name + " of " + r.name).answers(target));
    if (r.kind == schema::relation_kind::belongs_to || r.kind == schema::relation_kind::has_one_through)
        return;
    const auto changes = schema_reference(schema_name(r.target->name, row_use::changed));
    w.add("post", path,
          w.on_row("__create__" + r.name, "Makes the row of " + r.name)
              .body(schema_reference(schema_name(r.target->name, row_use::made)))
              .answers(target)
              .refuses({"409", "422"}));
    w.add(
        "put", path,
        w.on_row("__update__" + r.name, "Changes the row of " + r.name).body(changes).answers(target).refuses({"422"}));
    w.add("delete", path,
          w.on_row("__destroy__" + r.name, "Deletes the row of " + r.name).answers_nothing("204", "It is gone"));
}

/// Those of a relation whose rows are linked by a table.
void add_link_paths(path_writer& w, const schema::relation& r)
{
    const auto path = "/{id}/" + r.name;
    const auto link = r.through != nullptr ? schema_reference(r.through->name) : json::object{{"type", "object"}};
    w.add("put", path + "/rel",
          w.on_row("__sync__" + r.name, "Makes these the rows that are linked, and tells what changed")
              .body({{"type", "array"},
                     {"items",
                      json::object{{"description", "A key, or an object with the key and what the link is to hold"}}}})
              .answers({{"type", "object"},
                        {"properties",
                         {{"attached", {{"type", "array"}}},
                          {"detached", {{"type", "array"}}},
                          {"updated", {{"type", "array"}}}}}}));
    w.add("head", path + "/rel/{fk}",
          w.on_row("__exists__" + r.name, "Whether a row is linked")
              .path_parameters({"fk"})
              .answers_nothing("200", "It is"));
    w.add("put", path + "/rel/{fk}",
          w.on_row("__link__" + r.name, "Links a row, once; the body is kept with the link")
              .path_parameters({"fk"})
              .body(r.through != nullptr ? schema_reference(schema_name(r.through->name, row_use::changed))
                                         : json::object{{"type", "object"}},
                    false)
              .answers(link));
    w.add("delete", path + "/rel/{fk}",
          w.on_row("__unlink__" + r.name, "Unlinks a row")
              .path_parameters({"fk"})
              .answers_nothing("204", "It is not linked"));
}

void add_many_paths(path_writer& w, const schema::relation& r)
{
    const auto path = "/{id}/" + r.name;
    const auto& t = *r.target;
    const auto target = schema_reference(t.name);
    const auto changes = schema_reference(schema_name(t.name, row_use::changed));
    const auto on_far = [&](std::string_view method, std::string summary) {
        auto o = w.on_row(std::string{method} + r.name, std::move(summary));
        o.path_parameters({"fk"});
        return o;
    };
    const bool linked = r.link_table() != nullptr;
    w.add("get", path,
          w.on_row("__get__" + r.name, "The rows of " + r.name)
              .query("filter", filter_of(t))
              .pages()
              .answers(list_of(t.name)));
    w.add("post", path,
          w.on_row("__create__" + r.name,
                   linked ? "Makes rows and links them: all of them or none" : "Makes rows of " + r.name)
              .body(one_or_many(schema_name(t.name, row_use::made)))
              .answers(one_or_many(t.name))
              .refuses({"422"}));
    w.add("delete", path,
          w.on_row("__delete__" + r.name, linked ? "Unlinks all rows of " + r.name : "Deletes all rows of " + r.name)
              .answers_nothing("204", "They are gone"));
    w.add("get", path + "/count",
          w.on_row("__count__" + r.name, "How many rows of " + r.name + " meet a condition")
              .query("where", where_schema())
              .answers(schema_reference("Count")));
    w.add("get", path + "/{fk}", on_far("__findById__", "One row of " + r.name).answers(target));
    w.add("put", path + "/{fk}",
          on_far("__updateById__", "Changes one row of " + r.name).body(changes).answers(target).refuses({"422"}));
    w.add(
        "delete", path + "/{fk}",
        on_far("__destroyById__", linked ? "Unlinks and deletes one row of " + r.name : "Deletes one row of " + r.name)
            .answers_nothing("204", "It is gone"));
    if (linked)
        add_link_paths(w, r);
}

} // namespace

void add_relation_paths(path_writer& w, const schema::relation& r)
{
    if (r.many())
        add_many_paths(w, r);
    else
        add_one_paths(w, r);
}

void add_embedded_paths(path_writer& w, const app::embedded_relation& r)
{
    const auto path = "/{id}/" + r.name;
    const auto row = r.references() ? schema_reference(r.target->name) : json::object{{"type", "object"}};
    const json::object list{{"type", "array"}, {"items", row}};
    const json::object several{{"anyOf", json::array{row, list}}};
    w.add("get", path, w.on_row("__get__" + r.name, "What the row holds as " + r.name).answers(r.many() ? list : row));
    w.add("post", path,
          w.on_row("__create__" + r.name, "Makes rows of " + r.name)
              .body(r.many() ? several : row)
              .answers(r.many() ? several : row)
              .refuses({"422"}));
    w.add("delete", path,
          w.on_row((r.many() ? "__delete__" : "__destroy__") + r.name, "Empties " + r.name)
              .answers_nothing("204", "It is empty"));
    if (!r.many()) {
        w.add("put", path,
              w.on_row("__update__" + r.name, "Changes the row of " + r.name + ", or makes it")
                  .body(row)
                  .answers(row)
                  .refuses({"422"}));
        return;
    }
    const auto on_far = [&](std::string_view method, std::string summary) {
        auto o = w.on_row(std::string{method} + r.name, std::move(summary));
        o.path_parameters({"fk"});
        return o;
    };
    w.add("get", path + "/count",
          w.on_row("__count__" + r.name, "How many rows meet a condition")
              .query("where", where_schema())
              .answers(schema_reference("Count")));
    w.add("get", path + "/{fk}", on_far("__findById__", "One row of " + r.name).answers(row));
    w.add("put", path + "/{fk}",
          on_far("__updateById__", "Changes one row of " + r.name).body(row).answers(row).refuses({"422"}));
    w.add("delete", path + "/{fk}",
          on_far("__destroyById__", "Deletes one row of " + r.name).answers_nothing("204", "It is gone"));
    if (!r.references())
        return;
    w.add("head", path + "/rel/{fk}",
          w.on_row("__exists__" + r.name, "Whether a row is referenced")
              .path_parameters({"fk"})
              .answers_nothing("200", "It is"));
    w.add("put", path + "/rel/{fk}", on_far("__link__", "References a row").answers(row).refuses({"422"}));
    w.add("delete", path + "/rel/{fk}",
          on_far("__unlink__", "References a row no more").answers_nothing("204", "It is not referenced"));
}

} // namespace ginnel::rest
