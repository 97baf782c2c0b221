#include "app/files/rules_reader.hpp"

#include "app/declarations/naming.hpp"
#include "app/files/model_keys.hpp"
#include "app/files/validation_reader.hpp"
#include "app/json_view.hpp"
#include "value/nearest.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace ginnel::app {

namespace {

namespace json = boost::json;

/// A switch of the model, wherever it is said.
void read_flag(bool& into, const model_file& file, std::string_view model_config, std::string_view name,
               mistakes& wrong)
{
    const auto said = find_setting(file, model_config, name);
    if (!said)
        return;
    if (said->value->is_bool())
        into = said->value->get_bool();
    else
        wrong.add(said->file, said->member, "write true or false");
}

void read_strict(model_rules& rules, const said_setting& said, mistakes& wrong)
{
    if (said.value->is_bool()) {
        rules.unknown = said.value->get_bool() ? unknown_members::refused : unknown_members::echoed;
        return;
    }
    const auto text = said.value->is_string() ? view(said.value->get_string()) : std::string_view{};
    if (text == "filter")
        rules.unknown = unknown_members::dropped;
    else if (text == "validate" || text == "throw")
        rules.unknown = unknown_members::refused;
    else
        wrong.add(said.file, said.member,
                  "write true or \"validate\" (unknown members of a body are refused), \"filter\" (they are dropped) "
                  "or false");
}

/// The values that rows must have to meet the condition.
void take_values(const json::value& where, json::object& into)
{
    if (!where.is_object())
        return;
    for (const auto& member : where.get_object()) {
        if (member.key() == "and" && member.value().is_array())
            for (const auto& part : member.value().get_array())
                take_values(part, into);
        else if (!member.value().is_object() && !member.value().is_array() && !member.value().is_null())
            into.insert_or_assign(member.key(), member.value());
    }
}

void read_scopes(declared_rules& into, const model_file& file, std::string_view model_config, mistakes& wrong)
{
    if (const auto said = find_setting(file, model_config, "scope")) {
        if (!said->value->is_object())
            return wrong.add(said->file, said->member,
                             "a scope is a filter: write {\"where\": {...}, \"order\": \"name\"}");
        into.scope = said->value->get_object().empty() ? std::string{} : json::serialize(*said->value);
        into.rules.scope_values.clear();
        if (const auto* where = said->value->get_object().if_contains("where"))
            take_values(*where, into.rules.scope_values);
    }
    const auto said = find_setting(file, model_config, "scopes");
    if (!said)
        return;
    if (!said->value->is_object()) {
        wrong.add(said->file, said->member, "write filters by name: {\"big\": {\"where\": {\"size\": {\"gt\": 10}}}}");
        return;
    }
    for (const auto& s : said->value->get_object()) {
        const auto name = view(s.key());
        if (!s.value().is_object())
            wrong.add(said->file, said->member + "." + std::string{name},
                      "a scope is a filter: write {\"where\": {...}}");
        else if (name.empty() || name.find('/') != std::string_view::npos || name == "count" || name == "findOne")
            wrong.add(said->file, said->member + "." + std::string{name},
                      "no route can have this name: give it another");
        else
            into.scopes.insert_or_assign(std::string{name}, json::serialize(s.value()));
    }
}

std::vector<std::string_view> split(std::string_view text, char at)
{
    std::vector<std::string_view> out;
    for (;;) {
        const auto end = text.find(at);
        auto part = text.substr(0, end);
        while (part.starts_with(' '))
            part.remove_prefix(1);
        while (part.ends_with(' '))
            part.remove_suffix(1);
        if (!part.empty())
            out.push_back(part);
        if (end == std::string_view::npos)
            return out;
        text.remove_prefix(end + 1);
    }
}

/// {"keys": {"a": 1}, "options": {"unique": true}}, {"columns": "a,b", "kind": "unique"}, or {"a": 1}
std::optional<declared_index> read_index(std::string name, const json::value& said)
{
    if (!said.is_object())
        return {};
    const auto& o = said.get_object();
    declared_index i;
    i.name = std::move(name);
    const auto add_keys = [&](const json::object& keys) {
        for (const auto& k : keys)
            i.properties.emplace_back(view(k.key()));
    };
    const auto* keys = o.if_contains("keys");
    const auto* columns = o.if_contains("columns");
    if (keys && keys->is_object())
        add_keys(keys->get_object());
    else if (keys && keys->is_array()) {
        for (const auto& k : keys->get_array())
            if (k.is_string())
                i.properties.emplace_back(view(k.get_string()));
    } else if (columns && columns->is_string()) {
        for (const auto part : split(view(columns->get_string()), ','))
            i.properties.emplace_back(part);
    } else if (!o.empty() && std::all_of(o.begin(), o.end(), [](const auto& k) { return k.value().is_number(); }))
        add_keys(o);
    if (i.properties.empty())
        return {};
    const auto says_unique = [](const json::value* v) {
        return v && ((v->is_bool() && v->get_bool()) || (v->is_string() && lower(view(v->get_string())) == "unique"));
    };
    const auto* options = o.if_contains("options");
    i.unique = says_unique(o.if_contains("kind")) || says_unique(o.if_contains("unique")) ||
               (options && options->is_object() && says_unique(options->get_object().if_contains("unique")));
    return i;
}

void read_indexes(declared_rules& into, const said_setting& said, mistakes& wrong)
{
    if (!said.value->is_object())
        return wrong.add(said.file, said.member, "write indexes by name: {\"byName\": {\"keys\": {\"name\": 1}}}");
    for (const auto& one : said.value->get_object()) {
        if (auto i = read_index(std::string{view(one.key())}, one.value())) {
            std::erase_if(into.indexes, [&](const auto& other) { return other.name == i->name; });
            into.indexes.push_back(std::move(*i));
        } else {
            wrong.add(
                said.file, said.member + "." + std::string{view(one.key())},
                "an index names its properties: write {\"keys\": {\"name\": 1}, \"options\": {\"unique\": true}}");
        }
    }
}

bool fits(column_type type, const json::value& v)
{
    switch (type) {
    case column_type::text:
        return v.is_string();
    case column_type::real:
        return v.is_number();
    case column_type::int64:
        return v.is_int64();
    case column_type::boolean:
        return v.is_bool();
    case column_type::timestamp:
        return v.is_string() || v.is_int64();
    default:
        return true;
    }
}

void read_default(model_rules& rules, const schema::column& c, const json::object& o, const place& at, mistakes& wrong)
{
    if (const auto* fixed = o.if_contains("default"); fixed && !fixed->is_null()) {
        if (fits(c.type, *fixed))
            rules.defaults.insert_or_assign(c.name, default_value{default_value::source::fixed, *fixed});
        else
            wrong.add(at.file, at.member + ".default", "the value is not of the property's type");
    }
    const auto name = text_member(o, "defaultFn", at, wrong);
    if (!name)
        return;
    constexpr std::array<std::pair<std::string_view, default_value::source>, 5> known{
        {{"guid", default_value::source::uuid1},
         {"uuid", default_value::source::uuid1},
         {"uuidv4", default_value::source::uuid4},
         {"now", default_value::source::now},
         {"shortid", default_value::source::short_id}}};
    std::vector<std::string_view> names;
    for (const auto& [spelled, from] : known) {
        if (*name == spelled) {
            const bool of_time = from == default_value::source::now;
            if (c.type == column_type::text || (of_time && c.type == column_type::timestamp))
                rules.defaults.insert_or_assign(c.name, default_value{from, {}});
            else
                wrong.add(at.file, at.member + ".defaultFn",
                          in_quotes(*name) + " makes a " + (of_time ? "date" : "text") +
                              ": write \"type\": " + (of_time ? "\"date\"" : "\"string\""));
            return;
        }
        names.push_back(spelled);
    }
    wrong.add(at.file, at.member + ".defaultFn",
              "there is no default function " + in_quotes(*name) + did_you_mean(*name, names));
}

} // namespace

