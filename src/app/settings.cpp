#include "app/settings.hpp"

#include "app/property_reader.hpp"

#include <charconv>

namespace ginnel::app {

namespace {

namespace json = boost::json;

constexpr const char* config_file = "server/config.json";
constexpr const char* sources_file = "server/datasources.json";

void read_port(settings& s, const json::object& config, mistakes& wrong)
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
        wrong.add(config_file, "port", "write a number from 0 (any that is free) to 65535");
    else
        s.port = static_cast<std::uint16_t>(port);
}

void read_root(settings& s, const json::object& config, mistakes& wrong)
{
    auto root = text_member(config, "restApiRoot", {config_file, {}}, wrong);
    if (!root)
        return;
    while (!root->empty() && root->back() == '/')
        root->pop_back();
    if (!root->empty() && root->front() != '/')
        root->insert(0, 1, '/');
    s.rest_root = *root;
}

/// The data source that all models use, or none.
std::optional<std::string> data_source(const folder& f, mistakes& wrong)
{
    const model_file* first = nullptr;
    for (const auto& [name, m] : f.models) {
        if (!m.configured)
            continue;
        if (m.data_source.empty()) {
            wrong.add("server/model-config.json", name + ".dataSource", "a model without a data source has no table, and is not served yet: write \"dataSource\": \"db\"");
            continue;
        }
        if (first && first->data_source != m.data_source)
            wrong.add("server/model-config.json", name + ".dataSource",
                      in_quotes(first->name) + " is in " + in_quotes(first->data_source) + ", and only one data source is served yet: write " +
                          in_quotes(first->data_source));
        if (!first)
            first = &m;
    }
    if (!first)
        return {};
    return first->data_source;
}

} // namespace

settings read_settings(const folder& f, const std::optional<std::string>& database, mistakes& wrong)
{
    settings s;
    if (auto host = text_member(f.config, "host", {config_file, {}}, wrong))
        s.host = *host;
    read_port(s, f.config, wrong);
    read_root(s, f.config, wrong);
    const auto name = data_source(f, wrong);
    if (database) {
        s.database = *database;
        return s;
    }
    const auto* source = name ? f.data_sources.if_contains(*name) : nullptr;
    if (!source)
        return s;
    if (!source->is_object()) {
        wrong.add(sources_file, *name, "a data source is an object: write {\"name\": \"db\", \"connector\": \"sqlite3\", \"file\": \"db.sqlite\"}");
        return s;
    }
    const auto& o = source->get_object();
    const auto connector = text_member(o, "connector", {sources_file, *name}, wrong).value_or("");
    const auto file = text_member(o, "file", {sources_file, *name}, wrong);
    if (connector == "memory") {
        if (file)
            wrong.add(sources_file, *name + ".file", "the file of the memory connector is not read yet: write \"connector\": \"sqlite3\" with a SQLite file");
    } else if (connector == "sqlite3" || connector == "loopback-connector-sqlite3") {
        s.database = file.value_or(":memory:");
    } else {
        wrong.add(sources_file, *name + ".connector",
                  in_quotes(connector) + " is not served yet: write \"sqlite3\" with \"file\", or \"memory\", or start with --database FILE");
    }
    return s;
}

} // namespace ginnel::app
