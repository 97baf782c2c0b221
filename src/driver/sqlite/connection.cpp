#include "driver/sqlite/connection.hpp"

#include "driver/sqlite/errors.hpp"
#include "driver/sqlite/keys_module.hpp"
#include "driver/sqlite/read_cells.hpp"
#include "driver/sqlite/walk.hpp"
#include "sql/quoted.hpp"

#include <sqlite3.h>

#include <cmath>
#include <limits>
#include <utility>

namespace ginnel::driver::sqlite {

namespace {

// A view that is empty because nothing was ever put into it has no address, and SQLite takes no address for null.
const char* address(std::string_view bytes) noexcept
{
    return bytes.data() ? bytes.data() : "";
}

std::string with_name(std::string_view verb, std::string_view name)
{
    return std::string{verb} + ' ' + sql::quoted(name, '"');
}

capabilities abilities_of(sqlite3* db)
{
    capabilities c;
    c.returning = sqlite3_libversion_number() >= 3035000;
    c.consecutive_keys = true;
    c.nulls_are_least = true;
    c.row_identity = "rowid"; // tables without one have a primary key, so their rows are never equal
    c.max_parameters = static_cast<std::size_t>(sqlite3_limit(db, SQLITE_LIMIT_VARIABLE_NUMBER, -1));
    return c;
}

} // namespace

sqlite_connection::sqlite_connection(database_handle db, std::unique_ptr<busy_wait> wait, const options& o)
    : one_number_{o.one_number},
      abilities_{abilities_of(db.get())},
      wait_{std::move(wait)},
      limit_{o.statement_timeout},
      db_{std::move(db)},
      cache_{db_.get(), o.statement_cache}
{
    limit_.serve(db_.get());
    queue_.reserve(8);
    cells_.resize(16);
}

sqlite_connection::~sqlite_connection()
{
    cancel();
}

void sqlite_connection::send(std::string_view text, std::span<const argument> arguments)
{
    // Before the queue grows, the place of finished statements is taken back.
    if (head_ > 0 && queue_.size() == queue_.capacity()) {
        queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(head_));
        head_ = 0;
    }
    queue_.push_back({text, arguments});
}

const cell* sqlite_connection::fetch()
{
    if (phase_ != phase::running) {
        if (phase_ == phase::ended)
            return nullptr;
        start();
    }
    const int code = sqlite3_step(handle_);
    if (code != SQLITE_ROW) {
        end_of_rows(code);
        return nullptr;
    }
    read_row();
    return cells_.data();
}

inline void sqlite_connection::read_row()
{
    if (columns_ == 0) { // the first row: a statement that SQLite prepared again may have other columns than last time
        columns_ = static_cast<std::size_t>(sqlite3_data_count(handle_));
        if (cells_.size() < columns_)
            cells_.resize(columns_);
    }
    if (!read_cells(handle_, cells_.data(), columns_, one_number_)) [[unlikely]]
        fail(SQLITE_NOMEM);
    ++rows_;
}

void sqlite_connection::start()
{
    if (head_ == queue_.size())
        throw error{error_kind::usage, "E_NOTHING_SENT", "There is no statement to fetch from: send one first."}
            .spoiling(spoils::nothing);
    const sent next = queue_[head_];
    begin_watch();
    try {
        current_ = &cache_.acquire(next.text);
        handle_ = current_->handle;
        if (guarded_) [[unlikely]]
            guard(*current_);
        bind(*current_, next.arguments);
        count(next.text, false);
    } catch (...) {
        end_watch(next.text, next.arguments, 0, true);
        cancel();
        throw;
    }
    columns_ = 0;
    if (!current_->read_only)
        changes_before_ = sqlite3_total_changes64(db_.get());
    if (current_->read_only ||
        !next.arguments.empty()) // what writes without arguments makes tables and indexes: it takes its time
        limit_.begin();
    phase_ = phase::running;
}

