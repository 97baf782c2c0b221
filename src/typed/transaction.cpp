#include "engine/session.hpp"
#include "typed/transaction_state.hpp"

#include <ginnel/typed/transaction.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <iterator>
#include <string_view>
#include <thread>
#include <utility>

namespace ginnel {

namespace detail {

namespace {

// One name for all depths: an inner transaction ends before the one around it can be used, so that the newest savepoint
// of the name is the one that is meant.
constexpr std::string_view inner_savepoint = "ginnel_inner";

} // namespace

void pause_after(int attempt)
{
    constexpr int longest = 200;
    std::this_thread::sleep_for(std::chrono::milliseconds{std::min(1 << std::min(attempt, 8), longest)});
}

transaction_state::transaction_state(engine::environment& e, driver::pool& p, driver::transaction_mode mode,
                                     isolation level)
    : lease{p.acquire()}, environment{e}, session{e, **lease}
{
    (*lease)->begin(mode, level);
}

transaction_state::transaction_state(transaction_state& around)
    : environment{around.environment},
      outer{&around},
      session{around.environment, around.session.connection(), around.session.fate()}
{
    session.connection().savepoint(inner_savepoint);
    outer->session.inner_begins();
}

transaction_state::~transaction_state()
{
    if (session.open())
        rollback();
}

driver::connection& transaction_state::end()
{
    driver::connection& c = session.connection();
    session.end();
    if (outer != nullptr)
        outer->session.inner_ends();
    return c;
}

void transaction_state::commit()
{
    driver::connection& c = end();
    if (outer != nullptr) {
        try {
            outer->after.reserve(outer->after.size() + after.size());
            c.release(inner_savepoint);
        } catch (...) {
            engine::undo_savepoint(c, inner_savepoint);
            throw;
        }
        std::move(after.begin(), after.end(), std::back_inserter(outer->after));
        committed = true;
        session.committed();
        return;
    }
    try {
        c.commit();
    } catch (...) {
        c.rollback();
        give_back();
        throw;
    }
    committed = true;
    session.committed();
    give_back(); // what runs after may need this very connection: a database in memory has no other
    run_after();
}

void transaction_state::rollback()
{
    driver::connection& c = end();
    after.clear();
    if (outer != nullptr) {
        engine::undo_savepoint(c, inner_savepoint);
        return;
    }
    c.rollback();
    give_back();
}

void transaction_state::give_back() noexcept
{
    if (!session.held())
        lease.reset();
}

void transaction_state::run_after()
{
    std::exception_ptr first;
    for (const auto& code : std::exchange(after, {})) {
        try {
            code();
        } catch (...) {
            if (!first)
                first = std::current_exception();
        }
    }
    if (first)
        std::rethrow_exception(first);
}

} // namespace detail

open_transaction::open_transaction(std::unique_ptr<detail::transaction_state> state) noexcept
    : executor{&state->session}, state_{std::move(state)}
{
}
open_transaction::open_transaction(open_transaction&& other) noexcept
    : executor{other.session_}, state_{std::move(other.state_)}
{
}
open_transaction::~open_transaction() = default;

open_transaction open_transaction::begin_inner()
{
    return open_transaction{std::make_unique<detail::transaction_state>(*state_)};
}

bool open_transaction::open() const noexcept
{
    return state_ != nullptr && state_->session.open();
}

bool open_transaction::committed() const noexcept
{
    return state_ != nullptr && state_->committed;
}

void open_transaction::commit()
{
    state_->commit();
}

void open_transaction::rollback()
{
    state_->rollback();
}

void open_transaction::after_commit(std::function<void()> code)
{
    state_->session.connection(); // throws where it has ended
    state_->after.push_back(std::move(code));
}

void open_transaction::run(std::string_view sql)
{
    state_->session.connection().run(sql);
}

} // namespace ginnel
