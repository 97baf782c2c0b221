#pragma once

#include "driver/pool.hpp"
#include "engine/environment.hpp"
#include "engine/session.hpp"
#include "typed/transaction_fate.hpp"

#include <cstddef>
#include <memory>
#include <utility>

namespace ginnel::detail {

/// A connection that is kept between statements.
class held_connection {
public:
    virtual ~held_connection() = default;
    /// Throws error (usage, E_TRANSACTION_ENDED) where it was that of a transaction.
    virtual driver::connection& connection() = 0;
    /// It is spoiled, and not to be given to another.
    virtual void discard() noexcept = 0;
};

/// What typed code needs of a session beyond the engine.
class typed_session : public engine::session {
public:
    /// Keeps a connection until what is returned ends.
    virtual std::unique_ptr<held_connection> hold() = 0;
    /// What becomes of what is written here; null where each call stands by itself.
    virtual std::shared_ptr<const transaction_fate> fate() = 0;
};

class transactions_own;

/// The one connection of an open transaction. One thread at a time.
class transaction_session final : public typed_session {
public:
    /// `around`: of the transaction that this one is inside of.
    transaction_session(engine::environment& e, driver::connection& c,
                        std::shared_ptr<const transaction_fate> around = {})
        : environment_{&e}, connection_{&c}, fate_{std::make_shared<transaction_fate>(std::move(around))}
    {
    }
    transaction_session(const transaction_session&) = delete;
    transaction_session& operator=(const transaction_session&) = delete;
    ~transaction_session() override
    {
        if (fate_->open())
            fate_->undo();
    }

    engine::environment& env() noexcept override { return *environment_; }
    void run(engine::plan& p) override { engine::run_scoped(p, connection()); }
    void run_unit(const engine::plan_source& make, const engine::plan_end& then) override
    {
        engine::run_unit(make, then, connection());
    }
    void together(const engine::session_work& work) override { engine::run_together(connection(), *this, work); }
    std::unique_ptr<held_connection> hold() override;
    std::shared_ptr<const transaction_fate> fate() override { return fate_; }
    /// What was written stands, with that of the transaction around it.
    void committed() noexcept { fate_->commit(); }

    bool open() const noexcept { return connection_ != nullptr; }
    void end() noexcept
    {
        connection_ = nullptr;
        fate_->undo(); // unless a commit succeeds
    }
    /// Between these an inner transaction works on the connection, and this one must not.
    void inner_begins() noexcept { inner_open_ = true; }
    void inner_ends() noexcept { inner_open_ = false; }
    /// Throws error (usage; E_TRANSACTION_ENDED, E_INNER_TRANSACTION).
    driver::connection& connection() const
    {
        if (connection_ == nullptr || inner_open_) [[unlikely]]
            throw_unusable();
        return *connection_;
    }
    /// Whether a stream or the like still holds the connection.
    bool held() const noexcept { return holds_ != 0; }

private:
    friend class transactions_own;
    [[noreturn]] void throw_unusable() const;

    engine::environment* environment_;
    driver::connection* connection_; // null once it has ended
    std::shared_ptr<transaction_fate> fate_;
    bool inner_open_ = false;
    std::size_t holds_ = 0;
};

/// A pool that lends a connection for each plan. Any thread.
class pool_session final : public typed_session {
public:
    pool_session(engine::environment& e, driver::pool& p) noexcept : environment_{&e}, pool_{&p} {}

    engine::environment& env() noexcept override { return *environment_; }
    void run(engine::plan& p) override;
    void run_unit(const engine::plan_source& make, const engine::plan_end& then) override;
    void together(const engine::session_work& work) override;
    std::unique_ptr<held_connection> hold() override;
    std::shared_ptr<const transaction_fate> fate() override { return {}; }

private:
    engine::environment* environment_;
    driver::pool* pool_;
};

} // namespace ginnel::detail
