#include "rest/openapi/openapi.hpp"

#include "rest/openapi/model_paths.hpp"
#include "rest/openapi/openapi_schemas.hpp"
#include "rest/openapi/relation_paths.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace ginnel::rest {

namespace json = boost::json;

std::string openapi_document(const app::application& application)
{
    json::object paths;
    json::array tags;
    for (const auto& e : application.endpoints()) {
        tags.push_back(json::object{{"name", e.model->name}});
        path_writer w{paths, e, application.rules(*e.model)};
        add_model_paths(w, *e.model);
        for (const auto& scope : application.scopes(*e.model).named)
            add_scope_paths(w, *e.model, scope.name);
        if (const auto of = application.embedded().find(e.model); of != application.embedded().end())
            for (const auto* r : of->second)
                add_embedded_paths(w, *r);
        for (const auto& r : e.model->relations)
            if (r.target != nullptr)
                add_relation_paths(w, r);
    }
    const json::object document{
        {"openapi", "3.1.0"},
        {"info", {{"title", "REST API"}, {"version", "1.0.0"}}},
        {"servers", json::array{json::object{
                        {"url", application.settings().rest_root.empty() ? "/" : application.settings().rest_root}}}},
        {"tags", std::move(tags)},
        {"paths", std::move(paths)},
        {"components", {{"schemas", openapi_schemas(application)}}}};
    return json::serialize(document);
}

} // namespace ginnel::rest
