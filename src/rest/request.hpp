#pragma once

#include <string_view>

namespace ginnel::rest {

/// A request as it was sent; what it names must outlive it.
struct request {
    std::string_view method; ///< "GET"
    std::string_view target; ///< path and query, encoded
    std::string_view body{};
    std::string_view content_type{}; ///< empty: none was said
};

} // namespace ginnel::rest
