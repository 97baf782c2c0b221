#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel::rest {

/// An answer: a status and a body, mostly of JSON.
struct answer {
    unsigned status = 200;
    std::string body;
    std::string_view type = "application/json; charset=utf-8"; ///< a constant of the program
    /// Beside those that every answer has. Names are constants of the program; values hold no line ends.
    std::vector<std::pair<std::string_view, std::string>> headers{};
};

/// LoopBack's answer to a number of rows.
inline answer counted(std::int64_t rows)
{
    return {200, "{\"count\":" + std::to_string(rows) + "}"};
}

} // namespace ginnel::rest
