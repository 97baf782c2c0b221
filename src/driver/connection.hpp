#pragma once

#include "driver/capabilities.hpp"
#include "driver/statement_watcher.hpp"
#include "driver/walk.hpp"
#include "sql/dialect.hpp"

#include <ginnel/isolation.hpp>
#include <ginnel/value/cell.hpp>
#include <ginnel/value/key_set.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace ginnel::driver {

/// One argument of a statement: a value or a set of keys, neither owned. Both must live until the statement is finished.
struct argument {
    const ginnel::value* value = nullptr;
    const key_set* keys = nullptr;
    column_type type = column_type::text;
    bool typed = false; ///< whether `type` is known
};

/// What a finished statement did.
struct outcome {
    std::int64_t affected = 0; ///< rows inserted, updated or deleted
    std::int64_t last_key = 0; ///< last generated key, where the database has such a notion
};

/// How a transaction begins.
enum class transaction_mode : std::uint8_t {
    snapshot, ///< reads that see one state; writes are refused
    write     ///< the write lock is taken at once where the database has one (SQLite: begin immediate)
};

/// Each statement as it was handed to the database, for logs and counts: text, and whether it only steers a transaction.
using statement_observer = std::function<void(std::string_view text, bool transaction_control)>;

/// One session with a database. One thread at a time.
///
/// Statements are sent, then taken up in the same order: `send` any number of them; then for each one, `fetch` until it
/// returns null, and `finish`. A driver with the capability `pipeline` sends all before it waits for the first; the others run a
/// statement at its first `fetch`. Prepared statements are kept and found by their text.
///
/// Every failure is a ginnel::error with the statement's text and the database's own code. A failed statement is
/// finished; those sent after it are dropped (`pending()` is 0 then).
class connection {
public:
    connection() = default;
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    virtual ~connection() = default;

    virtual const capabilities& abilities() const noexcept = 0;
    virtual const sql::dialect& dialect() const noexcept = 0;

    /// Queues a statement. `text` and `arguments`, and what these point to, must live until it is finished.
    virtual void send(std::string_view text, std::span<const argument> arguments) = 0;
    /// The next row of the oldest unfinished statement: `columns()` cells, valid until the next call. Null at its end.
    virtual const cell* fetch() = 0;
    /// Number of cells of a row of the oldest unfinished statement.
    virtual std::size_t columns() const noexcept = 0;
    /// Names of these cells, for statements whose shape is not known beforehand; valid until `finish`.
    virtual std::string_view column_name(std::size_t index) const = 0;
    /// Ends the oldest unfinished statement; rows not yet fetched are skipped.
    virtual outcome finish() = 0;
    /// How many statements were sent and are not finished.
    virtual std::size_t pending() const noexcept = 0;
    /// Drops everything that was sent and not finished; the connection stays usable.
    virtual void cancel() noexcept = 0;

    /// Opens a statement that is walked beside all that is sent meanwhile. `text` and `arguments`, and what these point to,
    /// must live as long as the walk. Throws error (unsupported, E_NO_WALK) where a driver has none.
    virtual std::unique_ptr<walk> open_walk(std::string_view text, std::span<const argument> arguments);

    /// `level`: of a transaction that writes; a snapshot has its own.
    virtual void begin(transaction_mode mode, isolation level = isolation::as_configured) = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    virtual bool in_transaction() const noexcept = 0;
    /// A savepoint inside the open transaction; names come from the library, never from a client.
    virtual void savepoint(std::string_view name) = 0;
    virtual void release(std::string_view name) = 0;
    virtual void rollback_to(std::string_view name) noexcept = 0;

    /// Runs statements given as text without parameters (pragmas, scripts of a program); rows are dropped.
    virtual void run(std::string_view script) = 0;

    /// A descriptor that becomes readable when `fetch` may go on without blocking, or -1 if `fetch` never waits for a peer.
    virtual int wait_descriptor() const noexcept { return -1; }
    /// Takes in what has arrived; true if the next `fetch` will not block.
    virtual bool ready() { return true; }

    /// Called for each statement, on the connection's thread; an empty function turns it off.
    virtual void observe(statement_observer observer) = 0;
    /// Is told of each statement when it has ended; null turns it off.
    void watch(std::shared_ptr<statement_watcher> watcher) noexcept { watcher_ = std::move(watcher); }
    statement_watcher* watcher() const noexcept { return watcher_.get(); }
    /// Whether the report of a statement that begins now is wanted.
    bool watched() const noexcept { return watcher_ && watcher_->wanted(); }
    /// Statements run so far (transaction control included) and round trips made.
    virtual std::uint64_t statements() const noexcept = 0;
    virtual std::uint64_t round_trips() const noexcept = 0;

private:
    std::shared_ptr<statement_watcher> watcher_;
};

/// Convenience for tests and set-up: runs one statement to its end and gives its outcome.
outcome execute(connection& c, std::string_view text, std::span<const argument> arguments = {});

} // namespace ginnel::driver
