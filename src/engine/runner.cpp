#include "engine/session.hpp"
#include "engine/step_cursor.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <thread>

namespace ginnel::engine {

namespace {

// A unit inside a unit has a savepoint of the same name. That is right on SQLite and PostgreSQL, where the newest of a
// name is meant, as long as each is taken away when its unit ends: one that stayed would stand before the outer one.
constexpr std::string_view unit_savepoint = "ginnel_unit";

/// Runs `work` in a transaction of this mode, or inside one in a savepoint of this name.
template <typename Work>
void whole_or_not(driver::connection& c, driver::transaction_mode mode, std::string_view savepoint, const Work& work)
{
    if (c.in_transaction()) {
        c.savepoint(savepoint);
        try {
            work();
            c.release(savepoint);
        } catch (...) {
            undo_savepoint(c, savepoint);
            throw;
        }
        return;
    }
    c.begin(mode);
    try {
        work();
        c.commit();
    } catch (...) {
        c.rollback();
        throw;
    }
}

} // namespace

void undo_savepoint(driver::connection& c, std::string_view name) noexcept
{
    c.rollback_to(name);
    try {
        if (c.in_transaction()) // some failures end the whole transaction, and the savepoint with it
            c.release(name);
    } catch (...) { // the transaction's own end will tell
    }
}

void need_transaction_for_locks(const driver::connection& c)
{
    if (!c.in_transaction())
        throw error{error_kind::usage, "E_NO_TRANSACTION",
                    "for_update keeps rows locked until a transaction ends, and none is open: make the query from the "
                    "transaction, as in db.transaction([](ginnel::transaction& t) { t.query<...>().for_update()... })"}
            .spoiling(spoils::nothing);
}

void run_blocking(plan& p, driver::connection& c)
{
    step_cursor cursor{p, c};
    try {
        while (const step* s = cursor.open()) {
            while (const cell* row = c.fetch()) {
                p.row(s->id, row);
                if (s->one_row)
                    break;
            }
            cursor.close(c.finish());
        }
    } catch (...) {
        c.cancel();
        throw;
    }
}

void run_scoped(plan& p, driver::connection& c)
{
    const needs wanted = p.wants();
    if (wanted.in_transaction)
        need_transaction_for_locks(c);
    const auto around = wanted.around;
    if (around == needs::scope::autocommit || (around == needs::scope::snapshot && c.in_transaction())) {
        run_blocking(p, c);
        return;
    }
    const auto mode =
        around == needs::scope::write ? driver::transaction_mode::write : driver::transaction_mode::snapshot;
    whole_or_not(c, mode, unit_savepoint, [&] { run_blocking(p, c); });
}

void run_unit(const plan_source& make, const plan_end& then, driver::connection& c, int attempts)
{
    const bool own = !c.in_transaction();
    for (int attempt = 1;; ++attempt) {
        const auto p = make();
        bool done = false;
        try {
            run_scoped(*p, c);
            done = true;
        } catch (const error& e) {
            // Inside a caller's transaction a retry would repeat only a part of what the caller wants whole.
            if (!own || !e.retryable() || !p->wants().repeatable || attempt >= attempts)
                throw;
        }
        if (done) { // outside the try: what `then` throws must not run a unit again that is committed
            then(*p);
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{std::min(1 << attempt, 200)});
    }
}

void run_together(driver::connection& c, session& inside, const session_work& work)
{
    whole_or_not(c, driver::transaction_mode::write, "ginnel_together", [&] { work(inside); });
}

} // namespace ginnel::engine
