#include "rest/openapi.hpp"

#include "rest/openapi_operation.hpp"
#include "rest/openapi_schemas.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <utility>

namespace ginnel::rest {

namespace json = boost::json;

namespace {

using operation = openapi_operation;

/// What the operations of one model, or of one of its relations, have in common.
class path_writer {
public:
    path_writer(json::object& paths, const app::endpoint& e, const app::model_rules& rules)
        : paths_{paths}, model_{*e.model}, rules_{rules}, root_{"/" + e.path}
    {
    }

    /// At a path below the model's.
    void add(std::string_view verb, std::string_view path, operation o)
    {
        if (is_switched_off(o))
            return;
        auto& at = paths_[root_ + std::string{path}];
        if (!at.is_object())
            at.emplace_object();
        at.as_object()[verb] = o.take();
    }

    operation on_model(std::string_view method, std::string summary) const
    {
        return {model_.name, model_.name + '.' + std::string{method}, std::move(summary)};
    }
    operation on_row(std::string_view method, std::string summary) const
    {
        operation o{model_.name, model_.name + ".prototype." + std::string{method}, std::move(summary)};
        o.path_parameters({"id"}).refuses({"404"});
        return o;
    }
    std::string name(row_use use) const { return schema_name(model_.name, use); }

private:
    /// Methods of the model that its file does not share have no route. Two routes of one method have ids of their own.
    bool is_switched_off(const operation& o) const
    {
        const auto method = o.id().substr(model_.name.size() + 1);
        if (constexpr std::string_view related = "prototype.__"; method.starts_with(related)) {
            const auto end = method.find("__", related.size());
            return !rules_.methods.shares(method.substr(related.size(), end - related.size()), method.substr(end + 2));
        }
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> second{
            {{"postReplaceOrCreate", "replaceOrCreate"}, {"postReplaceById", "replaceById"}, {"headExists", "exists"}}};
        for (const auto& [id, of] : second)
            if (id == method)
                return !rules_.methods.shares(of);
        return !rules_.methods.shares(method);
    }

