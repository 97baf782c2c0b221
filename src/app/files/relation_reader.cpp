#include "app/files/relation_reader.hpp"

#include "app/declarations/naming.hpp"
#include "value/nearest.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace ginnel::app {

namespace {

namespace json = boost::json;

struct named_type {
    std::string_view name;
    relation_type type;
};
constexpr std::array<named_type, 7> types{{{"belongsTo", relation_type::belongs_to},
                                           {"hasMany", relation_type::has_many},
                                           {"hasOne", relation_type::has_one},
                                           {"hasAndBelongsToMany", relation_type::has_and_belongs_to_many},
                                           {"embedsOne", relation_type::embeds_one},
                                           {"embedsMany", relation_type::embeds_many},
                                           {"referencesMany", relation_type::references_many}}};

std::optional<relation_type> read_type(const json::object& said, const place& at, mistakes& wrong)
{
    const auto name = text_member(said, "type", at, wrong);
    const std::string member = at.member + ".type";
    if (!name) {
        const auto* v = said.if_contains("type");
        if (!v || v->is_null() || v->is_string())
            wrong.add(
                at.file, member,
                "a relation needs a type: write \"belongsTo\", \"hasMany\", \"hasOne\" or \"hasAndBelongsToMany\"");
        return {};
    }
    for (const auto& known : types)
        if (known.name == *name)
            return known.type;
    if (*name == "hasManyThrough") {
        wrong.add(
            at.file, member,
            "there is no relation type \"hasManyThrough\"; write \"hasMany\", with \"through\": \"<model>\" beside it");
        return {};
    }
    std::vector<std::string_view> names;
    for (const auto& known : types)
        names.push_back(known.name);
    const auto near = nearest(*name, names, 1);
    wrong.add(at.file, member,
              "there is no relation type " + in_quotes(*name) + "; write " +
                  (near.empty() ? "\"belongsTo\", \"hasMany\", \"hasOne\" or \"hasAndBelongsToMany\""
                                : in_quotes(near.front())));
    return {};
}

bool is_said(const json::value* v)
{
    return v && !v->is_null() && !(v->is_bool() && !v->get_bool()) && !(v->is_string() && v->get_string().empty());
}

/// true, "imageable", or {"selector": "imageable", "foreignKey": ..., "discriminator": ...}.
void read_polymorphic(const json::object& o, const place& at, declared_relation& r, mistakes& wrong)
{
    const auto* said = o.if_contains("polymorphic");
    if (!is_said(said))
        return;
    const std::string member = at.member + ".polymorphic";
    std::string word = r.name;
    std::string key, type;
    if (said->is_string()) {
        word = std::string{said->get_string()};
    } else if (said->is_object()) {
        const place within{at.file, member};
        const auto& words = said->get_object();
        word = text_member(words, "selector", within, wrong)
                   .value_or(text_member(words, "as", within, wrong).value_or(word));
        key = text_member(words, "foreignKey", within, wrong).value_or("");
        type = text_member(words, "discriminator", within, wrong).value_or("");
    } else if (!said->is_bool()) {
        return wrong.add(at.file, member,
                         "write true, the word of its keys (\"imageable\"), or {\"selector\": \"imageable\"}");
    }
    if (said->is_bool() && r.type != relation_type::belongs_to)
        return wrong.add(
            at.file, member,
            "only a \"belongsTo\" can say true: write the name of the relation that leads back, \"imageable\"");
    r.pair_key = key.empty() ? word + "Id" : key;
    r.pair_type = type.empty() ? word + "Type" : type;
    r.inverted = is_said(o.if_contains("invert"));
    if (r.inverted && r.through.empty())
        wrong.add(at.file, at.member + ".invert",
                  "only a relation through a model has another side: write \"through\", or remove it");
}

void read_rules(const json::object& o, const place& at, relation_rules& rules, mistakes& wrong)
{
    if (const auto* options = o.if_contains("options"); options && options->is_object()) {
        const auto& said = options->get_object();
        rules.nests = is_said(said.if_contains("nestRemoting"));
        rules.included = !is_said(said.if_contains("disableInclude"));
        if (const auto* http = said.if_contains("http"); http && http->is_object())
            rules.path = text_member(http->get_object(), "path", {at.file, at.member + ".options.http"}, wrong)
                             .value_or(rules.path);
    }
    if (const auto* scope = o.if_contains("scope"); is_said(scope)) {
        if (scope->is_object())
            rules.scope = json::serialize(*scope);
        else
            wrong.add(at.file, at.member + ".scope", "a scope is a filter: write {\"where\": {\"draft\": true}}");
    }
    const auto* properties = o.if_contains("properties");
    if (!is_said(properties))
        return;
    const auto refuse = [&] {
        wrong.add(at.file, at.member + ".properties",
                  "write which property of the row is copied into which of the related one: {\"region\": \"region\"}");
    };
    if (!properties->is_object())
        return refuse();
    for (const auto& pair : properties->get_object()) {
        if (!pair.value().is_string())
            return refuse();
        rules.properties.emplace_back(std::string{pair.key()}, std::string{pair.value().get_string()});
    }
}

/// LoopBack's own names of what holds embedded rows, and ids of referenced ones.
std::string default_property(const declared_relation& r)
{
    if (r.type == relation_type::embeds_one)
        return "_" + lower_camel(r.model);
    if (r.type == relation_type::embeds_many)
        return "_" + lower_camel(plural_of(r.model));
    return lower_camel(r.model) + "Ids";
}

} // namespace

