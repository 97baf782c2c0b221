#pragma once

#include "rest/requests/limits.hpp"
#include "rest/routes/handler.hpp"
#include "rest/server/access.hpp"
#include "rest/server/open_sessions.hpp"
#include "rest/server/read_gate.hpp"
#include "rest/server/write_queue.hpp"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ginnel::rest {

class http_session;

/// What all connections of a server share, on whichever threads they are.
struct http_context {
    const handler& answers;
    const limits& bounds;
    const access_log& log;
    write_queue& writes;
    std::string_view watched; ///< the path that needs no place among the questions; empty: none
    read_gate questions;
    open_sessions open{};
    std::atomic<bool> stopping = false;
};

/// One connection: reads a request, answers it or lets the write queue do so, writes the answer, and so on until either
/// side ends it. Its functions run on a worker, one at a time; it lives as long as something of it is under way.
class http_session : public std::enable_shared_from_this<http_session> {
public:
    /// Worker by worker, one at a time: a connection's time limits run beside its reads and writes.
    using executor = boost::asio::strand<boost::asio::io_context::executor_type>;
    using socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, executor>;

    http_session(socket s, http_context& context);
    ~http_session();

    executor get_executor() noexcept { return stream_.get_executor(); }

    void start();
    /// Says that there are too many connections, instead of `start`.
    void refuse_connection();
    /// Ends the connection, at once if it is idle, else after the answer under way.
    void stop();
    /// Ends it now.
    void abort();

private:
    using request_parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void wait_for_request();
    void read_some();
    void read();
    bool parse_buffered(boost::beast::error_code& problem);
    void on_header(boost::beast::error_code problem);
    void read_body();
    void await_rest();
    void on_due();
    void on_late();
    void on_body(boost::beast::error_code problem);
    void on_problem(boost::beast::error_code problem);
    void have_answered();
    void answer_question();
    void refuse_url();
    void refuse_body();
    void refuse(unsigned status, std::string_view message);
    void write_answer(answer a);
    /// What follows an answer: the next request, the end, or the end once the rest of what the client sends is read.
    enum class after : std::uint8_t { read_on, close, drain };
    void write(answer a, after then);
    void log(unsigned status, std::size_t bytes) const;
    void drain();

    boost::beast::basic_stream<boost::asio::ip::tcp, executor> stream_;
    http_context& context_;
    boost::beast::flat_buffer buffer_;
    std::optional<request_parser> parser_;
    /// Until when the request under way is to be here. Not the stream's own: that ends the connection without an
    /// answer.
    boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                      executor>
        due_;
    std::string head_, body_; ///< of the answer
    std::chrono::steady_clock::time_point arrived_{};
    std::size_t drained_ = 0;
    std::size_t extensions_ = 0; ///< bytes beside the sizes of the chunks of the request
    /// They say nothing to us, and are as many as headers may be.
    std::function<void(std::uint64_t, boost::beast::string_view, boost::beast::error_code&)> on_chunk_ =
        [this](std::uint64_t, boost::beast::string_view extensions, boost::beast::error_code& problem) {
            extensions_ += extensions.size();
            if (extensions_ > context_.bounds.header)
                problem = boost::beast::http::error::bad_chunk_extension;
        };
    bool idle_ = true;
    bool awaited_ = false; ///< whether the rest of a request is being read
    bool late_ = false;    ///< whether that reading was ended when it was due
    bool refusing_ = false;
};

} // namespace ginnel::rest
