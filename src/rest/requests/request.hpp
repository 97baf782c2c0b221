#pragma once

#include <string_view>

namespace ginnel::rest {

/// A request as it was sent; what it names must outlive it. A header that was not sent is empty.
struct request {
    std::string_view method; ///< "GET"
    std::string_view target; ///< path and query, encoded
    std::string_view body{};
    std::string_view content_type{};
    std::string_view accept{};
    std::string_view prefer{};
    std::string_view origin{};
    std::string_view wanted_method{};  ///< Access-Control-Request-Method, of a preflight
    std::string_view wanted_headers{}; ///< Access-Control-Request-Headers
    std::string_view content_encoding{};
    std::string_view host{};
};

} // namespace ginnel::rest
