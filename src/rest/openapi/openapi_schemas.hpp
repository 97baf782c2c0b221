#pragma once

#include "app/application.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace ginnel::rest {

/// What a row of a model is for: what an answer holds, what makes a row, what changes one.
enum class row_use { answered, made, changed };

/// The name under which a model's rows stand among the document's schemas: "Physician", "NewPhysician",
/// "PhysicianChanges".
std::string schema_name(std::string_view model, row_use use);
/// {"$ref": "#/components/schemas/<name>"}
boost::json::object schema_reference(std::string_view name);
/// A list of rows of that name.
boost::json::object list_of(std::string_view name);

/// components.schemas of the document.
boost::json::object openapi_schemas(const app::application& application);

} // namespace ginnel::rest