void sqlite_connection::bind(const statement& s, std::span<const argument> arguments)
{
    // Every parameter is bound anew at every run: what an earlier run bound may be gone.
    if (static_cast<std::size_t>(s.parameters) != arguments.size())
        throw error{error_kind::usage, "E_ARGUMENT_COUNT",
                    "The statement has " + std::to_string(s.parameters) + " parameters and was given " +
                        std::to_string(arguments.size()) + " arguments: give one for each."}
            .at_sql(s.text);
    int index = 0;
    for (const argument& a : arguments)
        bind_one(s, ++index, a);
}

// SQLITE_STATIC throughout: arguments outlive the statement, so SQLite need not copy them.
void sqlite_connection::bind_one(const statement& s, int index, const argument& a)
{
    int code = SQLITE_OK;
    if (a.keys) {
        code = bind_keys(s.handle, index, *a.keys);
    } else {
        const cell c = a.value ? a.value->view() : cell{};
        switch (c.type) {
        case kind::null:
            code = sqlite3_bind_null(s.handle, index);
            break;
        case kind::boolean:
        case kind::integer:
            code = sqlite3_bind_int64(s.handle, index, c.integer);
            break;
        case kind::real:
            if (std::isnan(c.real)) // SQLite would store null without a word
                throw error{error_kind::data, "E_NOT_A_NUMBER",
                            "Argument " + std::to_string(index) +
                                " is not a number (NaN), which SQLite cannot hold: give null or a number."}
                    .at_sql(s.text);
            code = sqlite3_bind_double(s.handle, index, c.real);
            break;
        case kind::text:
            code = sqlite3_bind_text64(s.handle, index, address(c.text), c.text.size(), SQLITE_STATIC, SQLITE_UTF8);
            break;
        case kind::blob:
            code = sqlite3_bind_blob64(s.handle, index, address(c.text), c.text.size(), SQLITE_STATIC);
            break;
        }
    }
    if (code != SQLITE_OK) [[unlikely]]
        throw make_error(db_.get(), code, s.text);
}

void sqlite_connection::end_of_rows(int code)
{
    if (code != SQLITE_DONE)
        fail(code);
    columns_ = static_cast<std::size_t>(sqlite3_column_count(handle_));
    outcome_ = {};
    // SQLite keeps the figures of the last insert, update or delete; a statement that changed nothing must not show
    // them.
    if (!current_->read_only && sqlite3_total_changes64(db_.get()) != changes_before_) {
        outcome_.affected = sqlite3_changes64(db_.get());
        outcome_.last_key = sqlite3_last_insert_rowid(db_.get());
    }
    sqlite3_reset(handle_);
    phase_ = phase::ended;
}

outcome sqlite_connection::finish()
{
    if (phase_ == phase::waiting)
        fetch();
    if (phase_ == phase::running && current_->read_only) {
        outcome_ = {};
        sqlite3_reset(handle_);
    } else {
        // A write takes effect as a whole only at its end: rows that it returns must be passed.
        while (phase_ == phase::running)
            if (const int code = sqlite3_step(handle_); code != SQLITE_ROW)
                end_of_rows(code);
    }
    pop();
    return outcome_;
}

// Takes the oldest statement, which has been reset, out of the queue.
void sqlite_connection::pop() noexcept
{
    limit_.end();
    if (timed_) [[unlikely]]
        end_watch(current_->text, queue_[head_].arguments, rows_ > 0 ? rows_ : outcome_.affected, false);
    cache_.release(*std::exchange(current_, nullptr));
    phase_ = phase::waiting;
    columns_ = 0;
    if (++head_ == queue_.size()) {
        queue_.clear();
        head_ = 0;
    }
}

void sqlite_connection::cancel() noexcept
{
    limit_.end();
    if (current_) {
        sqlite3_reset(current_->handle);
        end_watch(current_->text, queue_[head_].arguments, rows_, true);
        cache_.release(*std::exchange(current_, nullptr));
    }
    phase_ = phase::waiting;
    columns_ = 0;
    queue_.clear();
    head_ = 0;
}

