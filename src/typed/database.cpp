#include "driver/open_url.hpp"
#include "typed/sessions.hpp"

#include <ginnel/error.hpp>
#include <ginnel/typed/database.hpp>

#include <atomic>
#include <mutex>

namespace ginnel {

namespace detail {

namespace {

/// The database's observer, shared with all connections. A flag stands before the lock, so that programs that log
/// nothing pay nothing.
struct log_switch {
    std::atomic<bool> on{false};
    std::mutex guard;
    std::shared_ptr<observer> current;

    void statement(std::string_view sql)
    {
        if (!on.load(std::memory_order_relaxed)) [[likely]]
            return;
        std::shared_ptr<observer> now;
        {
            const std::scoped_lock lock{guard};
            now = current;
        }
        if (now)
            now->statement(sql);
    }
};

} // namespace

struct database_state {
    database_state(std::string_view url, const database_options& o)
        : opening{driver::opening_of(
              url, {std::chrono::milliseconds{o.busy_timeout_ms}, o.cache_kib, o.read_only, o.create, o.pool_size})},
          pool{[this] { return connect(); }, {opening.most, std::chrono::milliseconds{o.pool_wait_ms}}},
          environment{make_environment(pool)},
          session{*environment, pool}
    {
    }

    std::unique_ptr<driver::connection> connect()
    {
        auto made = opening.make();
        made->observe([log = log](std::string_view sql, bool) { log->statement(sql); });
        return made;
    }
    // Opens the first connection: what is wrong with the database shows here.
    static std::unique_ptr<engine::environment> make_environment(driver::pool& p)
    {
        const driver::lease first = p.acquire();
        return std::make_unique<engine::environment>(first->abilities(), first->dialect());
    }

    const std::shared_ptr<log_switch> log = std::make_shared<log_switch>();
    const driver::opening opening;
    driver::pool pool;
    const std::unique_ptr<engine::environment> environment;
    pool_session session;
};

struct transaction_state {
    transaction_state(database_state& of, driver::transaction_mode mode)
        : lease{of.pool.acquire()}, session{*of.environment, *lease}
    {
        lease->begin(mode);
    }

    driver::lease lease;
    transaction_session session;
};

} // namespace detail

// ---- database

database::database(std::string_view url, const database_options& options)
    : database{std::make_unique<detail::database_state>(url, options)}
{
}
database::database(std::unique_ptr<detail::database_state> state) noexcept
    : executor{&state->session}, state_{std::move(state)}
{
}
database::database(database&& other) noexcept : executor{other.session_}, state_{std::move(other.state_)}
{
}
database::~database() = default;

transaction database::begin()
{
    return ginnel::transaction{std::make_unique<detail::transaction_state>(*state_, driver::transaction_mode::write)};
}
transaction database::begin(read_only_t)
{
    return ginnel::transaction{
        std::make_unique<detail::transaction_state>(*state_, driver::transaction_mode::snapshot)};
}

void database::set_observer(std::shared_ptr<detail::observer> o)
{
    detail::log_switch& log = *state_->log;
    const std::scoped_lock lock{log.guard};
    log.current = std::move(o);
    log.on = log.current != nullptr;
}

void database::run(std::string_view sql)
{
    const driver::lease lent = state_->pool.acquire();
    lent->run(sql);
}

// ---- transaction

transaction::transaction(std::unique_ptr<detail::transaction_state> state) noexcept
    : executor{&state->session}, state_{std::move(state)}
{
}
transaction::transaction(transaction&& other) noexcept : executor{other.session_}, state_{std::move(other.state_)}
{
}

transaction::~transaction()
{
    if (open())
        state_->session.connection().rollback();
}

bool transaction::open() const noexcept
{
    return state_ != nullptr && state_->session.open();
}

void transaction::commit()
{
    driver::connection& c = state_->session.connection();
    state_->session.end();
    try {
        c.commit();
    } catch (...) {
        c.rollback();
        throw;
    }
}

void transaction::rollback()
{
    driver::connection& c = state_->session.connection();
    state_->session.end();
    c.rollback();
}

void transaction::run(std::string_view sql)
{
    state_->session.connection().run(sql);
}

} // namespace ginnel
