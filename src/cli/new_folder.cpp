#include "app/application.hpp"
#include "cli/file_writer.hpp"
#include "cli/generators.hpp"
#include "cli/pretty_json.hpp"
#include "cli/project.hpp"
#include "rest/filters/file_filters.hpp"

#include <ginnel/error.hpp>

#include <boost/json/parse.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

namespace ginnel::cli {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

struct new_arguments {
    std::string folder;
    bool empty = false;
};

struct sample {
    const char* name;
    const char* properties;
    const char* relations;
};

// Authors write posts, which have tags through PostTag: two relations to include, one of them through a model.
constexpr sample samples[] = {
    {"Author", R"({"name": {"type": "string", "required": true}})",
     R"({"posts": {"type": "hasMany", "model": "Post", "foreignKey": "authorId"}})"},
    {"Post", R"({"title": {"type": "string", "required": true}, "published": {"type": "date"}})",
     R"({"author": {"type": "belongsTo", "model": "Author", "foreignKey": "authorId"},
         "tags": {"type": "hasMany", "model": "Tag", "foreignKey": "postId", "through": "PostTag", "keyThrough": "tagId"}})"},
    {"Tag", R"({"name": {"type": "string", "required": true}})",
     R"({"posts": {"type": "hasMany", "model": "Post", "foreignKey": "tagId", "through": "PostTag", "keyThrough": "postId"}})"},
    {"PostTag", R"({"weight": {"type": "number"}})",
     R"({"post": {"type": "belongsTo", "model": "Post", "foreignKey": "postId"},
         "tag": {"type": "belongsTo", "model": "Tag", "foreignKey": "tagId"}})"},
};

constexpr const char* rows = R"({
  "Author": [{"id": 1, "name": "Asha"}, {"id": 2, "name": "Bo"}],
  "Post": [{"id": 1, "title": "Monsoon", "published": "2026-06-01T00:00:00.000Z", "authorId": 1},
           {"id": 2, "title": "Mangoes", "published": "2026-06-08T00:00:00.000Z", "authorId": 1},
           {"id": 3, "title": "Monuments", "published": "2026-06-15T00:00:00.000Z", "authorId": 1},
           {"id": 4, "title": "Fjords", "published": "2026-06-10T00:00:00.000Z", "authorId": 2}],
  "Tag": [{"id": 1, "name": "weather"}, {"id": 2, "name": "food"}, {"id": 3, "name": "travel"}],
  "PostTag": [{"id": 1, "postId": 1, "tagId": 1, "weight": 3}, {"id": 2, "postId": 1, "tagId": 3, "weight": 1},
              {"id": 3, "postId": 2, "tagId": 2, "weight": 5}, {"id": 4, "postId": 3, "tagId": 3, "weight": 4},
              {"id": 5, "postId": 4, "tagId": 1, "weight": 2}, {"id": 6, "postId": 4, "tagId": 3, "weight": 2}]
})";

void write_settings(const fs::path& folder, const std::string& database, json::object models)
{
    write_file(folder / "server/config.json",
               pretty(json::object{{"restApiRoot", "/api"}, {"host", "127.0.0.1"}, {"port", 3000}}));
    write_file(
        folder / "server/datasources.json",
        pretty(json::object{{"db", json::object{{"name", "db"}, {"connector", "sqlite3"}, {"file", database}}}}));
    models["_meta"] = json::object{{"sources", json::array{"../common/models", "./models"}}};
    write_file(folder / "server/model-config.json", pretty(models));
    write_file(folder / "server/component-config.json",
               pretty(json::object{{"loopback-component-explorer", json::object{{"mountPath", "/explorer"}}}}));
    fs::create_directories(folder / "common/models");
}

void write_samples(const fs::path& folder)
{
    project p{folder};
    for (const auto& s : samples)
        p.add(s.name,
              {{"name", s.name},
               {"base", "PersistedModel"},
               {"idInjection", true},
               {"options", json::object{{"validateUpsert", true}}},
               {"properties", json::parse(s.properties)},
               {"validations", json::array{}},
               {"relations", json::parse(s.relations)},
               {"acls", json::array{}},
               {"methods", json::object{}}},
              {{"dataSource", "db"}, {"public", true}}, false);
    p.write();
    write_file(folder / "seed.json", pretty(json::parse(rows)));
}

void make(const new_arguments& given)
{
    const fs::path folder{given.folder};
    std::error_code ignored;
    if (fs::exists(folder, ignored) && !fs::is_directory(folder, ignored))
        throw error{error_kind::usage, "E_FOLDER_THERE", folder.string() + " is a file: name another folder"};
    if (fs::exists(folder, ignored) && !fs::is_empty(folder, ignored))
        throw error{error_kind::usage, "E_FOLDER_THERE",
                    folder.string() + " is there already, and not empty: name another folder"};
    const auto stem = folder.has_filename() ? folder.filename() : folder.parent_path().filename();
    const auto database = (stem.empty() || stem == "." ? std::string{"app"} : stem.string()) + ".db";
    write_settings(folder, database, {});
    if (!given.empty)
        write_samples(folder);
    std::cout << "made " << folder.string() << "\n";
    if (given.empty) {
        std::cout << "\nNext:\n  ginnel model " << given.folder << "\n  ginnel serve " << given.folder << "\n";
        return;
    }
    // A database of this name is someone's: its rows stay as they are.
    if (!fs::exists(database, ignored)) {
        app::application a{folder, {.database = {}, .language = rest::filters_of_files()}};
        a.connect();
        a.seed(folder / "seed.json");
    }
    std::cout
        << "\nNext:\n  ginnel serve " << given.folder << "\n  curl -g 'http://localhost:3000/api/Authors?filter="
        << R"({"include":{"relation":"posts","scope":{"order":"published DESC","limit":2,"include":{"relation":"tags","scope":{"limit":1}}}}})"
        << "'\n";
}

} // namespace

void add_new(CLI::App& program)
{
    auto* command =
        program.add_subcommand("new", "Make an application folder, with the models and rows of a small blog");
    auto given = std::make_shared<new_arguments>();
    command->add_option("DIR", given->folder, "Folder to make")->required();
    command->add_flag("--empty", given->empty, "Make it without models");
    command->footer("Its rows stand in a SQLite file beside it, <DIR>.db in the folder of this call.\n\nExample:\n  "
                    "ginnel new blog\n  ginnel serve blog");
    command->callback([given] { make(*given); });
}

} // namespace ginnel::cli
