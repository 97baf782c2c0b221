#include "rest/http_session.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace ginnel::rest {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::size_t read_size = 16 * 1024;
/// How much of a refused request is read and dropped, so that the client reads the refusal before it sees the
/// connection end.
constexpr std::size_t most_drained = 4 * 1024 * 1024;
constexpr std::chrono::seconds longest_drain{2};
/// To a client that asks whether it may send its body.
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

std::string_view text_of(beast::string_view s)
{
    return {s.data(), s.size()};
}

request request_in(const http::request<http::string_body>& sent)
{
    return {text_of(sent.method_string()),
            text_of(sent.target()),
            sent.body(),
            text_of(sent[http::field::content_type]),
            text_of(sent[http::field::accept]),
            text_of(sent["Prefer"]),
            text_of(sent[http::field::origin]),
            text_of(sent[http::field::access_control_request_method]),
            text_of(sent[http::field::access_control_request_headers])};
}

} // namespace

http_session::http_session(asio::ip::tcp::socket socket, http_context& context)
    : stream_{std::move(socket)}, context_{context}
{
    context_.open.insert(this);
}

http_session::~http_session()
{
    context_.open.erase(this);
    if (refusing_)
        --context_.refusing;
}

void http_session::start()
{
    wait_for_request();
}

void http_session::refuse_connection()
{
    refusing_ = true;
    ++context_.refusing;
    idle_ = false;
    parser_.emplace();
    write({503,
           error_body(503, "The server has as many connections as it takes: try again"),
           answer{}.type,
           {{"Retry-After", "1"}}},
          false);
}

void http_session::stop()
{
    if (idle_)
        abort();
}

void http_session::abort()
{
    stream_.close();
}

/// Idle until the first byte: a stop may end the connection here without losing a request.
void http_session::wait_for_request()
{
    if (context_.stopping)
        return abort();
    if (buffer_.size() > 0)
        return read();
    idle_ = true;
    stream_.expires_after(context_.bounds.idle);
    stream_.async_read_some(buffer_.prepare(read_size),
                            [self = shared_from_this()](beast::error_code problem, std::size_t taken) {
                                if (problem)
                                    return;
                                self->buffer_.commit(taken);
                                self->read();
                            });
}

void http_session::read()
{
    idle_ = false;
    arrived_ = {};
    parser_.emplace();
    parser_->header_limit(context_.bounds.header);
    parser_->body_limit(context_.bounds.body);
    stream_.expires_after(context_.bounds.transfer);
    http::async_read_header(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](beast::error_code problem, std::size_t) { self->on_header(problem); });
}

void http_session::on_header(beast::error_code problem)
{
    const auto& bounds = context_.bounds;
    if (problem == http::error::header_limit) {
        // Without the end of the request line in so many bytes it is the line that is too long.
        const std::string_view begin{static_cast<const char*>(buffer_.data().data()), buffer_.size()};
        const bool has_line =
            !parser_->get().target().empty() || begin.substr(0, bounds.url + 32).find('\n') != std::string_view::npos;
        if (has_line)
            return refuse(431, "the headers are longer than " + std::to_string(bounds.header) + " bytes");
        return refuse(414, "the URL is longer than " + std::to_string(bounds.url) + " bytes");
    }
    if (problem == http::error::body_limit)
        return refuse(413, "the body is longer than " + std::to_string(bounds.body) + " bytes");
    if (problem && problem.category() == http::make_error_code(http::error::end_of_stream).category()) {
        if (problem == http::error::end_of_stream || problem == http::error::partial_message)
            return; // the client has gone
        return refuse(400, "this is no HTTP request");
    }
    if (problem)
        return;
    if (parser_->get().target().size() > bounds.url)
        return refuse(414, "the URL is longer than " + std::to_string(bounds.url) + " bytes");
    if (beast::iequals(parser_->get()[http::field::expect], "100-continue"))
        return asio::async_write(stream_, asio::buffer(go_on),
                                 [self = shared_from_this()](beast::error_code broken, std::size_t) {
                                     if (!broken)
                                         self->read_body();
                                 });
    read_body();
}

void http_session::read_body()
{
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](beast::error_code broken, std::size_t) { self->on_body(broken); });
}

void http_session::on_body(beast::error_code problem)
{
    if (problem == http::error::body_limit)
        return refuse(413, "the body is longer than " + std::to_string(context_.bounds.body) + " bytes");
    if (problem)
        return;
    have_answered();
}

void http_session::have_answered()
{
    arrived_ = std::chrono::steady_clock::now();
    stream_.expires_never(); // the time that an answer takes is the database's
    asio::post(context_.workers, [self = shared_from_this()]() mutable {
        auto a = self->context_.answers(request_in(self->parser_->get()));
        auto* session = self.get();
        // Back to the socket thread, with the last hold on the session: it must not end here.
        asio::post(session->stream_.get_executor(), [self = std::move(self), a = std::move(a)]() mutable {
            const bool keep = self->parser_->get().keep_alive() && !self->context_.stopping;
            self->write(std::move(a), keep);
        });
    });
}

void http_session::refuse(unsigned status, std::string_view message)
{
    write({status, error_body(status, message)}, false);
}

void http_session::write(answer a, bool keep)
{
    const bool head = parser_->get().method() == http::verb::head;
    const bool readable = parser_->is_done();
    response_ = {};
    response_.version(11);
    response_.result(a.status);
    if (a.status != 204)
        response_.set(http::field::content_type, boost::beast::string_view{a.type.data(), a.type.size()});
    // An answer is data of now, for this client: neither sniffed nor stored.
    response_.set("X-Content-Type-Options", "nosniff");
    response_.set(http::field::cache_control, "no-store");
    for (const auto& [name, content] : a.headers)
        response_.set(boost::beast::string_view{name.data(), name.size()},
                      boost::beast::string_view{content.data(), content.size()});
    response_.keep_alive(keep);
    if (a.status != 204)
        response_.content_length(a.body.size());
    const auto bytes = head ? 0 : a.body.size();
    if (!head)
        response_.body() = std::move(a.body);
    stream_.expires_after(context_.bounds.transfer);
    http::async_write(stream_, response_,
                      [self = shared_from_this(), keep, readable, bytes](beast::error_code problem, std::size_t) {
                          self->log(self->response_.result_int(), bytes); // though its client may have gone
                          if (problem)
                              return self->abort();
                          if (keep)
                              return self->wait_for_request();
                          beast::error_code ignored;
                          self->stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
                          if (readable)
                              return;
                          self->idle_ = true; // nothing is lost if a stop ends it here
                          self->stream_.expires_after(longest_drain);
                          self->drain();
                      });
}

void http_session::log(unsigned status, std::size_t bytes) const
{
    if (!context_.log)
        return;
    // A request that was refused before it was whole has no time of arrival.
    const auto from = arrived_ == std::chrono::steady_clock::time_point{} ? std::chrono::steady_clock::duration{}
                                                                          : std::chrono::steady_clock::now() - arrived_;
    const bool known = parser_->is_header_done();
    const auto method = known ? text_of(parser_->get().method_string()) : "-";
    const auto target = known ? text_of(parser_->get().target()) : "-";
    context_.log({method, target, status, bytes, std::chrono::duration_cast<std::chrono::microseconds>(from)});
}

void http_session::drain()
{
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(read_size),
                            [self = shared_from_this()](beast::error_code problem, std::size_t taken) {
                                self->drained_ += taken;
                                if (!problem && self->drained_ < most_drained)
                                    self->drain();
                            });
}

} // namespace ginnel::rest
