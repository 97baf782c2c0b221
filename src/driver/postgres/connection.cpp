#include "driver/postgres/connection.hpp"

#include "driver/postgres/errors.hpp"
#include "driver/postgres/value_text.hpp"
#include "driver/postgres/walk.hpp"
#include "sql/identifier.hpp"

#include <poll.h>

#include <cerrno>
#include <charconv>
#include <utility>

namespace ginnel::driver::postgres {
namespace {

capabilities abilities_of_postgres()
{
    capabilities c{};
    c.pipeline = true;
    c.lateral = true;
    c.row_locks = true;
    c.returning = true;
    c.returning_in_order = false; // so in practice, but PostgreSQL does not promise it
    c.consecutive_keys = false;   // sequences are shared by all sessions
    c.native_boolean = true;
    c.exact_decimals = true;
    c.walk_needs_transaction = true;
    c.max_parameters = 65535;
    return c;
}

outcome outcome_of(PGresult* r) noexcept
{
    outcome o{};
    // The tag of a select has a number too.
    if (std::string_view{PQcmdStatus(r)}.starts_with("SELECT"))
        return o;
    std::string_view digits = PQcmdTuples(r);
    std::from_chars(digits.data(), digits.data() + digits.size(), o.affected);
    return o;
}

} // namespace

postgres_connection::postgres_connection(session s, std::size_t cached_statements)
    : session_{std::move(s)}, abilities_{abilities_of_postgres()}, cache_{cached_statements}
{
}

// The server ends an open transaction itself when the session closes.
postgres_connection::~postgres_connection() = default;

// --- statements ---

void postgres_connection::send(std::string_view text, std::span<const argument> arguments)
{
    need_session(text);
    refuse_zero_byte(text);
    sent& s = queue_.emplace_back();
    try {
        s.text = text;
        s.arguments.assign(arguments);
        s.given = arguments;
    } catch (error& e) {
        queue_.pop_back();
        throw std::move(e).at_sql(std::string{text}).spoiling(spoils::nothing);
    } catch (...) {
        queue_.pop_back();
        throw;
    }
    ++pending_;
}

const cell* postgres_connection::fetch()
{
    if (failure_) {
        error e = *std::exchange(failure_, std::nullopt);
        drop_queue();
        throw e;
    }
    if (pending_ == 0)
        throw error{error_kind::usage, "E_NOTHING_SENT", "There is no statement to fetch from: send one first."}
            .spoiling(spoils::nothing);
    if (!readable_)
        arrive(true);
    return rows_.next();
}

outcome postgres_connection::finish()
{
    if (!readable_)
        fetch(); // which throws where there is nothing to finish
    outcome o = outcome_of(result_.get());
    pop();
    return o;
}

result postgres_connection::take_rows()
{
    if (!readable_)
        fetch();
    end_watch(queue_.front(), false); // before its rows are taken from here
    queue_.front().timed = false;
    result all = std::move(result_);
    pop();
    return all;
}

std::unique_ptr<walk> postgres_connection::open_walk(std::string_view text, std::span<const argument> arguments)
{
    return std::make_unique<postgres_walk>(*this, text, arguments);
}

void postgres_connection::end_watch(const sent& s, bool failed) noexcept
{
    if (!s.timed)
        return;
    std::int64_t rows = result_ ? PQntuples(result_.get()) : 0;
    if (result_ && rows == 0)
        rows = outcome_of(result_.get()).affected;
    watcher()->ended({s.text, s.given, std::chrono::steady_clock::now() - s.since, rows, failed});
}

std::string_view postgres_connection::column_name(std::size_t index) const
{
    if (!readable_ || index >= rows_.columns())
        throw error{error_kind::usage, "E_NO_SUCH_COLUMN_INDEX",
                    "There is no column number " + std::to_string(index) +
                        ": fetch first, and ask for less than columns()."}
            .spoiling(spoils::nothing);
    return PQfname(result_.get(), static_cast<int>(index));
}

/// What did not yet travel is dropped, for the rest the server's answers are read and dropped. A request to the server
/// to stop was rejected: it goes its own way and may hit the statement after, and it would spoil the transaction.
void postgres_connection::cancel() noexcept
{
    failure_.reset();
    try {
        if (sync_due_)
            drain();
    } catch (...) { // the connection is lost, which the next call will tell
    }
    drop_queue();
}

bool postgres_connection::ready()
{
    if (failure_ || pending_ == 0 || readable_)
        return true;
    try {
        need_session(queue_.front().text);
        if (!queue_.front().travelling)
            send_batch();
        push_out();
        if (PQconsumeInput(session_.get()) == 0)
            lose(queue_.front().text);
        return arrive(false);
    } catch (const error& e) {
        failure_ = e;
        return true;
    }
}

// --- transactions ---

namespace {

std::string begin_of(transaction_mode mode, isolation level)
{
    if (mode == transaction_mode::snapshot)
        return "begin transaction isolation level repeatable read read only";
    switch (level) {
    case isolation::read_committed:
        return "begin transaction isolation level read committed";
    case isolation::repeatable_read:
        return "begin transaction isolation level repeatable read";
    case isolation::serializable:
        return "begin transaction isolation level serializable";
    case isolation::as_configured:
        break;
    }
    return "begin";
}

} // namespace

void postgres_connection::begin(transaction_mode mode, isolation level)
{
    if (in_transaction_)
        throw error{error_kind::usage, "E_TRANSACTION_OPEN",
                    "A transaction is open already: commit or roll it back first, or open a savepoint inside it."}
            .spoiling(spoils::nothing);
    need_nothing_pending();
    // It travels with the first statement: the snapshot is taken there anyway.
    queue_control(begin_of(mode, level));
    in_transaction_ = begin_queued_ = true;
}

void postgres_connection::commit()
{
    need_transaction();
    need_nothing_pending();
    if (begin_queued_) { // nothing happened
        queue_.clear();
        in_transaction_ = begin_queued_ = false;
        return;
    }
    control("commit");
    // The server answers a commit of a spoiled transaction by rolling it back, without an error.
    if (control_tag_ == "ROLLBACK")
        throw error{error_kind::usage, "E_TRANSACTION_LOST",
                    "The transaction was spoiled by an earlier error, so that nothing was committed: run the whole "
                    "transaction again."}
            .at_sql("commit")
            .spoiling(spoils::transaction);
}

void postgres_connection::rollback() noexcept
{
    cancel();
    if (!in_transaction_)
        return;
    queue_.clear(); // savepoints that are rolled back with it
    if (std::exchange(begin_queued_, false)) {
        in_transaction_ = false;
        return;
    }
    try {
        control("rollback");
    } catch (...) { // lost: in_transaction() stays true, by which a pool knows
    }
}

void postgres_connection::savepoint(std::string_view name)
{
    need_transaction();
    need_nothing_pending();
    queue_control("savepoint " + sql::quoted_identifier(name));
}

void postgres_connection::release(std::string_view name)
{
    need_transaction();
    need_nothing_pending();
    queue_control("release savepoint " + sql::quoted_identifier(name));
}

void postgres_connection::rollback_to(std::string_view name) noexcept
{
    cancel();
    if (!in_transaction_)
        return;
    try {
        queue_control("rollback to savepoint " + sql::quoted_identifier(name));
    } catch (...) { // no memory: the transaction's own end will tell
    }
}

void postgres_connection::need_transaction() const
{
    if (!in_transaction_)
        throw error{error_kind::usage, "E_NO_TRANSACTION", "There is no open transaction: begin one first."}.spoiling(
            spoils::nothing);
}

void postgres_connection::need_nothing_pending() const
{
    if (pending() != 0)
        throw error{error_kind::usage, "E_STATEMENTS_PENDING",
                    "Statements were sent and not finished: finish or cancel them before the transaction changes or a "
                    "script runs."}
            .spoiling(spoils::nothing);
}

void postgres_connection::queue_control(std::string text)
{
    sent& s = queue_.emplace_back();
    s.own_text = std::move(text);
    s.text = s.own_text;
    s.control = true;
}

void postgres_connection::control(std::string text)
{
    need_session(text);
    queue_control(std::move(text));
    arrive(true);
}

// --- scripts ---

void postgres_connection::run(std::string_view script)
{
    need_session(script);
    need_nothing_pending();
    refuse_zero_byte(script);
    arrive(true); // a queued begin
    count(script, false);
    ++round_trips_;
    // Several statements in one text are possible outside pipeline mode only.
    if (PQexitPipelineMode(session_.get()) == 0)
        lose(script);
    sent whole;
    whole.text = script;
    whole.timed = watched();
    whole.since = std::chrono::steady_clock::now();
    result r{PQexec(session_.get(), std::string{script}.c_str())};
    ExecStatusType status = PQresultStatus(r.get());
    end_watch(whole, status == PGRES_FATAL_ERROR);
    bool copies = status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
    if (copies)
        give_up(copy_error(script));
    if (PQstatus(session_.get()) != CONNECTION_OK || PQenterPipelineMode(session_.get()) == 0)
        lose(script);
    bool was_in_transaction = in_transaction_;
    after_sync();
    if (status == PGRES_FATAL_ERROR)
        throw make_error(r.get(), script, was_in_transaction ? spoils::transaction : spoils::statement);
}

// --- batches ---

/// Everything that is queued, and a sync behind it.
void postgres_connection::send_batch()
{
    // An observer may throw: then nothing has been handed over yet.
    for (sent& s : queue_) {
        count(s.text, s.control);
        s.timed = watched();
        if (s.timed)
            s.since = std::chrono::steady_clock::now();
    }
    try {
        for (sent& s : queue_)
            hand_over(s);
    } catch (...) { // half a batch cannot be taken back
        lost_ = true;
        throw;
    }
    queue_.back().last = true;
    queue_.front().alone = queue_.size() == 1;
    begin_queued_ = false;
    if (PQpipelineSync(session_.get()) == 0)
        lose(queue_.front().text);
    sync_due_ = true;
    ++round_trips_;
}

void postgres_connection::count(std::string_view text, bool transaction_control)
{
    ++statements_;
    if (observer_)
        observer_(text, transaction_control);
}

void postgres_connection::hand_over(sent& s)
{
    s.travelling = true;
    PGconn* c = session_.get();
    int taken = 0;
    if (s.control) {
        taken = PQsendQueryParams(c, s.own_text.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0);
    } else {
        prepare(s);
        taken = PQsendQueryPrepared(c, s.name.c_str(), s.arguments.count(), s.arguments.values(), s.arguments.lengths(),
                                    s.arguments.formats(), 0);
    }
    if (taken == 0)
        lose(s.text);
}

void postgres_connection::prepare(sent& s)
{
    // The types belong to the key: the same text with other types is another statement.
    key_.assign(s.text);
    key_ += '\0';
    for (int i = 0; i < s.arguments.count(); ++i) {
        append_integer(key_, s.arguments.types()[i]);
        key_ += ',';
    }
    statement_cache::found f = cache_.acquire(key_, s.closes);
    for (const std::string& name : s.closes) {
        ++s.steps;
        if (PQsendQueryParams(session_.get(), ("deallocate " + name).c_str(), 0, nullptr, nullptr, nullptr, nullptr,
                              0) == 0)
            lose(s.text);
    }
    s.name = std::move(f.name);
    if (f.prepared)
        return;
    ++s.steps;
    s.prepares = true;
    prepare_text_.assign(s.text); // with a zero byte at its end
    if (PQsendPrepare(session_.get(), s.name.c_str(), prepare_text_.c_str(), s.arguments.count(),
                      s.arguments.types()) == 0)
        lose(s.text);
}

/// The next answer of the server; null if it has not come and may not be waited for.
result postgres_connection::take_result(bool may_wait)
{
    // Behind each answer libpq puts one null, which never has to be waited for. A second one means that nothing is
    // under way, which would be a mistake in the counting here.
    for (int nulls = 0; nulls < 2;) {
        if (PQisBusy(session_.get()) != 0) {
            if (!may_wait)
                return nullptr;
            wait_for_peer();
            continue;
        }
        if (result r{PQgetResult(session_.get())})
            return r;
        ++nulls;
    }
    lose(queue_.empty() ? std::string_view{} : queue_.front().text);
}

void postgres_connection::wait_for_peer()
{
    std::string_view text = queue_.empty() ? std::string_view{} : queue_.front().text;
    int rest = PQflush(session_.get());
    if (rest < 0)
        lose(text);
    // Reading goes on while writing waits: a server that cannot get rid of its rows does not take more statements.
    pollfd p{PQsocket(session_.get()), static_cast<short>(rest > 0 ? POLLIN | POLLOUT : POLLIN), 0};
    while (poll(&p, 1, -1) < 0)
        if (errno != EINTR)
            lose(text);
    if ((p.revents & ~POLLOUT) != 0 && PQconsumeInput(session_.get()) == 0)
        lose(text);
}

/// Until all that was handed over has left: the caller then waits for reading alone.
void postgres_connection::push_out()
{
    for (int rest = PQflush(session_.get()); rest != 0; rest = PQflush(session_.get())) {
        if (rest < 0)
            lose(queue_.front().text);
        wait_for_peer();
    }
}

/// Goes on until the oldest statement of the caller has its result, or there is none. False: something has to come
/// first. The last statement of a batch has arrived with the sync only: outside a transaction the commit happens there,
/// and may fail.
bool postgres_connection::arrive(bool may_wait)
{
    while (!queue_.empty()) {
        sent& oldest = queue_.front();
        if (!oldest.travelling)
            send_batch();
        if (oldest.arrived && !(oldest.last && sync_due_)) {
            if (!oldest.control) {
                rows_.start(result_.get());
                return readable_ = true;
            }
            control_tag_ = PQcmdStatus(result_.get());
            pop();
            continue;
        }
        result r = take_result(may_wait);
        if (!r)
            return false;
        if (oldest.arrived)
            take_sync(std::move(r));
        else
            take(std::move(r));
    }
    return true;
}

void postgres_connection::take(result r)
{
    sent& oldest = queue_.front();
    switch (PQresultStatus(r.get())) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
        if (++oldest.done < oldest.steps)
            return;
        result_ = std::move(r);
        oldest.arrived = true;
        return;
    case PGRES_FATAL_ERROR:
        fail(std::move(r), oldest);
    case PGRES_EMPTY_QUERY: {
        error e = error{error_kind::usage, "E_NO_STATEMENT", "The text holds no statement: leave it out."}.at_sql(
            std::string{oldest.text});
        drain();
        drop_queue();
        throw e;
    }
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_COPY_BOTH:
        give_up(copy_error(oldest.text));
    default:
        lose(oldest.text);
    }
}