void sqlite_connection::fail(int code)
{
    error e = failure(code, current_->text);
    cancel();
    throw e;
}

error sqlite_connection::failure(int code, std::string_view text)
{
    error e = make_error(db_.get(), code, text, began_);
    if (code == SQLITE_INTERRUPT && limit_.passed())
        e = error{error_kind::limit, "E_STATEMENT_TIMEOUT",
                  "The statement ran longer than " + std::to_string(limit_.longest().count()) +
                      " ms and was ended: ask for less, or allow it more time."}
                .at_sql(std::string{text})
                .spoiling(e.spoiled());
    if (began_ && !open_in_database())
        lost_ = guarded_ = true;
    return e;
}

std::string_view sqlite_connection::column_name(std::size_t index) const
{
    const char* name = current_ ? sqlite3_column_name(current_->handle, static_cast<int>(index)) : nullptr;
    if (!name)
        throw error{error_kind::usage, "E_NO_SUCH_COLUMN_INDEX",
                    "There is no column number " + std::to_string(index) +
                        ": fetch first, and ask for less than columns()."}
            .spoiling(spoils::nothing);
    return name;
}

// Snapshots refuse writes by SQLite's own judgement of the prepared statement; `pragma query_only` would cost two more
// statements for every snapshot. And where SQLite rolled a transaction back, what follows in the program would run, and
// be committed, one by one.
void sqlite_connection::guard(const statement& s)
{
    if (lost_)
        throw error{error_kind::usage, "E_TRANSACTION_LOST",
                    "The transaction was rolled back by the database after an earlier error: roll back, and run the "
                    "whole transaction again."}
            .at_sql(s.text)
            .spoiling(spoils::transaction);
    if (s.read_only)
        return;
    if (!open_in_database()) { // the snapshot was ended by a text of the program
        guarded_ = began_ = false;
        return;
    }
    throw error{error_kind::read_only, "E_READ_ONLY_TRANSACTION",
                "The open transaction is a snapshot, which takes no writes: begin a write transaction for them."}
        .at_sql(s.text);
}

void sqlite_connection::count(std::string_view text, bool transaction_control)
{
    ++statements_;
    if (observer_) [[unlikely]]
        observer_(text, transaction_control);
}

inline void sqlite_connection::begin_watch() noexcept
{
    timed_ = watched();
    rows_ = 0;
    if (timed_) [[unlikely]]
        since_ = std::chrono::steady_clock::now();
}

void sqlite_connection::end_watch(std::string_view text, std::span<const argument> arguments, std::int64_t rows,
                                  bool failed) noexcept
{
    if (std::exchange(timed_, false))
        watcher()->ended({text, arguments, std::chrono::steady_clock::now() - since_, rows, failed});
}

std::unique_ptr<walk> sqlite_connection::open_walk(std::string_view text, std::span<const argument> arguments)
{
    return std::make_unique<sqlite_walk>(*this, text, arguments);
}

// Runs a statement that steers a transaction. It is prepared once, like others.
void sqlite_connection::control(std::string_view text)
{
    statement& s = cache_.acquire(text);
    struct giver {
        statement_cache& cache;
        statement& s;
        ~giver() { sqlite3_reset(s.handle), cache.release(s); }
    } const give_back{cache_, s};
    count(text, true);
    begin_watch();
    const int code = sqlite3_step(s.handle);
    end_watch(text, {}, 0, code != SQLITE_DONE);
    if (code != SQLITE_DONE)
        throw failure(code, text);
}

