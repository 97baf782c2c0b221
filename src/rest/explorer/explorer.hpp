#pragma once

#include "app/application.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace ginnel::rest {

/// A page, or a part of one.
struct explorer_page {
    std::string_view type; ///< Content-Type
    std::string body;
};

/// The OpenAPI document of an application, written when it is first asked for. Any thread may ask.
class openapi_text {
public:
    const std::string& of(const app::application& application) const;

private:
    mutable std::once_flag written_;
    mutable std::string text_;
};

/// What stands below /explorer at `name` ("" is the page itself, "models" the picture, "openapi.json" the document);
/// nothing if there is no such page. Asks no database, and needs no network: Swagger UI is a part of the program.
std::optional<explorer_page> explorer_page_of(const app::application& application, const openapi_text& openapi,
                                              std::string_view name);

} // namespace ginnel::rest