void postgres_connection::take_sync(result r)
{
    if (PQresultStatus(r.get()) == PGRES_FATAL_ERROR)
        fail(std::move(r), queue_.front());
    if (PQresultStatus(r.get()) != PGRES_PIPELINE_SYNC)
        lose(queue_.front().text);
    sync_due_ = false;
    after_sync();
}

void postgres_connection::pop() noexcept
{
    if (!queue_.front().control)
        --pending_;
    end_watch(queue_.front(), false);
    queue_.pop_front();
    rows_.stop();
    result_.reset();
    readable_ = false;
}

/// All that travelled, and the caller's statements; a begin or savepoint that waits stays, since the caller was told
/// that it happened.
void postgres_connection::drop_queue() noexcept
{
    rows_.stop();
    result_.reset();
    readable_ = false;
    // Those that wait stand behind what travelled and before the caller's own.
    while (!queue_.empty() && queue_.front().travelling) {
        end_watch(queue_.front(), true);
        queue_.pop_front();
    }
    while (!queue_.empty() && !queue_.back().control)
        queue_.pop_back();
    pending_ = 0;
}

// --- failures ---

void postgres_connection::fail(result refused, const sent& s)
{
    // Statements that travelled together outside a transaction fall together.
    error e = make_error(refused.get(), s.text, in_transaction_ || !s.alone ? spoils::transaction : spoils::statement);
    if (is_stale(refused.get()))
        cache_.forget(s.name);
    forget_unprepared();
    try {
        drain();
    } catch (const error&) { // the server closed the session behind its refusal, which tells more
        throw std::move(e).spoiling(spoils::connection);
    }
    drop_queue();
    throw e;
}

