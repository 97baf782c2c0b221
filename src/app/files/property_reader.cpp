#include "app/files/property_reader.hpp"

#include "app/declarations/declared_model.hpp"
#include "app/declarations/naming.hpp"
#include "app/json_view.hpp"
#include "value/nearest.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace ginnel::app {

namespace {

namespace json = boost::json;

// LoopBack's numbers are JavaScript's: doubles. Keys become integers where they are found to be keys.
constexpr std::array<std::pair<std::string_view, column_type>, 11> types{{{"string", column_type::text},
                                                                          {"text", column_type::text},
                                                                          {"number", column_type::real},
                                                                          {"boolean", column_type::boolean},
                                                                          {"date", column_type::timestamp},
                                                                          {"datestring", column_type::text},
                                                                          {"object", column_type::json},
                                                                          {"array", column_type::json},
                                                                          {"any", column_type::json},
                                                                          {"buffer", column_type::blob},
                                                                          {"geopoint", column_type::json}}};
constexpr std::array<std::string_view, 10> spelled{"string", "number", "boolean", "date",   "DateString",
                                                   "object", "array",  "any",     "buffer", "geopoint"};

std::optional<column_type> type_named(std::string_view name, const std::set<std::string>& model_names)
{
    const auto wanted = lower(name);
    for (const auto& [known, type] : types)
        if (known == wanted)
            return type;
    if (model_names.contains(std::string{name}))
        return column_type::json;
    return {};
}

std::optional<column_type> read_type(const json::value& said, const std::set<std::string>& model_names, const place& at,
                                     mistakes& wrong)
{
    if (said.is_array())
        return column_type::json; // ["string"]: a typed list
    if (!said.is_string()) {
        wrong.add(at.file, at.member,
                  "a type is a text: write \"string\", \"number\", \"boolean\", \"date\" or another type of LoopBack");
        return {};
    }
    const auto name = view(said.get_string());
    if (auto type = type_named(name, model_names))
        return type;
    std::vector<std::string_view> names{spelled.begin(), spelled.end()};
    names.insert(names.end(), model_names.begin(), model_names.end());
    const auto near = nearest(name, names, 1);
    wrong.add(at.file, at.member,
              "there is no type " + in_quotes(name) + "; write " +
                  (near.empty()
                       ? "\"string\", \"number\", \"boolean\", \"date\", \"object\" or another type of LoopBack"
                       : in_quotes(near.front())));
    return {};
}

place below(const place& at, std::string_view member)
{
    return {at.file, at.member.empty() ? std::string{member} : at.member + "." + std::string{member}};
}

void read_sqlite(schema::column& c, const json::value& said, const place& at, mistakes& wrong)
{
    if (!said.is_object()) {
        wrong.add(at.file, at.member, "what the connector is told is an object: write {\"columnName\": \"name\"}");
        return;
    }
    if (auto name = text_member(said.get_object(), "columnName", at, wrong))
        c.column_name = *name;
    if (auto type = text_member(said.get_object(), "dataType", at, wrong);
        type && lower(*type).find("int") != std::string::npos)
        if (c.type == column_type::real)
            c.type = column_type::int64;
}

void read_index(schema::column& c, const json::value& said)
{
    if (said.is_bool())
        c.indexed = said.get_bool();
    else if (said.is_object()) {
        c.indexed = true;
        const auto* unique = said.get_object().if_contains("unique");
        c.unique = unique && unique->is_bool() && unique->get_bool();
    }
}

} // namespace

std::optional<std::string> model_held(const json::value& said, const std::set<std::string>& model_names)
{
    const auto* type = said.is_object() ? said.get_object().if_contains("type") : &said;
    if (type && type->is_array() && type->get_array().size() == 1)
        type = &type->get_array().front();
    if (!type || !type->is_string())
        return {};
    std::string name{type->get_string()};
    const auto is_plain = [&](const auto& known) { return known.first == lower(name); };
    if (!model_names.contains(name) || std::any_of(types.begin(), types.end(), is_plain))
        return {};
    return name;
}

std::optional<std::string> text_member(const json::object& from, std::string_view name, const place& at,
                                       mistakes& wrong)
{
    const auto* v = from.if_contains(name);
    if (!v || v->is_null())
        return {};
    if (!v->is_string()) {
        wrong.add(at.file, below(at, name).member, "write a text");
        return {};
    }
    std::string text{v->get_string()};
    if (text.find('\0') != std::string::npos) {
        wrong.add(at.file, below(at, name).member, "the text holds a NUL character: remove it");
        return {};
    }
    if (text.empty())
        return {};
    return text;
}

std::optional<bool> flag_member(const json::object& from, std::string_view name, const place& at, mistakes& wrong)
{
    const auto* v = from.if_contains(name);
    if (!v || v->is_null())
        return {};
    if (!v->is_bool()) {
        wrong.add(at.file, below(at, name).member, "write true or false");
        return {};
    }
    return v->get_bool();
}

bool wants_text(const json::value& said)
{
    const auto* of = said.is_object() ? said.get_object().if_contains("sqlite3") : nullptr;
    const auto* type = of && of->is_object() ? of->get_object().if_contains("dataType") : nullptr;
    return type && type->is_string() && lower(std::string_view{type->get_string()}) == "text";
}

std::optional<schema::column> read_property(std::string_view name, const json::value& said,
                                            const std::set<std::string>& model_names, const place& at, mistakes& wrong)
{
    schema::column c = property_column(name, column_type::text);
    if (!said.is_object()) {
        const auto type = read_type(said, model_names, at, wrong);
        if (!type)
            return {};
        c.type = *type;
        return c;
    }
    const auto& o = said.get_object();
    const auto* type_said = o.if_contains("type");
    if (!type_said) {
        wrong.add(at.file, below(at, "type").member, "a property needs a type: write \"type\": \"string\"");
        return {};
    }
    const auto type = read_type(*type_said, model_names, below(at, "type"), wrong);
    if (!type)
        return {};
    c.type = *type;
    c.nullable = !flag_member(o, "required", at, wrong).value_or(false);
    if (flag_member(o, "hidden", at, wrong).value_or(false))
        c.serialize_as.clear();
    if (const auto* id = o.if_contains("id"); id && (id->is_bool() ? id->get_bool() : id->is_number())) {
        c.primary = true;
        c.nullable = false;
    }
    c.generated = flag_member(o, "generated", at, wrong).value_or(false);
    if (const auto* index = o.if_contains("index"))
        read_index(c, *index);
    if (const auto* sqlite = o.if_contains("sqlite3"))
        read_sqlite(c, *sqlite, below(at, "sqlite3"), wrong);
    if (c.primary && c.type == column_type::real)
        c.type = column_type::int64;
    return c;
}

} // namespace ginnel::app
