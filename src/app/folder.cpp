#include "app/folder.hpp"

#include "app/json_file.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <array>

namespace ginnel::app {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::array<std::string_view, 12> built_in{"User", "AccessToken", "ACL", "Role", "RoleMapping", "Application",
                                                    "Change", "Checkpoint", "Email", "KeyValueModel", "Scope", "PersistedModel"};

constexpr const char* model_config = "server/model-config.json";

bool is_file(const fs::path& p)
{
    std::error_code ignored;
    return fs::is_regular_file(p, ignored);
}

json::object optional_file(const folder& f, const char* name, mistakes& wrong)
{
    if (!is_file(f.path / name))
        return {};
    return read_json_object(f.path / name, name, wrong).value_or(json::object{});
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
    const auto [at, is_new] = f.models.emplace(m.name, std::move(m));
    if (!is_new)
        wrong.add(shown, "name", in_quotes(at->first) + " is the name of the model in " + at->second.shown + " already: rename one");
}

void read_models(folder& f, const char* below, mistakes& wrong)
{
    std::error_code ignored;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{f.path / below, ignored})
        if (entry.path().extension() == ".json" && entry.is_regular_file(ignored))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end()); // the order of a directory is that of no human
    for (const auto& file : files)
        read_model(f, file, std::string{below} + "/" + file.filename().string(), wrong);
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

void configure_model(folder& f, std::string_view name, const json::value& said, mistakes& wrong)
{
    const auto at = f.models.find(std::string{name});
    if (at == f.models.end()) {
        if (is_built_in_model(name)) {
            f.notes.push_back(std::string{name} + ": LoopBack's own model, not served");
            return;
        }
        if (std::any_of(f.unread.begin(), f.unread.end(), [&](const auto& stem) { return plain(stem) == plain(name); }))
            return; // its file was found wanting already
        std::vector<std::string_view> names;
        for (const auto& [known, m] : f.models)
            names.emplace_back(known);
        wrong.add(model_config, name, "no file of common/models or server/models defines this model" + did_you_mean(name, names) +
                                          ": write common/models/" + plain(name) + ".json with \"name\": " + in_quotes(name) +
                                          ", or remove the entry");
        return;
    }
    auto& m = at->second;
    m.configured = true;
    if (!said.is_object()) {
        wrong.add(model_config, name, "the entry of a model is an object: write {\"dataSource\": \"db\", \"public\": true}");
        return;
    }
    const auto& entry = said.get_object();
    if (const auto* p = entry.if_contains("public")) {
        if (p->is_bool())
            m.is_public = p->get_bool();
        else
            wrong.add(model_config, std::string{name} + ".public", "write true or false");
    }
    const auto* source = entry.if_contains("dataSource");
    if (source && source->is_string())
        m.data_source = std::string{source->get_string()};
    else if (source && !source->is_null())
        wrong.add(model_config, std::string{name} + ".dataSource", "write the name of a data source of server/datasources.json");
    if (const auto* acls = entry.if_contains("acls"); acls && !(acls->is_array() && acls->get_array().empty()))
        wrong.add(model_config, std::string{name} + ".acls",
                  "access rules are not enforced yet, and to serve without them would open what they close: remove them to serve the "
                  "model to everyone, or write \"public\": false");
    if (m.data_source.empty())
        return;
    std::vector<std::string_view> sources;
    for (const auto& member : f.data_sources)
        sources.emplace_back(member.key().data(), member.key().size());
    if (std::find(sources.begin(), sources.end(), m.data_source) == sources.end())
        wrong.add(model_config, std::string{name} + ".dataSource",
                  "server/datasources.json has no data source " + in_quotes(m.data_source) + did_you_mean(m.data_source, sources));
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
        throw error{error_kind::schema, "E_MODEL_FILES", path.string() + " is no folder: name the folder that holds server/ and common/models/"};
    folder f;
    f.path = path;
    if (!is_file(path / model_config))
        throw error{error_kind::schema, "E_MODEL_FILES",
                    path.string() + " holds no " + model_config +
                        ": name the folder of an application (server/config.json, server/datasources.json, server/model-config.json, "
                        "common/models/*.json)"};
    f.config = optional_file(f, "server/config.json", wrong);
    f.data_sources = optional_file(f, "server/datasources.json", wrong);
    read_models(f, "common/models", wrong);
    read_models(f, "server/models", wrong);
    const auto configured = optional_file(f, model_config, wrong);
    for (const auto& member : configured)
        if (member.key() != "_meta")
            configure_model(f, {member.key().data(), member.key().size()}, member.value(), wrong);
    return f;
}

} // namespace ginnel::app
