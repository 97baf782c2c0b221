#include "rest/openapi/openapi_operation.hpp"

#include "rest/openapi/openapi_schemas.hpp"

#include <boost/json/array.hpp>

#include <utility>

namespace ginnel::rest {

namespace json = boost::json;

namespace {

json::object json_content(json::object schema)
{
    return {{"application/json", {{"schema", std::move(schema)}}}};
}

std::string_view meaning(std::string_view status)
{
    if (status == "404")
        return "There is no such row";
    if (status == "409")
        return "It is against what the database holds";
    if (status == "422")
        return "The row is not valid; details say why";
    return "The request cannot be read";
}

} // namespace

openapi_operation::openapi_operation(std::string_view tag, std::string id, std::string summary)
    : operation_{{"tags", json::array{tag}},
                 {"operationId", std::move(id)},
                 {"summary", std::move(summary)},
                 {"responses", json::object{}}}
{
    refuses({"400"});
}

std::string_view openapi_operation::id() const
{
    const auto& id = operation_.at("operationId").get_string();
    return {id.data(), id.size()};
}

json::array& openapi_operation::parameters()
{
    auto& list = operation_["parameters"];
    if (list.is_null())
        list = json::array{};
    return list.as_array();
}

openapi_operation& openapi_operation::path_parameters(const std::vector<std::string_view>& names)
{
    for (const auto name : names)
        parameters().push_back(
            {{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", {"string", "number"}}}}});
    return *this;
}

openapi_operation& openapi_operation::query(std::string_view name, json::object schema, bool required)
{
    json::object p{{"name", name}, {"in", "query"}, {"content", json_content(std::move(schema))}};
    if (required)
        p["required"] = true;
    parameters().push_back(std::move(p));
    return *this;
}

openapi_operation& openapi_operation::pages()
{
    parameters().push_back(
        {{"name", "after"},
         {"in", "query"},
         {"description", "A page of filter.limit rows: empty for the first; the header Link leads to the others"},
         {"allowEmptyValue", true},
         {"schema", {{"type", "string"}}}});
    parameters().push_back(
        {{"name", "Prefer"},
         {"in", "header"},
         {"description", "count=exact: X-Total-Count tells how many rows there are without limit and skip"},
         {"schema", {{"type", "string"}, {"examples", {"count=exact"}}}}});
    return *this;
}

openapi_operation& openapi_operation::body(json::object schema, bool required)
{
    operation_["requestBody"] = {{"required", required}, {"content", json_content(std::move(schema))}};
    return *this;
}

json::object& openapi_operation::response(std::string_view status, std::string_view what)
{
    auto& r = operation_["responses"].as_object()[status];
    r = {{"description", what}};
    return r.as_object();
}

openapi_operation& openapi_operation::answers(json::object schema, std::string_view what)
{
    response("200", what)["content"] = json_content(std::move(schema));
    return *this;
}

openapi_operation& openapi_operation::answers_nothing(std::string_view status, std::string_view what)
{
    response(status, what);
    return *this;
}

openapi_operation& openapi_operation::refuses(const std::vector<std::string_view>& statuses)
{
    for (const auto status : statuses)
        response(status, meaning(status))["content"] = json_content(schema_reference("Error"));
    return *this;
}

} // namespace ginnel::rest