    json::object& paths_;
    const schema::model& model_;
    const app::model_rules& rules_;
    std::string root_;
};

json::object one_or_many(const std::string& name)
{
    return {{"anyOf", json::array{schema_reference(name), list_of(name)}}};
}

json::object where_schema()
{
    return {{"type", "object"}, {"examples", json::array{json::object{}}}};
}

json::object filter_of(const schema::model& m)
{
    return schema_reference(m.name + "Filter");
}

void add_model_paths(path_writer& w, const schema::model& m)
{
    const auto row = schema_reference(m.name);
    const auto fresh = w.name(row_use::made);
    const auto changes = schema_reference(w.name(row_use::changed));

    w.add("get", "",
          w.on_model("find", "The rows that meet a filter")
              .query("filter", filter_of(m))
              .pages()
              .answers(list_of(m.name)));
    w.add("post", "",
          w.on_model("create", "Makes a row, or several: all of them or none")
              .body(one_or_many(fresh))
              .answers(one_or_many(m.name))
              .refuses({"422"}));
    w.add("patch", "",
          w.on_model("patchOrCreate", "Changes the row with the id given, or makes one")
              .body(changes)
              .answers(row)
              .refuses({"404", "422"}));
    w.add("put", "",
          w.on_model("replaceOrCreate", "Replaces the row with the id given, or makes one")
              .body(schema_reference(fresh))
              .answers(row)
              .refuses({"404", "422"}));
    w.add("post", "/replaceOrCreate",
          w.on_model("postReplaceOrCreate", "The same as PUT")
              .body(schema_reference(fresh))
              .answers(row)
              .refuses({"404", "422"}));
    w.add("post", "/upsertWithWhere",
          w.on_model("upsertWithWhere", "Changes the one row that meets a condition, or makes it")
              .query("where", where_schema())
              .body(changes)
              .answers(row)
              .refuses({"422"}));
    w.add("get", "/findOne",
          w.on_model("findOne", "The first row that meets a filter")
              .query("filter", filter_of(m))
              .answers(row)
              .refuses({"404"}));
    w.add("get", "/count",
          w.on_model("count", "How many rows meet a condition")
              .query("where", where_schema())
              .answers(schema_reference("Count")));
    w.add("post", "/update",
          w.on_model("updateAll", "Changes the rows that meet a condition")
              .query("where", where_schema(), true)
              .body(changes)
              .answers(schema_reference("Count"))
              .refuses({"422"}));

    const auto by_id = [&](std::string_view method, std::string summary) {
        auto o = w.on_model(method, std::move(summary));
        o.path_parameters({"id"}).refuses({"404"});
        return o;
    };
    w.add("get", "/{id}", by_id("findById", "The row with this id").query("filter", filter_of(m)).answers(row));
    w.add("head", "/{id}",
          w.on_model("headExists", "Whether there is a row with this id")
              .path_parameters({"id"})
              .answers_nothing("200", "There is")
              .answers_nothing("404", "There is none"));
    w.add("put", "/{id}",
          by_id("replaceById", "Replaces the row with this id")
              .body(schema_reference(fresh))
              .answers(row)
              .refuses({"422"}));
    w.add("patch", "/{id}",
          w.on_row("patchAttributes", "Changes what is given of the row with this id")
              .body(changes)
              .answers(row)
              .refuses({"422"}));
    w.add("delete", "/{id}",
          w.on_model("deleteById", "Deletes the row with this id")
              .path_parameters({"id"})
              .answers(schema_reference("Count"), "How many rows were deleted: 0 or 1"));
    w.add("get", "/{id}/exists",
          w.on_model("exists", "Whether there is a row with this id")
              .path_parameters({"id"})
              .answers(schema_reference("Exists")));
    w.add("post", "/{id}/replace",
          by_id("postReplaceById", "The same as PUT").body(schema_reference(fresh)).answers(row).refuses({"422"}));
}

/// A filter of the model's file under a name of its own.
void add_scope_paths(path_writer& w, const schema::model& m, const std::string& name)
{
    w.add("get", "/" + name,
          w.on_model("__get__" + name, "The rows of the scope " + name)
              .query("filter", filter_of(m))
              .answers(list_of(m.name)));
    w.add("get", "/" + name + "/count",
          w.on_model("__count__" + name, "How many rows of the scope meet a condition")
              .query("where", where_schema())
              .answers(schema_reference("Count")));
    w.add("post", "/" + name,
          w.on_model("__create__" + name, "Makes a row as the scope asks")
              .body(one_or_many(schema_name(m.name, row_use::made)))
              .answers(one_or_many(m.name))
              .refuses({"422"}));
    w.add("delete", "/" + name,
          w.on_model("__delete__" + name, "Deletes the rows of the scope").answers_nothing("204", "They are gone"));
}

/// A relation whose rows, or their keys, stand in the row itself. Rows of models without a table are told as objects.
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

/// A relation to one row.
void add_one_paths(const schema::relation& r, path_writer& w)
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

void add_many_paths(const schema::relation& r, path_writer& w)
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
    if (!linked)
        return;
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
          on_far("__link__", "Links a row, once; the body is kept with the link")
              .body(r.through != nullptr ? schema_reference(schema_name(r.through->name, row_use::changed))
                                         : json::object{{"type", "object"}},
                    false)
              .answers(link));
    w.add("delete", path + "/rel/{fk}",
          w.on_row("__unlink__" + r.name, "Unlinks a row")
              .path_parameters({"fk"})
              .answers_nothing("204", "It is not linked"));
}

} // namespace

std::string openapi_document(const app::application& application)
{
    json::object paths;
    json::array tags;
    for (const auto& e : application.endpoints()) {
        tags.push_back(json::object{{"name", e.model->name}});
        path_writer w{paths, e, application.rules(*e.model)};
        add_model_paths(w, *e.model);
        for (const auto& scope : application.scopes(*e.model).named)
            add_scope_paths(w, *e.model, scope.name);
        if (const auto of = application.embedded().find(e.model); of != application.embedded().end())
            for (const auto* r : of->second)
                add_embedded_paths(w, *r);
        for (const auto& r : e.model->relations) {
            if (r.target == nullptr)
                continue;
            if (r.many())
                add_many_paths(r, w);
            else
                add_one_paths(r, w);
        }
    }
    const json::object document{
        {"openapi", "3.1.0"},
        {"info", {{"title", "REST API"}, {"version", "1.0.0"}}},
        {"servers", json::array{json::object{
                        {"url", application.settings().rest_root.empty() ? "/" : application.settings().rest_root}}}},
        {"tags", std::move(tags)},
        {"paths", std::move(paths)},
        {"components", {{"schemas", openapi_schemas(application)}}}};
    return json::serialize(document);
}

} // namespace ginnel::rest