void sqlite_connection::begin(transaction_mode mode, isolation)
{
    if (in_transaction())
        throw error{error_kind::usage, "E_TRANSACTION_OPEN",
                    "A transaction is open already: commit or roll it back first, or open a savepoint inside it."}
            .spoiling(spoils::nothing);
    // SQLite lets a write transaction begin on a database that takes no writes, and refuses only the first of them.
    if (mode == transaction_mode::write && sqlite3_db_readonly(db_.get(), "main") == 1)
        throw error{error_kind::read_only, "E_READ_ONLY",
                    "The database was opened for reading only, or its file cannot be written: begin a snapshot, or "
                    "open it for writing."}
            .spoiling(spoils::nothing);
    // IMMEDIATE takes the write lock now, where waiting for it is still possible: a transaction that has read and wants
    // to write then fails at once if another wrote meanwhile. A plain begin fixes its snapshot at the first read, which
    // is enough: nothing was seen before.
    control(mode == transaction_mode::write ? "begin immediate" : "begin");
    began_ = true;
    lost_ = false;
    guarded_ = mode == transaction_mode::snapshot;
}

void sqlite_connection::commit()
{
    if (!open_in_database()) {
        const bool lost = lost_;
        began_ = lost_ = guarded_ = false;
        throw error{error_kind::usage, lost ? "E_TRANSACTION_LOST" : "E_NO_TRANSACTION",
                    lost ? "The transaction was rolled back by the database after an earlier error: run the whole "
                           "transaction again."
                         : "There is no transaction to commit: begin one first."}
            .spoiling(lost ? spoils::transaction : spoils::nothing);
    }
    control("commit");
    began_ = guarded_ = false;
}

void sqlite_connection::rollback() noexcept
{
    cancel();
    // Nothing to do where SQLite rolled back by itself. A rollback that fails leaves a transaction open, which
    // in_transaction() tells; a pool then drops the connection.
    if (open_in_database()) {
        try {
            control("rollback");
        } catch (...) {
        }
    }
    began_ = lost_ = guarded_ = false;
}

bool sqlite_connection::open_in_database() const noexcept
{
    return !sqlite3_get_autocommit(db_.get());
}

// A transaction that SQLite rolled back stays open for the program until it is told to end, as on other databases.
bool sqlite_connection::in_transaction() const noexcept
{
    return lost_ || open_in_database();
}

void sqlite_connection::savepoint(std::string_view name)
{
    // Outside a transaction a savepoint would begin one, which only reads until it must write.
    if (!in_transaction())
        throw error{error_kind::usage, "E_NO_TRANSACTION", "A savepoint lies inside a transaction: begin one first."}
            .spoiling(spoils::nothing);
    control(with_name("savepoint", name));
}

void sqlite_connection::release(std::string_view name)
{
    control(with_name("release", name));
}

void sqlite_connection::rollback_to(std::string_view name) noexcept
{
    cancel();
    if (!open_in_database())
        return;
    try {
        control(with_name("rollback to", name));
    } catch (...) { // only if there is no such savepoint, or no memory: the transaction's own end will tell
    }
}

void sqlite_connection::run(std::string_view script)
{
    // SQLite takes the length as an int: a longer one would cut the script, perhaps in the middle of a statement.
    if (script.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw error{error_kind::limit, "E_TOO_BIG", "A script is larger than 2 GiB: run it in pieces."}.spoiling(
            spoils::nothing);
    while (!script.empty()) {
        sqlite3_stmt* handle = nullptr;
        const char* tail = nullptr;
        const int prepared =
            sqlite3_prepare_v2(db_.get(), script.data(), static_cast<int>(script.size()), &handle, &tail);
        if (prepared != SQLITE_OK)
            throw failure(prepared, script);
        const auto used = static_cast<std::size_t>(tail - script.data());
        const std::string_view text = script.substr(0, used);
        if (used == 0)
            throw error{error_kind::usage, "E_NO_STATEMENT",
                        "The script has a NUL byte between its statements: remove it."};
        script.remove_prefix(used);
        if (!handle)
            continue;
        const statement s(handle, text);
        if (guarded_)
            guard(s);
        count(text, false);
        begin_watch();
        int code = SQLITE_ROW;
        while (code == SQLITE_ROW)
            code = sqlite3_step(handle);
        end_watch(text, {}, 0, code != SQLITE_DONE);
        if (code != SQLITE_DONE)
            throw failure(code, text);
    }
}

} // namespace ginnel::driver::sqlite
