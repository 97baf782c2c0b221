#include "driver/open_url.hpp"
#include "typed/sessions.hpp"
#include "typed/transaction_state.hpp"

#include <ginnel/error.hpp>
#include <ginnel/typed/database.hpp>
#include <ginnel/value/key_set.hpp>

#include <atomic>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace ginnel {

namespace detail {

namespace {

/// What was bound, as texts.
std::vector<std::string> shown(std::span<const driver::argument> arguments)
{
    constexpr std::size_t most = 20; // of the keys of a set
    std::vector<std::string> texts;
    for (const driver::argument& a : arguments) {
        if (a.keys == nullptr) {
            texts.push_back(to_display(a.value != nullptr ? *a.value : value{}));
            continue;
        }
        std::string keys = "[";
        for (std::size_t i = 0; i < a.keys->size() && i < most; ++i)
            keys += (i != 0 ? ", " : "") + to_display(a.keys->at(i));
        texts.push_back(keys + (a.keys->size() > most ? ", ... " + std::to_string(a.keys->size()) + " keys]" : "]"));
    }
    return texts;
}

/// The database's observers, shared with all connections. Flags stand before the lock, so that programs that log
/// nothing pay nothing.
struct log_switch final : driver::statement_watcher {
    std::atomic<bool> on{false}, ends_on{false};
    std::mutex guard;
    std::shared_ptr<observer> current;
    std::shared_ptr<log_observer> ends;
    log_options options;

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

    bool wanted() const noexcept override { return ends_on.load(std::memory_order_relaxed); }
    void ended(const driver::statement_report& what) noexcept override
    {
        try {
            std::shared_ptr<log_observer> now;
            log_options how;
            {
                const std::scoped_lock lock{guard};
                now = ends;
                how = options;
            }
            if (!now)
                return;
            const auto values = how.values ? shown(what.arguments) : std::vector<std::string>{};
            now->statement({what.text, what.duration, what.rows, what.failed, values});
        } catch (...) { // the statement has run: a log that fails must not make it look otherwise
        }
    }
};

} // namespace

struct database_state {
    database_state(std::string_view url, const database_options& o)
        : opening{driver::opening_of(url, {std::chrono::milliseconds{o.busy_timeout_ms}, o.cache_kib, o.read_only,
                                           o.create, o.temp_in_memory, o.pool_size})},
          pool{[this] { return connect(); }, {opening.most, std::chrono::milliseconds{o.pool_wait_ms}}},
          environment{make_environment(pool)},
          session{*environment, pool}
    {
        environment->cursor_secret = o.cursor_secret;
    }

    std::unique_ptr<driver::connection> connect()
    {
        auto made = opening.make();
        made->observe([log = log](std::string_view sql, bool) { log->statement(sql); });
        made->watch(log);
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

} // namespace detail

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

transaction database::begin(const transaction_options& options)
{
    return ginnel::transaction{std::make_unique<detail::transaction_state>(
        *state_->environment, state_->pool, driver::transaction_mode::write, options.isolation)};
}
transaction database::begin(read_only_t)
{
    return ginnel::transaction{std::make_unique<detail::transaction_state>(
        *state_->environment, state_->pool, driver::transaction_mode::snapshot, isolation::as_configured)};
}

void database::set_observer(std::shared_ptr<detail::observer> o)
{
    detail::log_switch& log = *state_->log;
    const std::scoped_lock lock{log.guard};
    log.current = std::move(o);
    log.on = log.current != nullptr;
}

void database::set_observer(std::shared_ptr<detail::log_observer> o, log_options options)
{
    detail::log_switch& log = *state_->log;
    const std::scoped_lock lock{log.guard};
    log.ends = std::move(o);
    log.options = options;
    log.ends_on = log.ends != nullptr;
}

void database::run(std::string_view sql)
{
    const driver::lease lent = state_->pool.acquire();
    lent->run(sql);
}

} // namespace ginnel
