#pragma once

#include <string>
#include <string_view>

namespace ginnel::rest {

/// An answer: a status and a body, mostly of JSON.
struct answer {
    unsigned status = 200;
    std::string body;
    std::string_view type = "application/json; charset=utf-8"; ///< a constant of the program
};

} // namespace ginnel::rest
