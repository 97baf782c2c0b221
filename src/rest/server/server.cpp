#include "rest/server/server.hpp"

#include "rest/server/http_session.hpp"

#include <ginnel/error.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <algorithm>
#include <csignal>
#include <memory>
#include <thread>
#include <vector>

namespace ginnel::rest {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

/// Beside those that answer questions: one for the group that writes, one for all that takes no time.
constexpr std::size_t further_workers = 2;

/// How many clients are told that there are too many before further ones are dropped without a word.
constexpr std::size_t most_refusing = 64;

} // namespace

struct server::parts {
    parts(const handler& answers, const server_options& o)
        : options{o},
          context{answers, options.bounds,  options.log,
                  writes,  options.watched, read_gate{std::max<std::size_t>(options.workers, 1)}},
          writes{answers, pool}
    {
    }

    void listen()
    {
        const auto where = options.host + ":" + std::to_string(options.port);
        boost::system::error_code problem;
        tcp::resolver resolver{io};
        const auto found = resolver.resolve(options.host, std::to_string(options.port),
                                            tcp::resolver::passive | tcp::resolver::numeric_service, problem);
        if (problem || found.empty())
            throw error{error_kind::connection, "E_LISTEN",
                        "there is no address \"" + options.host +
                            "\" to listen on: write 127.0.0.1 (this machine) or 0.0.0.0 (every network)"};
        const tcp::endpoint endpoint = found.begin()->endpoint();
        acceptor.open(endpoint.protocol(), problem);
        if (!problem)
            acceptor.set_option(tcp::acceptor::reuse_address{true}, problem);
        if (!problem)
            acceptor.bind(endpoint, problem);
        if (!problem)
            acceptor.listen(asio::socket_base::max_listen_connections, problem);
        if (problem == asio::error::address_in_use)
            throw error{error_kind::connection, "E_LISTEN",
                        "another program listens on " + where +
                            ": stop it, or give another port with --port (0: one that is free)"};
        if (problem == asio::error::access_denied)
            throw error{error_kind::connection, "E_LISTEN",
                        "this process may not listen on " + where + ": give a port from 1024 on with --port"};
        if (problem)
            throw error{error_kind::connection, "E_LISTEN", "cannot listen on " + where + ": " + problem.message()};
        port = acceptor.local_endpoint(problem).port();
    }

    void accept()
    {
        acceptor.async_accept(
            asio::make_strand(pool), [this](boost::system::error_code problem, http_session::socket socket) {
                if (problem == asio::error::operation_aborted || context.stopping)
                    return;
                if (problem) {
                    // Out of descriptors, most likely: what is open must end first, so do not spin.
                    pause.expires_after(std::chrono::milliseconds{50});
                    pause.async_wait([this](boost::system::error_code stopped) {
                        if (!stopped)
                            accept();
                    });
                    return;
                }
                boost::system::error_code ignored;
                socket.set_option(tcp::no_delay{true}, ignored);
                if (context.open.served() < options.bounds.connections)
                    tell(std::make_shared<http_session>(std::move(socket), context), &http_session::start);
                else if (context.open.refusing() < most_refusing)
                    tell(std::make_shared<http_session>(std::move(socket), context), &http_session::refuse_connection);
                accept();
            });
    }

    void begin_stop()
    {
        if (context.stopping)
            return;
        context.stopping = true;
        boost::system::error_code ignored;
        acceptor.close(ignored);
        signals.cancel(ignored);
        pause.cancel();
        tell_all(&http_session::stop);
        deadline.expires_after(options.bounds.stop);
        deadline.async_wait([this](boost::system::error_code ended) {
            if (ended)
                return;
            tell_all(&http_session::abort);
            // Sessions that a worker holds are still there after those that only read or wrote have ended.
            deadline.expires_after(std::chrono::milliseconds{200});
            deadline.async_wait([this](boost::system::error_code over) {
                if (!over && !context.open.empty() && options.overdue)
                    options.overdue();
            });
        });
        watch();
    }

    /// Ends the deadline's wait, which would hold up the end, once no session is left.
    void watch()
    {
        if (context.open.empty()) {
            deadline.cancel();
            return;
        }
        pause.expires_after(std::chrono::milliseconds{10});
        pause.async_wait([this](boost::system::error_code ended) {
            if (!ended)
                watch();
        });
    }

    static void tell(std::shared_ptr<http_session> session, void (http_session::*what)())
    {
        const auto executor = session->get_executor();
        asio::post(executor, [session = std::move(session), what] { ((*session).*what)(); });
    }

    void tell_all(void (http_session::*what)())
    {
        for (auto& session : context.open.all())
            tell(std::move(session), what);
    }

    /// Serves connections with the workers, and until there are none, this thread does all else: were it a worker, slow
    /// questions could keep it from stopping.
    void run()
    {
        auto busy = asio::make_work_guard(pool);
        std::vector<std::thread> workers;
        for (std::size_t i = 0; i < std::max<std::size_t>(options.workers, 1) + further_workers; ++i)
            workers.emplace_back([this] { pool.run(); });
        io.run();
        busy.reset();
        for (auto& w : workers)
            w.join();
    }

    server_options options;
    // Sessions that are still queued when the pool goes are destroyed with it, so what they use comes first.
    http_context context;
    asio::io_context pool;
    write_queue writes;
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    asio::signal_set signals{io};
    asio::steady_timer deadline{io}, pause{io};
    std::uint16_t port = 0;
};

server::server(const handler& answers, const server_options& options)
    : parts_{std::make_unique<parts>(answers, options)}
{
    parts_->listen();
    // From here on, and not from `run` on: a signal that comes between is not lost, and does not end the program.
    boost::system::error_code ignored;
    parts_->signals.add(SIGINT, ignored);
    parts_->signals.add(SIGTERM, ignored);
}

server::~server() = default;

std::uint16_t server::port() const noexcept
{
    return parts_->port;
}

void server::run()
{
    auto& p = *parts_;
    p.signals.async_wait([&p](boost::system::error_code problem, int) {
        if (!problem)
            p.begin_stop();
    });
    p.accept();
    p.run();
}

void server::stop() noexcept
{
    asio::post(parts_->io, [p = parts_.get()] { p->begin_stop(); });
}

} // namespace ginnel::rest
