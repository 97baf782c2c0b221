#pragma once

#include <string>

namespace ginnel::rest {

/// An answer: a status and a body of JSON.
struct answer {
    unsigned status = 200;
    std::string body;
};

} // namespace ginnel::rest
