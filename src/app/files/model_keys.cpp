#include "app/files/model_keys.hpp"

#include "app/files/folder.hpp"
#include "app/files/misspelt.hpp"
#include "app/json_view.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace ginnel::app {

namespace {

namespace json = boost::json;

// What the reader of models reads.
constexpr std::array<std::string_view, 32> read{"name",
                                                "base",
                                                "plural",
                                                "http",
                                                "description",
                                                "idInjection",
                                                "forceId",
                                                "strict",
                                                "properties",
                                                "relations",
                                                "hidden",
                                                "hiddenProperties",
                                                "protected",
                                                "protectedProperties",
                                                "validations",
                                                "acls",
                                                "scope",
                                                "scopes",
                                                "indexes",
                                                "options",
                                                "excludeBaseProperties",
                                                "remoting",
                                                "validateUpsert",
                                                "validateUpdate",
                                                "automaticValidation",
                                                "replaceOnPUT",
                                                "strictDelete",
                                                "sqlite3",
                                                "methods",
                                                "mixins",
                                                "title",
                                                "persistUndefinedAsNull"};
// What LoopBack reads, and is of no meaning to whoever asks this server: its own limits and answers hold instead.
constexpr std::array<std::string_view, 16> of_no_meaning{"allowExtendedOperators",
                                                         "prohibitHiddenPropertiesInQuery",
                                                         "maxDepthOfQuery",
                                                         "maxDepthOfData",
                                                         "aclErrorStatus",
                                                         "normalizeUndefinedInQuery",
                                                         "ttl",
                                                         "inqLimit",
                                                         "applyDefaultsOnReads",
                                                         "disableDefaultMethods",
                                                         "caseSensitiveEmail",
                                                         "ownerRelations",
                                                         "filterUndefinedAndNull",
                                                         "unknown",
                                                         "defaultPermission",
                                                         "legacyExplorer"};
// What LoopBack does by it is not done.
constexpr std::array<std::string_view, 2> not_done{"trackChanges", "enableRemoteReplication"};
constexpr std::array<std::string_view, 13> connectors{"postgresql", "mysql",  "mariadb",   "mongodb",  "oracle",
                                                      "mssql",      "db2",    "cassandra", "cloudant", "couchdb",
                                                      "informix",   "memory", "redis"};

constexpr std::array<std::string_view, 22> of_property{
    "type",       "required", "default", "defaultFn", "id",        "generated", "useDefaultIdType",
    "updateOnly", "index",    "unique",  "length",    "precision", "scale",     "description",
    "doc",        "title",    "hidden",  "sqlite3",   "limit",     "root",      "comments",
    "nullable"};
// LoopBack documents them and does nothing by them.
constexpr std::array<std::string_view, 9> of_property_unheard{"min",       "max",  "pattern",    "trim",  "lowercase",
                                                              "uppercase", "enum", "jsonSchema", "format"};

template <typename Names>
bool has(const Names& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What a file says to people and to other tools.
bool is_remark(std::string_view name)
{
    return name.starts_with('_') || name.starts_with('$') || name.starts_with("//") || name.starts_with("x-");
}

bool says_something(const json::value& v)
{
    if (v.is_object())
        return !v.get_object().empty();
    if (v.is_array())
        return !v.get_array().empty();
    return !v.is_null() && !(v.is_bool() && !v.get_bool());
}

void check(const model_file& m, std::string_view name, const json::value& v, const std::string& at, mistakes& wrong,
           std::vector<std::string>& notes)
{
    const auto note = [&](const std::string& what) { notes.push_back(m.shown + ": " + at + ": " + what); };
    if (name == "methods" && says_something(v))
        note("methods of JavaScript have no routes");
    else if (name == "mixins" && says_something(v))
        note("mixins are JavaScript, and not run: write what they add (properties, relations) into the file");
    else if (has(not_done, name) && says_something(v))
        note("replication is not served");
    if (has(read, name) || has(of_no_meaning, name) || has(not_done, name) || has(connectors, name) || is_remark(name))
        return;
    if (name == "public" || name == "dataSource")
        return wrong.add(m.shown, at, "this belongs into model-config.json, at the model's entry: move it there");
    if (const auto told = misspelt(name, read); !told.empty())
        return wrong.add(m.shown, at, told);
    note("this is not read");
}

void check_property(const model_file& m, const std::string& property, const json::object& said, mistakes& wrong,
                    std::vector<std::string>& notes)
{
    for (const auto& member : said) {
        const auto name = view(member.key());
        if (has(of_property, name) || has(connectors, name) || is_remark(name))
            continue;
        const auto at = "properties." + property + "." + std::string{name};
        if (has(of_property_unheard, name))
            notes.push_back(
                m.shown + ": " + at +
                ": LoopBack does nothing by it, and neither is it done here: write a rule into \"validations\"");
        else if (const auto told = misspelt(name, of_property); !told.empty())
            wrong.add(m.shown, at, told);
        else
            notes.push_back(m.shown + ": " + at + ": this is not read");
    }
}

} // namespace

std::optional<said_setting> find_setting(const model_file& m, std::string_view model_config, std::string_view name)
{
    const auto in = [&](const json::object& o) -> const json::value* {
        const auto* v = o.if_contains(name);
        return v && !v->is_null() ? v : nullptr;
    };
    if (const auto* v = in(m.options))
        return said_setting{v, std::string{model_config}, m.name + ".options." + std::string{name}};
    if (const auto* v = in(m.definition))
        return said_setting{v, m.shown, std::string{name}};
    if (const auto* options = m.definition.if_contains("options"); options && options->is_object())
        if (const auto* v = in(options->get_object()))
            return said_setting{v, m.shown, "options." + std::string{name}};
    return {};
}

void check_names(const model_file& m, mistakes& wrong, std::vector<std::string>& notes)
{
    for (const auto& member : m.definition)
        check(m, view(member.key()), member.value(), std::string{view(member.key())}, wrong, notes);
    if (const auto* options = m.definition.if_contains("options"); options && options->is_object())
        for (const auto& member : options->get_object())
            check(m, view(member.key()), member.value(), "options." + std::string{view(member.key())}, wrong, notes);
    const auto* properties = m.definition.if_contains("properties");
    if (!properties || !properties->is_object())
        return;
    for (const auto& p : properties->get_object())
        if (p.value().is_object())
            check_property(m, std::string{view(p.key())}, p.value().get_object(), wrong, notes);
}

} // namespace ginnel::app
