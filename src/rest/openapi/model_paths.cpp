#include "rest/openapi/model_paths.hpp"

#include <utility>

namespace ginnel::rest {

namespace {

void add_list_paths(path_writer& w, const schema::model& m)
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
}

void add_row_paths(path_writer& w, const schema::model& m)
{
    const auto row = schema_reference(m.name);
    const auto fresh = w.name(row_use::made);
    const auto changes = schema_reference(w.name(row_use::changed));
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

} // namespace

void add_model_paths(path_writer& w, const schema::model& m)
{
    add_list_paths(w, m);
    add_row_paths(w, m);
}

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

} // namespace ginnel::rest