std::optional<declared_relation> read_relation(std::string_view name, const json::value& said, const place& at,
                                               mistakes& wrong)
{
    if (!said.is_object()) {
        wrong.add(at.file, at.member, "a relation is an object: write {\"type\": \"hasMany\", \"model\": \"Patient\"}");
        return {};
    }
    const auto& o = said.get_object();
    const auto before = wrong.sentences().size();
    declared_relation r;
    r.name = std::string{name};
    const auto type = read_type(o, at, wrong);
    r.model = text_member(o, "model", at, wrong).value_or("");
    r.foreign_key = text_member(o, "foreignKey", at, wrong).value_or("");
    r.primary_key = text_member(o, "primaryKey", at, wrong).value_or("");
    r.through = text_member(o, "through", at, wrong).value_or("");
    r.key_through = text_member(o, "keyThrough", at, wrong).value_or("");
    if (!type || wrong.sentences().size() != before)
        return {};
    r.type = *type;
    r.property =
        text_member(o, r.type == relation_type::references_many ? "foreignKey" : "property", at, wrong).value_or("");
    if (within_row(r.type))
        r.foreign_key.clear();
    r.rules.path = r.name;
    read_polymorphic(o, at, r, wrong);
    read_rules(o, at, r.rules, wrong);
    if (wrong.sentences().size() != before)
        return {};
    if (!r.through.empty() && (r.type == relation_type::belongs_to || r.type == relation_type::has_one)) {
        wrong.add(
            at.file, at.member + ".through",
            "only \"hasMany\" and \"hasAndBelongsToMany\" pass a model: remove it, or write \"type\": \"hasMany\"");
        return {};
    }
    if (!r.key_through.empty() && r.through.empty() && r.type == relation_type::has_many) {
        wrong.add(at.file, at.member + ".keyThrough",
                  "it names a key of the model passed, and none is: write \"through\": \"<model>\" beside it");
        return {};
    }
    if (r.model.empty()) {
        if (r.type == relation_type::belongs_to && !r.pair_key.empty())
            return r; // the type says which
        if (r.type != relation_type::belongs_to) {
            wrong.add(at.file, at.member + ".model",
                      "a relation needs the model that it leads to: write \"model\": \"<name>\"");
            return {};
        }
        r.model = std::string{name}; // "physician" leads to Physician
        r.model.front() = static_cast<char>(
            r.model.front() >= 'a' && r.model.front() <= 'z' ? r.model.front() - 'a' + 'A' : r.model.front());
    }
    if (within_row(r.type) && r.property.empty())
        r.property = default_property(r);
    return r;
}

} // namespace ginnel::app
