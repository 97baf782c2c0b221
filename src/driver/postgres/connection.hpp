#pragma once

#include "driver/connection.hpp"
#include "driver/postgres/encoded_arguments.hpp"
#include "driver/postgres/result.hpp"
#include "driver/postgres/row_reader.hpp"
#include "driver/postgres/statement_cache.hpp"

#include <ginnel/error.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ginnel::driver::postgres {

/// driver::connection over one libpq session in pipeline mode.
///
/// `send`, `begin`, `savepoint`, `release` and `rollback_to` only queue. The first `fetch` sends the queue, and one
/// sync behind it: that is a batch, one round trip. Its results are read one after the other, each as a whole, when
/// they are asked for. There is one batch under way at a time; what is sent meanwhile makes the next one.
///
/// An error makes the server skip the rest of its batch. The connection then reads up to the sync, so that it can go
/// on.
class postgres_connection final : public connection {
public:
    postgres_connection(session s, std::size_t cached_statements);
    ~postgres_connection() override;

    const capabilities& abilities() const noexcept override { return abilities_; }
    const sql::dialect& dialect() const noexcept override { return sql::postgres_dialect(); }

    void send(std::string_view text, std::span<const argument> arguments) override;
    const cell* fetch() override;
    std::size_t columns() const noexcept override { return rows_.columns(); }
    std::string_view column_name(std::size_t index) const override;
    outcome finish() override;
    std::size_t pending() const noexcept override { return pending_ + (failure_ ? 1U : 0U); }
    void cancel() noexcept override;
    std::unique_ptr<walk> open_walk(std::string_view text, std::span<const argument> arguments) override;

    void begin(transaction_mode mode, isolation level = isolation::as_configured) override;
    void commit() override;
    void rollback() noexcept override;
    bool in_transaction() const noexcept override { return in_transaction_; }
    void savepoint(std::string_view name) override;
    void release(std::string_view name) override;
    void rollback_to(std::string_view name) noexcept override;

    void run(std::string_view script) override;

    int wait_descriptor() const noexcept override { return PQsocket(session_.get()); }
    bool ready() override;

    void observe(statement_observer observer) override { observer_ = std::move(observer); }
    std::uint64_t statements() const noexcept override { return statements_; }
    std::uint64_t round_trips() const noexcept override { return round_trips_; }

    PGconn* handle() const noexcept { return session_.get(); }

private:
    friend class postgres_walk;

    /// One statement on its way.
    struct sent {
        std::string_view text; // of the caller, or own_text
        std::string own_text;  // a statement that steers the transaction
        bool control = false;
        bool travelling = false; // handed to libpq
        bool last = false;       // of its batch
        bool alone = false;      // in its batch
        bool arrived = false;    // its result stands in result_
        encoded_arguments arguments;
        std::string name;                // on the server
        bool prepares = false;           // is prepared in this batch
        std::vector<std::string> closes; // statements that are closed before it
        std::span<const argument> given; // of the caller, for a report
        bool timed = false;              // whether its report is wanted
        std::chrono::steady_clock::time_point since{};
        std::size_t steps = 1, done = 0; // answers to come for it, and come: closes, prepare, its own
    };

    void queue_control(std::string text);
    void control(std::string text); // to its end
    void need_transaction() const;
    void need_nothing_pending() const;

    /// All rows of the oldest statement, which is finished with it.
    result take_rows();
    void end_watch(const sent& s, bool failed) noexcept;

    void send_batch();
    void count(std::string_view text, bool transaction_control);
    void hand_over(sent& s);
    void prepare(sent& s);
    result take_result(bool may_wait);
    void wait_for_peer();
    void push_out();
    bool arrive(bool may_wait);
    void take(result r);
    void take_sync(result r);
    void pop() noexcept;
    void drop_queue() noexcept;

    [[noreturn]] void fail(result refused, const sent& s);
    void forget_unprepared();
    void drain();
    void after_sync() noexcept;
    [[noreturn]] void lose(std::string_view text);
    [[noreturn]] void give_up(error e);
    void need_session(std::string_view text);

    session session_;
    capabilities abilities_;
    statement_cache cache_;
    std::deque<sent> queue_;  // a deque: encoded arguments must stay where they are
    std::size_t pending_ = 0; // statements of the caller in queue_
    bool sync_due_ = false;   // a batch is under way
    bool in_transaction_ = false;
    bool begin_queued_ = false; // the open transaction has not reached the server yet
    bool lost_ = false;
    bool readable_ = false; // rows_ stands on result_
    result result_;         // of the oldest statement, when it has arrived
    row_reader rows_;
    std::string control_tag_;      // what the server said to the last control statement
    std::optional<error> failure_; // found by ready(), to be thrown by fetch()
    std::string key_;              // scratch
    std::string prepare_text_;     // scratch
    std::uint64_t statements_ = 0, round_trips_ = 0, walks_ = 0;
    statement_observer observer_;
};

} // namespace ginnel::driver::postgres
