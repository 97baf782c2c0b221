#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ginnel::app {

/// Which pages of other origins may ask: what LoopBack's `cors` middleware is told, and its defaults.
struct cors_rules {
    bool any = true;                    ///< every origin, which is given back to it by name
    std::vector<std::string> origins{}; ///< else these: "https://shop.example"
    bool credentials = true;            ///< whether a page may send cookies and tokens
    std::int64_t max_age = 86400;       ///< seconds for which a browser keeps the answer to a preflight

    bool off() const noexcept { return !any && origins.empty(); }
};

} // namespace ginnel::app
