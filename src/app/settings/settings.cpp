#include "app/settings/settings.hpp"

#include "app/declarations/naming.hpp"
#include "app/files/misspelt.hpp"
#include "app/files/property_reader.hpp"
#include "app/json_view.hpp"
#include "app/settings/config_files.hpp"
#include "app/settings/server_settings.hpp"
#include "value/nearest.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace ginnel::app {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 13> config_members{"restApiRoot",
                                                          "host",
                                                          "port",
                                                          "remoting",
                                                          "legacyExplorer",
                                                          "aclErrorStatus",
                                                          "url",
                                                          "env",
                                                          "logoutSessionsOnSensitiveChanges",
                                                          "cookieSecret",
                                                          "hostname",
                                                          "protocol",
                                                          "ginnel"};
constexpr std::array<std::string_view, 19> source_members{
    "name",     "connector", "file",     "file_name", "host",       "port",        "database",
    "user",     "password",  "username", "url",       "debug",      "lazyConnect", "localStorage",
    "inqLimit", "schema",    "ssl",      "protocol",  "synchronous"};

/// A member that is near to one that is read was meant to be that one.
void tell_unknown(const json::object& in, std::span<const std::string_view> known, const place& at, mistakes& wrong)
{
    for (const auto& member : in) {
        const auto name = view(member.key());
        if (std::find(known.begin(), known.end(), name) != known.end())
            continue;
        if (const auto told = misspelt(name, known); !told.empty())
            wrong.add(at.file, at.member.empty() ? std::string{name} : at.member + "." + std::string{name}, told);
    }
}

/// The object of this name; null if it is missing. A mistake if it is something else.
const json::object* object_member(const json::object& from, std::string_view name, const place& at, mistakes& wrong)
{
    const auto* v = from.if_contains(name);
    if (!v || v->is_null() || (v->is_bool() && !v->get_bool()))
        return nullptr;
    if (v->is_object())
        return &v->get_object();
    wrong.add(at.file, at.member.empty() ? std::string{name} : at.member + "." + std::string{name},
              "write an object: {}");
    return nullptr;
}

void read_port(settings& s, const json::object& config, const std::string& file, mistakes& wrong)
{
    const auto* said = config.if_contains("port");
    if (!said || said->is_null())
        return;
    std::int64_t port = -1;
    if (said->is_int64())
        port = said->get_int64();
    else if (said->is_string()) { // LoopBack takes a text as well
        const auto& text = said->get_string();
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
        if (problem != std::errc{} || end != text.data() + text.size())
            port = -1;
    }
    if (port < 0 || port > 65535)
        wrong.add(file, "port", "write a number from 0 (any that is free) to 65535");
    else
        s.port = static_cast<std::uint16_t>(port);
}

/// "api/" -> "/api"; "/" is empty.
std::string as_root(std::string path)
{
    while (!path.empty() && path.back() == '/')
        path.pop_back();
    if (!path.empty() && path.front() != '/')
        path.insert(0, 1, '/');
    return path;
}

void read_remoting(settings& s, const json::object& config, const std::string& file, mistakes& wrong)
{
    const auto* remoting = object_member(config, "remoting", {file, {}}, wrong);
    if (!remoting)
        return;
    static constexpr std::array<std::string_view, 9> known{"context",       "rest",           "json",
                                                           "urlencoded",    "cors",           "errorHandler",
                                                           "authorization", "supportedTypes", "sharedMethods"};
    tell_unknown(*remoting, known, {file, "remoting"}, wrong);
    if (const auto* body = object_member(*remoting, "json", {file, "remoting"}, wrong))
        if (const auto* limit = body->if_contains("limit")) {
            if (const auto bytes = bytes_of(*limit))
                s.bounds.body = *bytes;
            else
                wrong.add(file, "remoting.json.limit", "write a size: \"100kb\"");
        }
    if (const auto* rest = object_member(*remoting, "rest", {file, "remoting"}, wrong))
        s.dashed_paths = flag_member(*rest, "normalizeHttpPath", {file, "remoting.rest"}, wrong).value_or(false);
    s.cors = read_cors(*remoting, file, wrong);
}

void read_components(settings& s, folder& f, mistakes& wrong)
{
    const auto file = f.shown("component-config.json");
    for (const auto& member : f.components) {
        const auto name = view(member.key());
        if (name != "loopback-component-explorer") {
            f.notes.push_back(file + ": " + std::string{name} + " is a component of Node, and not run");
            continue;
        }
        if (member.value().is_null() || (member.value().is_bool() && !member.value().get_bool())) {
            s.explorer.reset();
            continue;
        }
        if (const auto* said = object_member(f.components, name, {file, {}}, wrong)) {
            json::value whole = *said;
            fill_from_environment(whole, file, std::string{name}, wrong);
            if (auto path = text_member(whole.get_object(), "mountPath", {file, std::string{name}}, wrong))
                s.explorer = as_root(*path);
        }
    }
}