std::optional<bool> read_rules(declared_rules& into, const model_file& file, std::string_view model_config,
                               mistakes& wrong)
{
    auto& rules = into.rules;
    if (const auto said = find_setting(file, model_config, "strict"))
        read_strict(rules, *said, wrong);
    read_flag(rules.replaces_on_put, file, model_config, "replaceOnPUT", wrong);
    read_flag(rules.strict_delete, file, model_config, "strictDelete", wrong);
    read_flag(rules.validates_upsert, file, model_config, "automaticValidation", wrong);
    read_flag(rules.validates_update, file, model_config, "automaticValidation", wrong);
    read_flag(rules.validates_upsert, file, model_config, "validateUpsert", wrong);
    read_flag(rules.validates_update, file, model_config, "validateUpdate", wrong);
    if (const auto said = find_setting(file, model_config, "validations")) {
        auto more = read_validations(*said->value, said->at(), wrong);
        rules.validations.insert(rules.validations.end(), more.begin(), more.end());
    }
    if (const auto said = find_setting(file, model_config, "indexes"))
        read_indexes(into, *said, wrong);
    read_scopes(into, file, model_config, wrong);
    const auto force = find_setting(file, model_config, "forceId");
    if (!force || (force->value->is_string() && view(force->value->get_string()) == "auto"))
        return {};
    if (force->value->is_bool())
        return force->value->get_bool();
    wrong.add(force->file, force->member, "write true, false or \"auto\"");
    return {};
}

void forget_property(model_rules& rules, std::string_view property)
{
    std::erase_if(rules.validations, [&](const validation& v) { return v.property == property; });
    if (const auto at = rules.defaults.find(property); at != rules.defaults.end())
        rules.defaults.erase(at);
}

void read_property_rules(model_rules& rules, const schema::column& c, const json::value& said, const place& at,
                         mistakes& wrong)
{
    forget_property(rules, c.name);
    if (!said.is_object())
        return;
    const auto& o = said.get_object();
    read_default(rules, c, o, at, wrong);
    const bool made_by_database = c.primary && c.generated;
    if (const auto* required = o.if_contains("required");
        !made_by_database && required && required->is_bool() && required->get_bool()) {
        validation v;
        v.property = c.name;
        rules.validations.push_back(std::move(v));
    }
    const auto* length = o.if_contains("length");
    if (!length || length->is_null() || c.type != column_type::text)
        return;
    if (!length->is_int64() || length->get_int64() < 1)
        return wrong.add(at.file, at.member + ".length", "write a whole number from 1 on");
    validation v;
    v.kind = validation_kind::length;
    v.property = c.name;
    v.max = length->get_int64();
    rules.validations.push_back(std::move(v));
}

void check_rules(const declared_model& m, const declared_rules& said, mistakes& wrong)
{
    std::vector<std::string_view> names;
    for (const auto& c : m.columns)
        names.emplace_back(c.name);
    const auto check = [&](const std::string& at, std::string_view name) {
        if (std::find(names.begin(), names.end(), name) == names.end())
            wrong.add(m.shown, at, "there is no property " + in_quotes(name) + did_you_mean(name, names));
    };
    for (const auto& v : said.rules.validations) {
        check("validations", v.property);
        for (const auto& other : v.scoped_to)
            check("validations", other);
    }
    for (const auto& i : said.indexes)
        for (const auto& p : i.properties)
            if (!m.find_column(p))
                check("indexes." + i.name, p);
}

} // namespace ginnel::app