/// What was to be prepared behind the failure was not.
void postgres_connection::forget_unprepared()
{
    for (const sent& s : queue_)
        if (s.travelling && s.prepares && s.done + 1 < s.steps)
            cache_.forget(s.name);
}

/// Reads up to the sync.
void postgres_connection::drain()
{
    while (sync_due_) {
        result r = take_result(true);
        switch (PQresultStatus(r.get())) {
        case PGRES_PIPELINE_SYNC:
            sync_due_ = false;
            after_sync();
            break;
        case PGRES_FATAL_ERROR:
        case PGRES_PIPELINE_ABORTED:
            if (PQstatus(session_.get()) == CONNECTION_BAD)
                lose(queue_.empty() ? std::string_view{} : queue_.front().text);
            forget_unprepared(); // of a batch that nobody waits for: too many are forgotten rather than one too few
            break;
        case PGRES_COPY_IN:
        case PGRES_COPY_OUT:
        case PGRES_COPY_BOTH:
            lose(queue_.empty() ? std::string_view{} : queue_.front().text);
        default:
            break;
        }
    }
}

void postgres_connection::after_sync() noexcept
{
    PGTransactionStatusType status = PQtransactionStatus(session_.get());
    in_transaction_ = status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

void postgres_connection::lose(std::string_view text)
{
    give_up(lost_error(session_.get(), text));
}

/// The session cannot be used any more.
void postgres_connection::give_up(error e)
{
    lost_ = true;
    sync_due_ = false;
    drop_queue();
    throw e;
}

void postgres_connection::need_session(std::string_view text)
{
    if (lost_)
        throw lost_error(session_.get(), text);
}

} // namespace ginnel::driver::postgres
