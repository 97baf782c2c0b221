#include "engine/session.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <chrono>
#include <thread>
#include <unordered_map>

namespace ginnel::engine {

namespace {

/// One run of a plan on a connection: which steps were sent and what they did.
class blocking_run {
public:
    blocking_run(plan& p, driver::connection& c) : plan_{p}, connection_{c} {}

    void operator()()
    {
        for (;;) {
            auto e = plan_.next();
            if (std::holds_alternative<finish>(e))
                return;
            if (auto* s = std::get_if<send>(&e))
                run(s->steps);
            else if (auto* c = std::get_if<call>(&e))
                c->code();
            else
                throw error{error_kind::usage, "E_PLAN", "a plan waits though nothing was sent"};
        }
    }

private:
    void run(std::span<const step> steps)
    {
        std::size_t taken = 0; // of the steps, those whose rows were read
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const auto& s = steps[i];
            if (s.guard >= 0) {
                take(steps.subspan(taken, i - taken));
                taken = i;
                if (const auto at = affected_.find(static_cast<step_id>(s.guard)); at != affected_.end() && at->second == 0) {
                    affected_[s.id] = 0;
                    plan_.done(s.id, {});
                    ++taken;
                    continue;
                }
            }
            connection_.send(s.text, s.arguments);
        }
        take(steps.subspan(taken));
    }

    void take(std::span<const step> steps)
    {
        for (const auto& s : steps) {
            while (const cell* row = connection_.fetch())
                plan_.row(s.id, row);
            const auto outcome = connection_.finish();
            if (s.remembered)
                affected_[s.id] = outcome.affected;
            plan_.done(s.id, outcome);
        }
    }

    plan& plan_;
    driver::connection& connection_;
    std::unordered_map<step_id, std::int64_t> affected_;
};

} // namespace

void run_blocking(plan& p, driver::connection& c)
{
    blocking_run run{p, c};
    try {
        run();
    } catch (...) {
        c.cancel();
        throw;
    }
}

void run_scoped(plan& p, driver::connection& c)
{
    const auto around = p.wants().around;
    if (around == needs::scope::autocommit || (around == needs::scope::snapshot && c.in_transaction())) {
        run_blocking(p, c);
        return;
    }
    if (c.in_transaction()) {
        static constexpr std::string_view name = "ginnel_unit";
        c.savepoint(name);
        try {
            run_blocking(p, c);
            c.release(name);
        } catch (...) {
            c.rollback_to(name);
            throw;
        }
        return;
    }
    c.begin(around == needs::scope::write ? driver::transaction_mode::write : driver::transaction_mode::snapshot);
    try {
        run_blocking(p, c);
        c.commit();
    } catch (...) {
        c.rollback();
        throw;
    }
}

void run_unit(const plan_source& make, const plan_end& then, driver::connection& c, int attempts)
{
    const bool own = !c.in_transaction();
    for (int attempt = 1;; ++attempt) {
        const auto p = make();
        try {
            run_scoped(*p, c);
            then(*p);
            return;
        } catch (const error& e) {
            // Inside a caller's transaction a retry would repeat only a part of what the caller wants whole.
            if (!own || !e.retryable() || !p->wants().repeatable || attempt >= attempts)
                throw;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{std::min(1 << attempt, 200)});
    }
}

} // namespace ginnel::engine
