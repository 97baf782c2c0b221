#pragma once

#include <string_view>

namespace ginnel::rest {

/// A file of the explorer, out of the program itself: "index.html", "swagger-ui-bundle.js". Empty if there is none of
/// this name, or if Swagger UI was not there when the program was built.
std::string_view explorer_file(std::string_view name) noexcept;

} // namespace ginnel::rest
