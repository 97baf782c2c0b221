#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace ginnel::app {

/// Bounds on what a client may send and be sent; past each of them stands a refusal that names it. All can be set in
/// config.json.
struct limits {
    std::size_t url = 16 * 1024;                ///< bytes of the request's target: 414
    std::uint32_t header = 32 * 1024;           ///< bytes of the request line and all headers: 431
    std::uint64_t body = 100 * 1024;            ///< bytes, as LoopBack's JSON limit: 413
    std::size_t body_depth = 32;                ///< LoopBack's maxDepthOfData: 400
    std::int64_t limit = 0;                     ///< the largest `limit` of a filter, those of includes too: 400; 0: any
    std::size_t include_depth = 8;              ///< includes within includes: 400
    std::size_t includes = 64;                  ///< includes of one request in all: 400
    std::size_t where_depth = 12;               ///< LoopBack's maxDepthOfQuery: 400
    std::size_t conditions = 1000;              ///< comparisons of one request in all, elements of inq counted: 400
    std::int64_t rows = 10'000;                 ///< of a list: 413
    std::size_t records = 100'000;              ///< rows of one answer in all, those of includes counted: 413
    std::size_t answer = 16 * 1024 * 1024;      ///< bytes of an answer: 413
    std::size_t connections = 1000;             ///< open at once; more are told 503
    std::chrono::milliseconds idle{65'000};     ///< how long a connection may lie still between requests
    std::chrono::milliseconds transfer{30'000}; ///< how long one request may take to arrive, or an answer to leave
    std::chrono::milliseconds statement{10'000}; ///< how long a statement may run: 503
    std::chrono::milliseconds stop{10'000};     ///< how long a stop waits for requests under way
};

} // namespace ginnel::app
