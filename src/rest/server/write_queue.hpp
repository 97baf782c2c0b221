#pragma once

#include "rest/routes/handler.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <mutex>
#include <vector>

namespace ginnel::rest {

/// Requests that may write, and wait for their turn. One worker at a time takes those that are there as one group, so
/// that many of them share one commit. Any thread may call it.
class write_queue {
public:
    using on_answer = std::function<void(answer)>;

    write_queue(const handler& answers, boost::asio::io_context& workers) : answers_{answers}, workers_{workers} {}

    /// `then` is called on a worker, once what was written is committed. What the request names must live until then.
    void add(const request& r, on_answer then);

private:
    struct entry {
        request asked;
        on_answer then;
    };
    void answer_group();

    const handler& answers_;
    boost::asio::io_context& workers_;
    std::mutex mutex_;
    std::vector<entry> waiting_;
    bool taken_ = false; ///< whether a worker is at it, or will be
};

} // namespace ginnel::rest
