#pragma once

#include "driver/connection.hpp"
#include "driver/sqlite/busy_wait.hpp"
#include "driver/sqlite/database_handle.hpp"
#include "driver/sqlite/sqlite.hpp"
#include "driver/sqlite/statement_cache.hpp"
#include "driver/sqlite/time_limit.hpp"

#include <ginnel/error.hpp>

#include <chrono>
#include <cstdint>
#include <vector>

struct sqlite3_stmt;

namespace ginnel::driver::sqlite {

/// driver::connection over one SQLite handle.
///
/// SQLite has no peer to wait for: a statement runs while it is fetched, and each counts as a round trip of its own.
/// `columns()` is known from the first `fetch` on. `rollback` and `rollback_to` also drop what was sent and not
/// finished.
class sqlite_connection final : public connection {
public:
    sqlite_connection(database_handle db, std::unique_ptr<busy_wait> wait, const options& o);
    ~sqlite_connection() override;

    const capabilities& abilities() const noexcept override { return abilities_; }
    const sql::dialect& dialect() const noexcept override { return sql::sqlite_dialect(); }

    void send(std::string_view text, std::span<const argument> arguments) override;
    const cell* fetch() override;
    std::size_t columns() const noexcept override { return columns_; }
    std::string_view column_name(std::size_t index) const override;
    outcome finish() override;
    std::size_t pending() const noexcept override { return queue_.size() - head_; }
    void cancel() noexcept override;
    std::unique_ptr<walk> open_walk(std::string_view text, std::span<const argument> arguments) override;

    void begin(transaction_mode mode, isolation level = isolation::as_configured) override;
    void commit() override;
    void rollback() noexcept override;
    bool in_transaction() const noexcept override;
    void savepoint(std::string_view name) override;
    void release(std::string_view name) override;
    void rollback_to(std::string_view name) noexcept override;

    void run(std::string_view script) override;

    void observe(statement_observer observer) override { observer_ = std::move(observer); }
    std::uint64_t statements() const noexcept override { return statements_; }
    std::uint64_t round_trips() const noexcept override { return statements_; }

    sqlite3* handle() const noexcept { return db_.get(); }

private:
    friend class sqlite_walk;

    struct sent {
        std::string_view text;
        std::span<const argument> arguments;
    };
    enum class phase : std::uint8_t { waiting, running, ended }; // of the oldest unfinished statement

    void start();
    void bind(const statement& s, std::span<const argument> arguments);
    void bind_one(const statement& s, int index, const argument& a);
    void read_row();
    void end_of_rows(int code);
    void pop() noexcept;
    error failure(int code, std::string_view text);
    [[noreturn]] void fail(int code);
    void guard(const statement& s);
    bool open_in_database() const noexcept;
    void control(std::string_view text);
    void count(std::string_view text, bool transaction_control);
    void begin_watch() noexcept;
    void end_watch(std::string_view text, std::span<const argument> arguments, std::int64_t rows, bool failed) noexcept;

    // What every row and every find touches comes first.
    sqlite3_stmt* handle_ = nullptr; // of current_
    std::size_t columns_ = 0;
    std::vector<cell> cells_;
    phase phase_ = phase::waiting;
    bool guarded_ = false; // whether `guard` must see each statement before it runs: inside a snapshot, or `lost_`
    bool began_ = false;   // a transaction was begun here and not ended here
    bool lost_ = false;    // it was rolled back by SQLite, and the program has not yet ended it
    bool one_number_ = false;
    bool timed_ = false;    // whether the running statement's report is wanted
    std::int64_t rows_ = 0; // that it gave
    std::chrono::steady_clock::time_point since_;
    statement* current_ = nullptr;
    std::vector<sent> queue_; // from head_ on; cleared when all are finished, so it allocates only while it grows
    std::size_t head_ = 0;
    std::uint64_t statements_ = 0;
    std::int64_t changes_before_ = 0;
    outcome outcome_;
    statement_observer observer_;
    capabilities abilities_;
    std::unique_ptr<busy_wait> wait_; // before db_, which calls it
    time_limit limit_;                // as it
    database_handle db_;
    statement_cache cache_; // after db_: its statements go first
};

} // namespace ginnel::driver::sqlite
