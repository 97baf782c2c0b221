#pragma once

#include <ginnel/error.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/executor.hpp>
#include <ginnel/typed/statement_log.hpp>
#include <ginnel/typed/transaction.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ginnel {

/// How a database is opened.
struct database_options {
    std::int64_t busy_timeout_ms = 5000; ///< how long a statement waits for another writer before it fails (SQLite)
    std::int64_t cache_kib = 0;          ///< page cache of each connection; 0: the database's default (SQLite)
    std::size_t pool_size = 4;           ///< connections open at once; a database in memory has one
    std::int64_t pool_wait_ms = 5000;    ///< how long a call waits for a connection
    bool read_only = false;
    bool create = true;          ///< make a file that is missing (SQLite)
    bool temp_in_memory = true;  ///< false: large sorts go to files, and writes within a unit are slower (SQLite)
    std::string cursor_secret{}; ///< signs the cursors of cursor_paginate; 32 random bytes, the same in all processes
};

struct read_only_t {};
/// For `begin`: a transaction that reads one state of the database and writes nothing.
inline constexpr read_only_t read_only{};

namespace detail {

/// A program's observer of statements.
class observer {
public:
    virtual ~observer() = default;
    virtual void statement(std::string_view sql) = 0;
};
/// A program's observer of statements that have ended.
class log_observer {
public:
    virtual ~log_observer() = default;
    virtual void statement(const statement_log& what) = 0;
};
template <typename F>
class closure_log_observer final : public log_observer {
public:
    explicit closure_log_observer(F f) : f_(std::move(f)) {}
    void statement(const statement_log& what) override { f_(what); }

private:
    F f_;
};
template <typename F>
class closure_observer final : public observer {
public:
    explicit closure_observer(F f) : f_(std::move(f)) {}
    void statement(std::string_view sql) override { f_(sql); }

private:
    F f_;
};

struct database_state;

} // namespace detail

/// A database, by URL: "sqlite:blog.db", "sqlite:///var/lib/blog.db", "sqlite::memory:" (one connection, gone with this
/// object).
///
/// Any thread may call it: each call takes a connection out of a pool and gives it back. Must outlive its transactions,
/// queries and related rows. Opening throws error: usage (E_DATABASE_URL), connection, corrupt, read_only.
class database : public executor {
public:
    explicit database(std::string_view url, const database_options& options = {});
    database(database&&) noexcept;
    database& operator=(database&&) = delete;
    ~database();

    /// A transaction that writes. On SQLite the write lock is taken at once, so that it cannot fail half-way for
    /// another writer. Throws error (busy) if another holds it for longer than `busy_timeout_ms`. `options.attempts`
    /// says nothing here.
    ginnel::transaction begin(const transaction_options& options = {});
    /// A transaction that reads one state; its writes are refused with an error (read_only).
    ginnel::transaction begin(read_only_t);
    /// Calls `work(ginnel::transaction&)`, commits, and returns what it returned; an exception rolls back and goes on.
    /// `work` may end the transaction itself. Two statements, and those of `work`.
    ///
    /// With `{.attempts = n}` an error that is retryable() (busy, deadlock, serialization) makes it begin again, at
    /// most n times in all, after a pause that grows from 2 to 200 ms. `work` then runs from its start in a new
    /// transaction: what it does beside the database must bear being done twice. What was committed is never repeated.
    template <typename F>
    auto transaction(F&& work, const transaction_options& options = {})
    {
        constexpr bool usable = detail::takes_transaction<F>();
        if constexpr (usable) {
            for (int attempt = 1;; ++attempt) {
                bool committed = false;
                try {
                    ginnel::transaction open = begin(options);
                    const detail::commit_note note{open, committed};
                    return detail::run_whole(open, work);
                } catch (const error& e) {
                    if (committed || !e.retryable() || attempt >= options.attempts)
                        throw;
                }
                detail::pause_after(attempt);
            }
        }
    }

    /// Calls `observer(std::string_view sql)` for each statement, begin and commit included, before it is run, on the
    /// thread that runs it; from several threads at once if several use the database. A new observer replaces the old.
    ///
    /// An observer that takes a `const ginnel::statement_log&` is called for each statement when it has ended, with its
    /// time; what it throws is dropped. It stands beside one that takes texts, and replaces only its like. The values
    /// that were bound are left out, since they may be secrets, unless asked for: `db.log(f, {.values = true})`.
    /// `log(nullptr)` turns both off.
    template <typename F>
    void log(F observer, log_options options = {})
    {
        constexpr bool texts = std::is_invocable_v<F&, std::string_view>;
        constexpr bool ended = std::is_invocable_v<F&, const statement_log&>;
        static_assert(texts || ended,
                      "ginnel: log takes a closure over the text of a statement (std::string_view sql), or "
                      "over what it did (const ginnel::statement_log& s)");
        if constexpr (ended && !texts)
            set_observer(std::make_shared<detail::closure_log_observer<F>>(std::move(observer)), options);
        else if constexpr (texts)
            set_observer(std::make_shared<detail::closure_observer<F>>(std::move(observer)));
    }
    void log(std::nullptr_t)
    {
        set_observer(nullptr);
        set_observer(nullptr, {});
    }

    /// Runs SQL text without parameters: one statement or several. Not in a transaction, unless the text opens one.
    void run(std::string_view sql);

private:
    explicit database(std::unique_ptr<detail::database_state> state) noexcept;
    void set_observer(std::shared_ptr<detail::observer> o);
    void set_observer(std::shared_ptr<detail::log_observer> o, log_options options);

    std::unique_ptr<detail::database_state> state_;
};

} // namespace ginnel
