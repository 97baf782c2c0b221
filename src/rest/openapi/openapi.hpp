#pragma once

#include "app/application.hpp"

#include <string>

namespace ginnel::rest {

/// The application's routes as an OpenAPI 3.1 document: every model that is public, its relations, what each takes and
/// answers. Operations keep LoopBack's names ("Physician.find", "Physician.prototype.__get__patients"), which generated
/// clients may rely on. Asks no database.
std::string openapi_document(const app::application& application);

} // namespace ginnel::rest
