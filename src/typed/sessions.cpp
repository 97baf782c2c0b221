#include "typed/sessions.hpp"

#include <ginnel/error.hpp>

#include <utility>

namespace ginnel::detail {

void transaction_session::throw_unusable() const
{
    if (connection_ != nullptr)
        throw error{
            error_kind::usage, "E_INNER_TRANSACTION",
            "a transaction inside this one is open, which could take back what is done here too: use the inner one "
            "until its function has returned"}
            .spoiling(spoils::nothing);
    throw error{error_kind::usage, "E_TRANSACTION_ENDED",
                "this transaction was committed or rolled back: begin another one, or ask the database itself"}
        .spoiling(spoils::nothing);
}

class transactions_own final : public held_connection {
public:
    explicit transactions_own(transaction_session& of) noexcept : of_{of} { ++of_.holds_; }
    transactions_own(const transactions_own&) = delete;
    transactions_own& operator=(const transactions_own&) = delete;
    ~transactions_own() override { --of_.holds_; }
    driver::connection& connection() override { return of_.connection(); }
    void discard() noexcept override {} // the transaction's end will tell

private:
    transaction_session& of_;
};

namespace {

class leased final : public held_connection {
public:
    explicit leased(driver::lease lease) noexcept : lease_{std::move(lease)} {}
    driver::connection& connection() override { return *lease_; }
    void discard() noexcept override { lease_.discard(); }

private:
    driver::lease lease_;
};

} // namespace

std::unique_ptr<held_connection> transaction_session::hold()
{
    return std::make_unique<transactions_own>(*this);
}
std::unique_ptr<held_connection> pool_session::hold()
{
    return std::make_unique<leased>(pool_->acquire());
}

void pool_session::run(engine::plan& p)
{
    driver::run_on(pool_->acquire(), [&](driver::connection& c) { engine::run_scoped(p, c); });
}

void pool_session::run_unit(const engine::plan_source& make, const engine::plan_end& then)
{
    driver::run_on(pool_->acquire(), [&](driver::connection& c) { engine::run_unit(make, then, c); });
}

void pool_session::together(const engine::session_work& work)
{
    driver::run_on(pool_->acquire(), [&](driver::connection& c) {
        transaction_session inside{*environment_, c};
        inside.together(work);
        inside.committed();
    });
}

} // namespace ginnel::detail
