#include "rest/server/http_session.hpp"

#include "rest/answers/answer_head.hpp"
#include "rest/requests/limit_key.hpp"
#include "rest/requests/words.hpp"
#include "rest/server/request_head.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>

#include <algorithm>
#include <array>
#include <charconv>
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

bool only_reads(std::string_view method) noexcept
{
    return reads(method) || method == "OPTIONS";
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
            text_of(sent[http::field::access_control_request_headers]),
            text_of(sent[http::field::content_encoding]),
            text_of(sent[http::field::host])};
}

} // namespace

http_session::http_session(socket s, http_context& context)
    : stream_{std::move(s)},
      context_{context},
      buffer_{context.bounds.header + 2 * read_size},
      due_{stream_.get_executor()}
{
    context_.open.add(*this);
}

http_session::~http_session()
{
    context_.open.remove(*this, refusing_);
}

void http_session::start()
{
    wait_for_request();
}

void http_session::refuse_connection()
{
    refusing_ = true;
    context_.open.count_refusing();
    idle_ = false;
    parser_.emplace();
    write({503,
           error_body(503, "The server has as many connections as it takes: try again"),
           answer{}.type,
           {{"Retry-After", "1"}}},
          after::drain);
}

void http_session::stop()
{
    if (idle_)
        stream_.cancel();
}

void http_session::abort()
{
    stream_.close();
}

/// Idle until the first byte: a stop may end the connection here without losing a request.
void http_session::wait_for_request()
{
    if (buffer_.size() > 0)
        return read();
    if (context_.stopping)
        return abort();
    read_some();
}

void http_session::read_some()
{
    idle_ = true;
    stream_.expires_after(context_.bounds.idle);
    stream_.async_read_some(buffer_.prepare(read_size),
                            [self = shared_from_this()](beast::error_code problem, std::size_t taken) {
                                boost::system::error_code ignored;
                                // Told to stop, and a request came at the same time: it is answered.
                                if (problem == asio::error::operation_aborted && self->context_.stopping &&
                                    self->stream_.socket().available(ignored) > 0)
                                    return self->read_some();
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
    parser_->on_chunk_header(on_chunk_);
    extensions_ = 0;
    // Most requests are here as a whole: they need no further turn of the reader.
    stream_.expires_never();
    due_.expires_after(context_.bounds.transfer);
    beast::error_code problem;
    if (parse_buffered(problem))
        return on_header(problem);
    await_rest();
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = shared_from_this()](beast::error_code problem, std::size_t) {
                                self->awaited_ = false;
                                self->on_header(problem);
                            });
}

/// Of a request that is not here as a whole: reads until it is due and no longer.
void http_session::await_rest()
{
    awaited_ = true;
    late_ = false;
    due_.async_wait([session = weak_from_this()](beast::error_code ended) {
        if (const auto self = session.lock(); self && !ended)
            self->on_due();
    });
}

void http_session::on_due()
{
    // The request may have come while this was on its way, and the next one have begun.
    if (!awaited_ || std::chrono::steady_clock::now() < due_.expiry())
        return;
    late_ = true;
    stream_.cancel();
}

void http_session::on_late()
{
    const auto wait = std::chrono::duration<double>(context_.bounds.transfer).count();
    std::string seconds(16, '\0');
    seconds.resize(static_cast<std::size_t>(
        std::to_chars(seconds.data(), seconds.data() + seconds.size(), wait, std::chars_format::general, 6).ptr -
        seconds.data()));
    refuse(408, "the request did not arrive within " + seconds + " s" + limit_key("transfer"));
}

/// Of what was read parses the header. False if more must be read for it.
bool http_session::parse_buffered(beast::error_code& problem)
{
    if (buffer_.size() == 0)
        return false;
    buffer_.consume(parser_->put(buffer_.data(), problem));
    if (problem != http::error::need_more)
        return problem || parser_->is_header_done();
    problem = {};
    return false;
}

