#include "app/files/folder.hpp"

#include "app/files/json_file.hpp"
#include "app/files/misspelt.hpp"
#include "app/json_view.hpp"
#include "app/settings/config_files.hpp"
#include "app/files/switched_off.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace ginnel::app {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::array<std::string_view, 12> built_in{"User",        "AccessToken",   "ACL",    "Role",
                                                    "RoleMapping", "Application",   "Change", "Checkpoint",
                                                    "Email",       "KeyValueModel", "Scope",  "PersistedModel"};

bool is_file(const fs::path& p)
{
    std::error_code ignored;
    return fs::is_regular_file(p, ignored);
}

std::string text_of(const fs::path& p)
{
    std::ifstream in{p, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// To pass over a call that closes a method would serve it open.
void refuse_calls(const std::string& shown, const std::string& model_config, mistakes& wrong)
{
    wrong.add(shown, {},
              "it leaves methods without routes by calls that tell which only when they run, and JavaScript is not run: "
              "write Note.disableRemoteMethodByName(\"deleteById\") with the name as a text, or say \"options\": "
              "{\"remoting\": {\"sharedMethods\": {\"deleteById\": false}}} at the model's entry in " +
                  model_config + " and remove the calls");
}

void read_model(folder& f, const fs::path& file, const std::string& shown, mistakes& wrong)
{
    auto definition = read_json_object(file, shown, wrong);
    if (!definition) {
        f.unread.push_back(file.stem().string());
        return;
    }
    const auto* name = definition->if_contains("name");
    if (!name || !name->is_string() || name->get_string().empty()) {
        f.unread.push_back(file.stem().string());
        wrong.add(shown, "name", "a model needs a name: write \"name\": \"Physician\"");
        return;
    }
    model_file m;
    m.shown = shown;
    m.name = std::string{name->get_string()};
    m.definition = std::move(*definition);
    auto program = file;
    if (is_file(program.replace_extension(".js"))) {
        auto off = read_switched_off(text_of(program));
        m.switched_off = std::move(off.methods);
        if (off.other_calls)
            refuse_calls(fs::path{shown}.replace_extension(".js").generic_string(), f.shown("model-config.json"), wrong);
    }
    const auto [at, is_new] = f.models.emplace(m.name, std::move(m));
    if (!is_new)
        wrong.add(shown, "name",
                  in_quotes(at->first) + " is the name of the model in " + at->second.shown + " already: rename one");
}

void read_models(folder& f, const std::string& below, mistakes& wrong)
{
    std::error_code ignored;
    std::vector<fs::path> files, programs;
    for (const auto& entry : fs::directory_iterator{f.path / below, ignored}) {
        if (!entry.is_regular_file(ignored))
            continue;
        if (entry.path().extension() == ".json")
            files.push_back(entry.path());
        else if (entry.path().extension() == ".js")
            programs.push_back(entry.path());
    }
    std::sort(files.begin(), files.end()); // the order of a directory is that of no human
    std::sort(programs.begin(), programs.end());
    for (const auto& file : files)
        read_model(f, file, below + "/" + file.filename().string(), wrong);
    for (const auto& file : programs)
        f.notes.push_back(below + "/" + file.filename().string() +
                          ": JavaScript is not run, so hooks and methods in it do nothing");
}

/// Scripts that run at the start may close methods of any model.
void refuse_calls_in(const folder& f, const std::string& below, mistakes& wrong)
{
    std::error_code ignored;
    std::vector<fs::path> scripts;
    for (const auto& entry : fs::directory_iterator{f.path / below, ignored})
        if (entry.path().extension() == ".js" && entry.is_regular_file(ignored))
            scripts.push_back(entry.path());
    std::sort(scripts.begin(), scripts.end());
    for (const auto& script : scripts) {
        const auto off = read_switched_off(text_of(script));
        if (off.other_calls || !off.methods.empty())
            refuse_calls(below + "/" + script.filename().string(), f.shown("model-config.json"), wrong);
    }
}

/// The folders that "_meta.sources" names, from the application's folder; those of LoopBack's own package are left out.
std::vector<std::string> model_folders(folder& f, const json::object& configured, mistakes& wrong)
{
    const auto* meta = configured.if_contains("_meta");
    const auto* sources = meta && meta->is_object() ? meta->get_object().if_contains("sources") : nullptr;
    if (!sources)
        return {"common/models", "server/models", "models"};
    std::vector<std::string> out;
    const auto member = "_meta.sources";
    if (!sources->is_array()) {
        wrong.add(f.shown("model-config.json"), member,
                  "write a list of folders: [\"../common/models\", \"./models\"]");
        return out;
    }
    for (const auto& s : sources->get_array()) {
        if (!s.is_string()) {
            wrong.add(f.shown("model-config.json"), member,
                      "write a list of folders: [\"../common/models\", \"./models\"]");
            continue;
        }
        const auto said = view(s.get_string());
        if (said.starts_with("loopback/"))
            continue;
        if (!said.starts_with("./") && !said.starts_with("../")) {
            f.notes.push_back(f.shown("model-config.json") + ": _meta.sources: " + std::string{said} +
                              " is a package of Node, and not read");
            continue;
        }
        auto name = (fs::path{f.server} / said).lexically_normal().generic_string();
        while (name.size() > 1 && name.back() == '/')
            name.pop_back();
        if (std::find(out.begin(), out.end(), name) == out.end())
            out.push_back(std::move(name));
    }
    return out;
}

bool says_rules(const json::value* acls)
{
    return acls && !acls->is_null() && !(acls->is_array() && acls->get_array().empty());
}

/// What model-config.json says of the model itself, laid over its file: relations, and options.
void lay_over(model_file& m, const json::object& entry, const std::string& file, mistakes& wrong)
{
    for (const std::string_view name : {"relations", "options"}) {
        const auto* said = entry.if_contains(name);
        if (!said || said->is_null())
            continue;
        if (!said->is_object()) {
            wrong.add(file, m.name + "." + std::string{name}, "write an object: {}");
            continue;
        }
        if (name == "options") {
            m.options = said->get_object();
            continue;
        }
        auto& own = m.definition["relations"];
        if (!own.is_object())
            own.emplace_object();
        for (const auto& r : said->get_object())
            own.get_object().insert_or_assign(r.key(), r.value());
    }
}

/// "common/models/appointment-slot.json" may hold AppointmentSlot: compared without case, dashes and underscores.
std::string plain(std::string_view name)
{
    std::string out;
    for (const char c : name)
        if (c != '-' && c != '_')
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

/// An entry of model-config.json without a file.
void tell_missing_model(folder& f, std::string_view name, mistakes& wrong)
{
    if (is_built_in_model(name)) {
        f.notes.push_back(std::string{name} + ": LoopBack's own model, not served");
        return;
    }
    if (std::any_of(f.unread.begin(), f.unread.end(), [&](const auto& stem) { return plain(stem) == plain(name); }))
        return; // its file was found wanting already
    std::vector<std::string_view> names;
    for (const auto& [known, m] : f.models)
        names.emplace_back(known);
    wrong.add(f.shown("model-config.json"), name,
              "no model file defines this model" + did_you_mean(name, names) + ": write " +
                  (f.server.empty() ? "" : "common/") + "models/" + plain(name) +
                  ".json with \"name\": " + in_quotes(name) + ", or remove the entry");
}

void check_members(folder& f, std::string_view model, const json::object& entry, mistakes& wrong)
{
    static constexpr std::array<std::string_view, 5> known{"dataSource", "public", "options", "acls", "relations"};
    const auto model_config = f.shown("model-config.json");
    for (const auto& member : entry) {
        const auto name = view(member.key());
        if (std::find(known.begin(), known.end(), name) != known.end())
            continue;
        const auto at = std::string{model} + "." + std::string{name};
        if (const auto told = misspelt(name, known); !told.empty())
            wrong.add(model_config, at, told);
        else
            f.notes.push_back(model_config + ": " + at + " is not read");
    }
}

void read_data_source(model_file& m, const folder& f, const json::object& entry, mistakes& wrong)
{
    const auto model_config = f.shown("model-config.json");
    const auto at = m.name + ".dataSource";
    const auto* source = entry.if_contains("dataSource");
    if (source && source->is_string())
        m.data_source = std::string{source->get_string()};
    else if (source && !source->is_null() && !(source->is_bool() && !source->get_bool()))
        wrong.add(model_config, at, "write the name of a data source of " + f.shown("datasources.json"));
    if (m.data_source.empty())
        return;
    std::vector<std::string_view> sources;
    for (const auto& member : f.data_sources)
        sources.emplace_back(view(member.key()));
    if (std::find(sources.begin(), sources.end(), m.data_source) == sources.end())
        wrong.add(model_config, at,
                  f.shown("datasources.json") + " has no data source " + in_quotes(m.data_source) +
                      did_you_mean(m.data_source, sources));
}

void configure_model(folder& f, std::string_view name, const json::value& said, mistakes& wrong)
{
    const auto model_config = f.shown("model-config.json");
    const auto at = f.models.find(std::string{name});
    if (at == f.models.end())
        return tell_missing_model(f, name, wrong);
    auto& m = at->second;
    m.configured = true;
    if (!said.is_object()) {
        wrong.add(model_config, name,
                  "the entry of a model is an object: write {\"dataSource\": \"db\", \"public\": true}");
        return;
    }
    const auto& entry = said.get_object();
    if (const auto* p = entry.if_contains("public")) {
        if (p->is_bool())
            m.is_public = p->get_bool();
        else
            wrong.add(model_config, std::string{name} + ".public", "write true or false");
    }
    check_members(f, name, entry, wrong);
    lay_over(m, entry, model_config, wrong);
    read_data_source(m, f, entry, wrong);
    if (says_rules(entry.if_contains("acls")))
        wrong.add(model_config, std::string{name} + ".acls",
                  "access rules are not enforced yet, and to serve without them would open what they close: remove "
                  "them to serve the "
                  "model to everyone, or remove the model");
}

} // namespace

bool is_built_in_model(std::string_view name) noexcept
{
    return std::find(built_in.begin(), built_in.end(), name) != built_in.end();
}

folder read_folder(const fs::path& path, mistakes& wrong)
{
    std::error_code ignored;
    if (!fs::is_directory(path, ignored))
        throw error{error_kind::schema, "E_MODEL_FILES",
                    path.string() + " is no folder: name the folder that holds server/ and common/models/"};
    folder f;
    f.path = path;
    if (is_file(path / "server/model-config.json"))
        f.server = "server/";
    else if (!is_file(path / "model-config.json"))
        throw error{error_kind::schema, "E_MODEL_FILES",
                    path.string() +
                        " holds no server/model-config.json: name the folder of an application (server/config.json, "
                        "server/datasources.json, server/model-config.json, common/models/*.json)"};
    f.config = read_config(path, f.shown("config"), wrong);
    f.data_sources = read_config(path, f.shown("datasources"), wrong);
    f.components = read_config(path, f.shown("component-config"), wrong);
    const auto configured = read_config(path, f.shown("model-config"), wrong);
    for (const auto& below : model_folders(f, configured, wrong))
        read_models(f, below, wrong);
    for (const auto& member : configured)
        if (member.key() != "_meta")
            configure_model(f, view(member.key()), member.value(), wrong);
    if (fs::is_directory(path / f.shown("boot"), ignored)) {
        f.notes.push_back(f.shown("boot") + ": JavaScript is not run");
        refuse_calls_in(f, f.shown("boot"), wrong);
    }
    if (is_file(path / f.shown("middleware.json")))
        f.notes.push_back(f.shown("middleware.json") + ": middleware of Node is not run");
    return f;
}

} // namespace ginnel::app