/// The data source that all models use, or none.
std::optional<std::string> data_source(const folder& f, mistakes& wrong)
{
    const model_file* first = nullptr;
    for (const auto& [name, m] : f.models) {
        if (!m.configured || m.data_source.empty())
            continue;
        if (first && first->data_source != m.data_source)
            wrong.add(f.shown("model-config.json"), name + ".dataSource",
                      in_quotes(first->name) + " is in " + in_quotes(first->data_source) +
                          ", and only one data source is served yet: write " + in_quotes(first->data_source));
        if (!first)
            first = &m;
    }
    if (!first)
        return {};
    return first->data_source;
}

/// Whether a data source keeps its rows in memory, so that no tables of LoopBack's stand anywhere.
bool is_memory(const folder& f, const std::string& name)
{
    const auto* said = f.data_sources.if_contains(name);
    const auto* connector = said && said->is_object() ? said->get_object().if_contains("connector") : nullptr;
    return connector && connector->is_string() && connector->get_string() == "memory";
}

void read_synchronous(settings& s, const json::object& source, const place& at, mistakes& wrong)
{
    const auto synchronous = text_member(source, "synchronous", at, wrong);
    if (!synchronous)
        return;
    s.sync_commits = *synchronous == "full";
    if (!s.sync_commits && *synchronous != "normal")
        wrong.add(at.file, at.member + ".synchronous",
                  "write \"normal\" (a power cut may lose the newest writes, and nothing else does) or \"full\" "
                  "(each write waits for the disk)");
}

/// Of a data source whose file is given at the start what holds of every file.
void read_source_of_given_file(settings& s, const folder& f, const std::string& name, mistakes& wrong)
{
    const auto file = f.shown("datasources.json");
    const auto* said = f.data_sources.if_contains(name);
    const auto* synchronous = said && said->is_object() ? said->get_object().if_contains("synchronous") : nullptr;
    if (!synchronous)
        return;
    json::value source = json::object{{"synchronous", *synchronous}};
    fill_from_environment(source, file, name, wrong);
    read_synchronous(s, source.get_object(), {file, name}, wrong);
}

void read_source(settings& s, const folder& f, const std::string& name, mistakes& wrong)
{
    const auto file = f.shown("datasources.json");
    const auto* said = f.data_sources.if_contains(name);
    if (!said)
        return;
    if (!said->is_object()) {
        wrong.add(file, name,
                  "a data source is an object: write {\"name\": \"db\", \"connector\": \"sqlite3\", \"file\": "
                  "\"db.sqlite\"}");
        return;
    }
    json::value source = *said;
    fill_from_environment(source, file, name, wrong);
    const auto& o = source.get_object();
    tell_unknown(o, source_members, {file, name}, wrong);
    auto connector = text_member(o, "connector", {file, name}, wrong).value_or("");
    if (connector.starts_with("loopback-connector-"))
        connector.erase(0, std::string_view{"loopback-connector-"}.size());
    read_synchronous(s, o, {file, name}, wrong);
    auto database = text_member(o, "file", {file, name}, wrong);
    if (!database)
        database = text_member(o, "file_name", {file, name}, wrong);
    if (connector == "memory") {
        s.as_sqlite3 = false;
        if (database)
            wrong.add(file, name + ".file",
                      "the file of the memory connector is not read yet: write \"connector\": \"sqlite3\" with a "
                      "SQLite file");
    } else if (connector == "sqlite3") {
        s.database = database.value_or(":memory:");
    } else {
        static constexpr std::array<std::string_view, 4> known{"sqlite3", "memory", "postgresql", "mysql"};
        const auto near = std::find(known.begin(), known.end(), connector) == known.end() ? nearest(connector, known, 1)
                                                                                          : std::vector<std::string>{};
        wrong.add(file, name + ".connector",
                  near.empty()
                      ? in_quotes(connector) + " is not served yet: write \"sqlite3\" with \"file\", or \"memory\", or "
                                               "start with --database FILE"
                      : "there is no connector " + in_quotes(connector) + "; write " + in_quotes(near.front()));
    }
}

} // namespace

settings read_settings(folder& f, const std::optional<std::string>& database, mistakes& wrong)
{
    settings s;
    const auto file = f.shown("config.json");
    json::value config = f.config;
    fill_from_environment(config, file, {}, wrong);
    const auto& o = config.get_object();
    tell_unknown(o, config_members, {file, {}}, wrong);
    if (auto host = text_member(o, "host", {file, {}}, wrong))
        s.host = *host;
    read_port(s, o, file, wrong);
    if (auto root = text_member(o, "restApiRoot", {file, {}}, wrong))
        s.rest_root = as_root(*root);
    read_remoting(s, o, file, wrong);
    read_own_settings(s, o, file, wrong);
    read_components(s, f, wrong);
    const auto name = data_source(f, wrong);
    if (database) {
        s.database = *database;
        s.as_sqlite3 = !name || !is_memory(f, *name);
        if (name)
            read_source_of_given_file(s, f, *name, wrong);
    } else if (name)
        read_source(s, f, *name, wrong);
    return s;
}

} // namespace ginnel::app
