#include "app/files/shared_methods_reader.hpp"

#include "app/json_view.hpp"
#include "app/files/model_keys.hpp"
#include "value/nearest.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace ginnel::app {

namespace {

namespace json = boost::json;

/// LoopBack's methods of each model, and its second names for some.
constexpr std::array<std::string_view, 35> of_models{"create",
                                                     "upsert",
                                                     "updateOrCreate",
                                                     "patchOrCreate",
                                                     "replaceOrCreate",
                                                     "findOrCreate",
                                                     "upsertWithWhere",
                                                     "patchOrCreateWithWhere",
                                                     "exists",
                                                     "find",
                                                     "findOne",
                                                     "findById",
                                                     "count",
                                                     "updateAll",
                                                     "update",
                                                     "destroyAll",
                                                     "deleteAll",
                                                     "remove",
                                                     "deleteById",
                                                     "destroyById",
                                                     "removeById",
                                                     "replaceById",
                                                     "createChangeStream",
                                                     "prototype.patchAttributes",
                                                     "prototype.updateAttributes",
                                                     "diff",
                                                     "changes",
                                                     "checkpoint",
                                                     "currentCheckpoint",
                                                     "createUpdates",
                                                     "bulkUpdate",
                                                     "rectifyAllChanges",
                                                     "rectifyChange",
                                                     "updateLastChange",
                                                     "findLastChange"};

constexpr std::array<std::string_view, 13> of_relations{"get",      "create",      "update",     "destroy", "delete",
                                                        "findById", "destroyById", "updateById", "count",   "link",
                                                        "unlink",   "exists",      "sync"};

void read(shared_methods& into, const json::value& remoting, const place& at, mistakes& wrong)
{
    const auto* said = remoting.is_object() ? remoting.get_object().if_contains("sharedMethods") : nullptr;
    if (!said || said->is_null())
        return;
    const auto member = at.member + ".sharedMethods";
    if (!said->is_object())
        return wrong.add(at.file, member, "write an object: {\"*\": false, \"find\": true}");
    for (const auto& method : said->get_object()) {
        const std::string name{view(method.key())};
        if (method.value().is_bool())
            into.say(name, method.value().get_bool());
        else
            wrong.add(at.file, member + "." + name, "write true or false");
    }
}

/// "prototype.__get__books__chapters": of a relation's relation, which its own model alone knows.
bool is_nested(std::string_view name) noexcept
{
    std::size_t marks = 0;
    for (auto at = name.find("__"); at != std::string_view::npos; at = name.find("__", at + 2))
        ++marks;
    return marks > 2;
}

void add_methods(std::set<std::string>& known, const std::string& prefix, const std::string& relation)
{
    for (const auto method : of_relations)
        known.insert(prefix + "__" + std::string{method} + "__" + relation);
}

} // namespace

void read_shared_methods(shared_methods& into, const folder& f, mistakes& wrong)
{
    if (const auto* remoting = f.config.if_contains("remoting"))
        read(into, *remoting, {f.shown("config.json"), "remoting"}, wrong);
}

void read_shared_methods(shared_methods& into, const model_file& file, std::string_view model_config, mistakes& wrong)
{
    const auto read_in = [&](const json::object& o, std::string_view where, const std::string& before) {
        if (const auto* remoting = o.if_contains("remoting"))
            read(into, *remoting, {where, before + "remoting"}, wrong);
    };
    read_in(file.definition, file.shown, "");
    if (const auto* options = file.definition.if_contains("options"); options && options->is_object())
        read_in(options->get_object(), file.shown, "options.");
    read_in(file.options, model_config, file.name + ".options.");
    // Last: what is closed while the program runs, no file opens.
    for (const auto& method : file.switched_off)
        into.say(method, false);
}

void check_shared_methods(const shared_methods& said, const declared_model& m,
                          const std::map<std::string, std::string>& scopes, mistakes& wrong,
                          std::vector<std::string>& notes)
{
    std::set<std::string> known{of_models.begin(), of_models.end()};
    for (const auto& r : m.relations)
        add_methods(known, "prototype.", r.name);
    for (const auto& [scope, filter] : scopes)
        add_methods(known, "", scope);
    const std::vector<std::string_view> names{known.begin(), known.end()};
    for (const auto& [name, shared] : said.said()) {
        if (known.contains(name) || name.find('*') != std::string::npos || is_nested(name))
            continue;
        const auto at = "sharedMethods." + name;
        if (const auto near = nearest(name, names, 1); !near.empty() && !shared)
            wrong.add(m.shown, at,
                      "there is no such method, and what was meant would stay open; write " + in_quotes(near.front()));
        else
            notes.push_back(m.shown + ": " + at + ": there is no such method here");
    }
}

} // namespace ginnel::app
