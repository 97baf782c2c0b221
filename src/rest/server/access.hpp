#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string_view>

namespace ginnel::rest {

/// A request that was answered, whether or not its client waited for that, for a log; its texts end with the call.
struct access {
    std::string_view method; ///< "-" where no request line could be read
    std::string_view target; ///< as sent; "-" likewise
    unsigned status;
    std::size_t bytes; ///< of the answer's body
    std::chrono::microseconds
        lasted; ///< from the last byte read to the last byte given to the system, or the end of the connection
};

/// Told of each answer; it must not wait for anything, and not throw.
using access_log = std::function<void(const access&)>;

} // namespace ginnel::rest