void http_session::on_header(beast::error_code problem)
{
    const auto& bounds = context_.bounds;
    if (problem && late_)
        return on_late();
    if (problem == http::error::header_limit) {
        // Without the end of the request line in so many bytes it is the line that is too long.
        const std::string_view begin{static_cast<const char*>(buffer_.data().data()), buffer_.size()};
        const bool has_line =
            !parser_->get().target().empty() || begin.substr(0, bounds.url + 32).find('\n') != std::string_view::npos;
        if (has_line)
            return refuse(431, "the headers are longer than " + std::to_string(bounds.header) + " bytes" +
                                   limit_key("header"));
        return refuse_url();
    }
    if (problem)
        return on_problem(problem);
    if (parser_->get().target().size() > bounds.url)
        return refuse_url();
    if (const auto wrong = wrong_in_head(parser_->get()); !wrong.empty())
        return refuse(400, wrong);
    take_origin_form(parser_->get());
    if (!beast::iequals(parser_->get()[http::field::expect], "100-continue"))
        return read_body();
    stream_.expires_after(bounds.transfer);
    asio::async_write(stream_, asio::buffer(go_on), [self = shared_from_this()](beast::error_code broken, std::size_t) {
        self->stream_.expires_never();
        if (!broken)
            self->read_body();
    });
}

void http_session::read_body()
{
    beast::error_code problem;
    parser_->eager(true);
    if (!parser_->is_done() && buffer_.size() > 0)
        buffer_.consume(parser_->put(buffer_.data(), problem));
    if (problem == http::error::need_more)
        problem = {};
    if (problem || parser_->is_done())
        return on_body(problem);
    await_rest();
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](beast::error_code broken, std::size_t) {
        self->awaited_ = false;
        self->on_body(broken);
    });
}

void http_session::on_body(beast::error_code problem)
{
    if (problem && late_)
        return on_late();
    if (problem)
        return on_problem(problem);
    have_answered();
}

/// A request that cannot be read to its end.
void http_session::on_problem(beast::error_code problem)
{
    if (problem == http::error::body_limit)
        return refuse_body();
    const bool of_http = problem.category() == http::make_error_code(http::error::end_of_stream).category();
    if (!of_http || problem == http::error::end_of_stream || problem == http::error::partial_message)
        return; // the client has gone
    refuse(400, parser_->is_header_done() ? "the chunks of the body cannot be read" : "this is no HTTP request");
}

void http_session::have_answered()
{
    arrived_ = std::chrono::steady_clock::now();
    stream_.expires_never(); // the time that an answer takes is the database's
    const auto asked = request_in(parser_->get());
    if (only_reads(asked.method)) {
        if (!context_.watched.empty() && asked.target.substr(0, asked.target.find('?')) == context_.watched)
            return write_answer(context_.answers(asked));
        const auto later = [self = shared_from_this()] {
            const auto executor = self->get_executor();
            asio::post(executor, [self] { self->answer_question(); });
        };
        if (context_.questions.enter(later))
            answer_question();
        return;
    }
    context_.writes.add(asked, [self = shared_from_this()](answer a) mutable {
        const auto executor = self->get_executor();
        asio::post(executor,
                   [self = std::move(self), a = std::move(a)]() mutable { self->write_answer(std::move(a)); });
    });
}

void http_session::answer_question()
{
    auto a = context_.answers(request_in(parser_->get()));
    context_.questions.leave();
    write_answer(std::move(a));
}

void http_session::write_answer(answer a)
{
    // Asked of the parser, which looks at each line of "Connection"; the message, at the first.
    write(std::move(a), parser_->keep_alive() && !context_.stopping ? after::read_on : after::close);
}

void http_session::refuse_url()
{
    refuse(414, "the URL is longer than " + std::to_string(context_.bounds.url) + " bytes" + limit_key("url"));
}

void http_session::refuse_body()
{
    refuse(413, too_long_body(context_.bounds.body));
}

void http_session::refuse(unsigned status, std::string_view message)
{
    write({status, error_body(status, message)}, after::drain);
}

void http_session::write(answer a, after then)
{
    const bool head = parser_->get().method() == http::verb::head;
    const auto bytes = head ? 0 : a.body.size();
    head_ = head_of(a, then == after::read_on);
    body_ = head ? std::string{} : std::move(a.body);
    stream_.expires_after(context_.bounds.transfer);
    const std::array<asio::const_buffer, 2> whole{asio::buffer(head_), asio::buffer(body_)};
    asio::async_write(
        stream_, whole,
        [self = shared_from_this(), then, bytes, status = a.status](beast::error_code problem, std::size_t) {
            self->log(status, bytes); // though its client may have gone
            if (problem)
                return self->abort();
            if (then == after::read_on)
                return self->wait_for_request();
            beast::error_code ignored;
            self->stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
            if (then == after::close)
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
