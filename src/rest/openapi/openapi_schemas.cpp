#include "rest/openapi/openapi_schemas.hpp"

#include <algorithm>
#include <vector>

namespace ginnel::rest {

namespace json = boost::json;

namespace {

/// The schema of a value that is there; an empty one takes anything.
json::object schema_of(column_type type)
{
    switch (type) {
    case column_type::boolean:
        return {{"type", "boolean"}};
    case column_type::int16:
    case column_type::int32:
        return {{"type", "integer"}, {"format", "int32"}};
    case column_type::int64:
        return {{"type", "integer"}, {"format", "int64"}};
    case column_type::real:
        return {{"type", "number"}, {"format", "double"}};
    case column_type::text:
        return {{"type", "string"}};
    case column_type::blob:
        return {{"type", "string"}, {"contentEncoding", "base64"}};
    case column_type::date:
    case column_type::timestamp:
    case column_type::epoch_ms:
        return {{"type", "string"}, {"format", "date-time"}};
    case column_type::time:
        return {{"type", "string"}};
    case column_type::uuid:
        return {{"type", "string"}, {"format", "uuid"}};
    case column_type::decimal:
    case column_type::json:
        break;
    }
    return {};
}

json::object schema_of(const schema::column& c)
{
    auto s = schema_of(c.type);
    if (auto* type = s.if_contains("type"); type != nullptr && c.nullable)
        *type = json::array{*type, "null"};
    return s;
}

json::object rows_schema(const schema::model& m, row_use use, const std::vector<const schema::model*>& shown)
{
    json::object properties;
    json::array required;
    for (const auto& c : m.table.columns) {
        // What is hidden may be written, and is never answered.
        if (c.serialize_as.empty() && use == row_use::answered)
            continue;
        const std::string_view name = c.serialize_as.empty() ? c.name : c.serialize_as;
        if (use != row_use::answered && c.primary && c.generated)
            continue;
        properties[name] = schema_of(c);
        if (use == row_use::made && !c.nullable && !c.database_default && c.initial.is_null() && !c.generated)
            required.emplace_back(name);
    }
    if (use == row_use::answered)
        for (const auto& r : m.relations) {
            if (r.target == nullptr || std::find(shown.begin(), shown.end(), r.target) == shown.end())
                continue;
            auto target = schema_reference(schema_name(r.target->name, use));
            properties[r.name] =
                r.many() ? json::object{{"type", "array"}, {"items", std::move(target)}} : std::move(target);
        }
    json::object s{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty())
        s["required"] = std::move(required);
    return s;
}

json::object filter_schema(const schema::model& m)
{
    json::array names, relations;
    for (const auto& c : m.table.columns)
        if (!c.serialize_as.empty())
            names.emplace_back(c.name);
    for (const auto& r : m.relations)
        relations.emplace_back(r.name);
    const json::object orders{
        {"type", "string"},
        {"examples", json::array{names.empty() ? "id ASC" : std::string{names.front().as_string()} + " ASC"}}};
    const json::object count{{"type", "integer"}, {"minimum", 0}};
    json::object include{
        {"description", "A relation's name, an object {\"relation\": ..., \"scope\": {...}}, or a list of them"}};
    if (!relations.empty())
        include["examples"] = json::array{relations.front(), json::array{relations.front()}};
    // The example is what the explorer fills in: one that every model answers.
    return {{"type", "object"},
            {"additionalProperties", false},
            {"examples", json::array{json::object{{"limit", 10}}}},
            {"properties",
             {{"where", {{"type", "object"}, {"additionalProperties", true}}},
              {"include", std::move(include)},
              {"order", {{"anyOf", {orders, {{"type", "array"}, {"items", orders}}}}}},
              {"limit", count},
              {"skip", count},
              {"offset", count},
              {"fields",
               {{"anyOf",
                 {{{"type", "string"}},
                  {{"type", "array"}, {"items", {{"enum", names}}}},
                  {{"type", "object"}, {"additionalProperties", {{"type", "boolean"}}}}}}}}}}};
}

json::object error_schema()
{
    return {
        {"type", "object"},
        {"required", {"error"}},
        {"properties",
         {{"error",
           {{"type", "object"},
            {"required", {"statusCode", "name", "message"}},
            {"properties",
             {{"statusCode", {{"type", "integer"}}},
              {"name", {{"type", "string"}}},
              {"message", {{"type", "string"}}},
              {"code", {{"type", "string"}}},
              {"details", {{"type", "object"}, {"description", "Of a 422: what of which property is wrong"}}}}}}}}}};
}

} // namespace

std::string schema_name(std::string_view model, row_use use)
{
    switch (use) {
    case row_use::made:
        return "New" + std::string{model};
    case row_use::changed:
        return std::string{model} + "Changes";
    case row_use::answered:
        break;
    }
    return std::string{model};
}

json::object schema_reference(std::string_view name)
{
    return {{"$ref", "#/components/schemas/" + std::string{name}}};
}

json::object list_of(std::string_view name)
{
    return {{"type", "array"}, {"items", schema_reference(name)}};
}

json::object openapi_schemas(const app::application& application)
{
    // An include may show a model that has no routes of its own; one that nothing leads to stays out.
    std::vector<const schema::model*> shown;
    const auto add = [&shown](const schema::model* m) {
        if (m != nullptr && std::find(shown.begin(), shown.end(), m) == shown.end())
            shown.push_back(m);
    };
    for (const auto& e : application.endpoints())
        add(e.model);
    for (std::size_t i = 0; i < shown.size(); ++i)
        for (const auto& r : shown[i]->relations) {
            add(r.target);
            add(r.through);
        }
    json::object all;
    for (const auto* m : shown) {
        for (const auto use : {row_use::answered, row_use::made, row_use::changed})
            all[schema_name(m->name, use)] = rows_schema(*m, use, shown);
        all[m->name + "Filter"] = filter_schema(*m);
    }
    all["Error"] = error_schema();
    all["Count"] = {{"type", "object"}, {"required", {"count"}}, {"properties", {{"count", {{"type", "integer"}}}}}};
    all["Exists"] = {{"type", "object"}, {"required", {"exists"}}, {"properties", {{"exists", {{"type", "boolean"}}}}}};
    return all;
}

} // namespace ginnel::rest
