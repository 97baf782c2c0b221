#pragma once

#include <ginnel/fwd.hpp>
#include <ginnel/isolation.hpp>
#include <ginnel/typed/executor.hpp>

#include <functional>
#include <memory>
#include <string_view>
#include <type_traits>

namespace ginnel {

/// How a transaction is run.
struct transaction_options {
    ginnel::isolation isolation = ginnel::isolation::as_configured;
    int attempts = 1; ///< how often `database::transaction` may run its function; see there. Below 1: once.
};

namespace detail {

struct transaction_state;

template <typename F>
constexpr bool takes_transaction()
{
    constexpr bool takes = std::is_invocable_v<F&, ginnel::transaction&>;
    static_assert(takes, "ginnel: transaction takes a function over the transaction, as in "
                         "db.transaction([](ginnel::transaction& t) { ... })");
    return takes;
}

/// Waits before the attempt after this one.
void pause_after(int attempt);

} // namespace detail

/// A transaction on a connection of its own: `ginnel::transaction`. Rolled back when it ends without `commit`. All
/// calls of `executor`, one thread at a time. Every call after its end throws error (usage, E_TRANSACTION_ENDED). Must
/// not outlive its database; queries made from it must not outlive it.
// The name of the class is another, since no class may have a member of its own name.
class open_transaction : public executor {
public:
    open_transaction(open_transaction&& other) noexcept;
    open_transaction& operator=(open_transaction&&) = delete;
    ~open_transaction();

    /// Makes the changes stand, then runs what `after_commit` was given. One statement.
    void commit();
    /// Takes the changes back. One statement; of an inner transaction two.
    void rollback();
    /// Whether neither was called.
    bool open() const noexcept;
    /// Whether `commit` was called and succeeded.
    bool committed() const noexcept;

    /// A transaction inside this one: calls `work(ginnel::transaction&)` and keeps what it did, as a part of this one,
    /// or takes back that alone where it throws; the exception goes on. `work` may end the inner one itself. Gives what
    /// `work` returned.
    ///
    /// It is a savepoint: two statements and those of `work`, and one more where it is taken back. While it is open
    /// this transaction must not be used, since what is done here would be taken back with it: error (usage,
    /// E_INNER_TRANSACTION). Nothing is tried again: only a whole transaction can be.
    template <typename F>
    auto transaction(F&& work);

    /// `code()` runs after the changes stand: after the commit of the outermost transaction, in the order in which it
    /// was given. Dropped by a rollback, also by that of the inner transaction in which it was given.
    ///
    /// The transaction has ended then, and its connection is free: the code may use the database. If it throws, the
    /// rest runs all the same, and the first exception comes out of the commit, which stands.
    void after_commit(std::function<void()> code);

    /// Runs SQL text without parameters: one statement or several.
    void run(std::string_view sql);

private:
    friend class database;
    explicit open_transaction(std::unique_ptr<detail::transaction_state> state) noexcept;
    open_transaction begin_inner();

    std::unique_ptr<detail::transaction_state> state_;
};

namespace detail {

/// Calls `work` and commits what it left open.
template <typename F>
auto run_whole(ginnel::transaction& open, F& work)
{
    if constexpr (std::is_void_v<decltype(work(open))>) {
        work(open);
        if (open.open())
            open.commit();
    } else {
        auto result = work(open);
        if (open.open())
            open.commit();
        return result;
    }
}

/// Keeps, beyond the transaction, whether it was committed.
class commit_note {
public:
    commit_note(const ginnel::transaction& of, bool& committed) noexcept : of_{of}, committed_{committed} {}
    commit_note(const commit_note&) = delete;
    commit_note& operator=(const commit_note&) = delete;
    ~commit_note() { committed_ = of_.committed(); }

private:
    const ginnel::transaction& of_;
    bool& committed_;
};

} // namespace detail

template <typename F>
auto open_transaction::transaction(F&& work)
{
    constexpr bool usable = detail::takes_transaction<F>();
    if constexpr (usable) {
        open_transaction inner = begin_inner();
        return detail::run_whole(inner, work);
    }
}

} // namespace ginnel
