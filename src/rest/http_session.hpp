#pragma once

#include "rest/access.hpp"
#include "rest/handler.hpp"
#include "rest/limits.hpp"
#include "rest/write_queue.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <set>

namespace ginnel::rest {

class http_session;

/// What all connections of a server share; only the socket thread touches it.
struct http_context {
    const handler& answers;
    const limits& bounds;
    const access_log& log;
    boost::asio::thread_pool& workers;
    write_queue& writes;
    std::set<http_session*> open{};
    std::size_t refusing = 0; ///< of those open: told that there are too many
    bool stopping = false;
};

/// One connection: reads a request, has it answered by a worker, writes the answer, and so on until either side ends
/// it. All its functions run on the socket thread; it lives as long as something of it is under way.
class http_session : public std::enable_shared_from_this<http_session> {
public:
    http_session(boost::asio::ip::tcp::socket socket, http_context& context);
    ~http_session();

    void start();
    /// Says that there are too many connections, instead of `start`.
    void refuse_connection();
    /// Ends the connection, at once if it is idle, else after the answer under way.
    void stop();
    /// Ends it now.
    void abort();

private:
    using request_parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    using response = boost::beast::http::response<boost::beast::http::string_body>;

    void wait_for_request();
    void read();
    void on_header(boost::beast::error_code problem);
    void read_body();
    void on_body(boost::beast::error_code problem);
    void have_answered();
    void refuse(unsigned status, std::string_view message);
    void write(answer a, bool keep);
    void log(unsigned status, std::size_t bytes) const;
    void drain();

    boost::beast::tcp_stream stream_;
    http_context& context_;
    boost::beast::flat_buffer buffer_;
    std::optional<request_parser> parser_;
    response response_;
    std::chrono::steady_clock::time_point arrived_{};
    std::size_t drained_ = 0;
    bool idle_ = true;
    bool refusing_ = false;
};

} // namespace ginnel::rest
