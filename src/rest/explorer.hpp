#pragma once

#include "app/application.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ginnel::rest {

/// A page, or a part of one.
struct explorer_page {
    std::string_view type; ///< Content-Type
    std::string body;
};

/// What stands below /explorer at `name` ("" is the page itself, "models" the picture, "openapi.json" the document);
/// nothing if there is no such page. Asks no database, and needs no network: Swagger UI is a part of the program.
std::optional<explorer_page> explorer_page_of(const app::application& application, std::string_view name);

} // namespace ginnel::rest
