#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace ginnel::engine {

template <typename T>
class task;

namespace detail {

/// What the promises of all tasks share: whoever awaits goes on when the task ends.
class task_promise_base {
public:
    std::suspend_always initial_suspend() noexcept { return {}; }

    /// Hands over to the awaiting coroutine without growing the stack.
    struct hand_over {
        bool await_ready() noexcept { return false; }
        template <typename Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) noexcept
        {
            return ended.promise().continuation_;
        }
        void await_resume() noexcept {}
    };
    hand_over final_suspend() noexcept { return {}; }

    void unhandled_exception() noexcept { failure_ = std::current_exception(); }
    void continue_with(std::coroutine_handle<> next) noexcept { continuation_ = next; }

protected:
    void rethrow() const
    {
        if (failure_)
            std::rethrow_exception(failure_);
    }

private:
    std::coroutine_handle<> continuation_ = std::noop_coroutine();
    std::exception_ptr failure_;
};

template <typename T>
class task_promise final : public task_promise_base {
public:
    task<T> get_return_object() noexcept;
    void return_value(T v) { value_.emplace(std::move(v)); }
    T result()
    {
        rethrow();
        return std::move(*value_);
    }

private:
    std::optional<T> value_;
};

template <>
class task_promise<void> final : public task_promise_base {
public:
    task<void> get_return_object() noexcept;
    void return_void() noexcept {}
    void result() { rethrow(); }
};

} // namespace detail

/// A computation that starts when it is awaited and gives one result, or throws, to whoever awaits it. Owns its
/// coroutine: destroying the task ends it where it stands. Awaited at most once.
///
/// What is passed to a coroutine by reference must outlive its task; GCC 12 also copies aggregates wrongly that are
/// made inside the awaited expression, so give it named objects.
template <typename T>
class [[nodiscard]] task {
public:
    using promise_type = detail::task_promise<T>;

    explicit task(std::coroutine_handle<promise_type> coroutine) noexcept : coroutine_{coroutine} {}
    task(task&& other) noexcept : coroutine_{std::exchange(other.coroutine_, nullptr)} {}
    task& operator=(task&& other) noexcept
    {
        std::swap(coroutine_, other.coroutine_);
        return *this;
    }
    ~task()
    {
        if (coroutine_)
            coroutine_.destroy();
    }

    auto operator co_await() noexcept
    {
        struct awaiter {
            std::coroutine_handle<promise_type> coroutine;

            bool await_ready() const noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept
            {
                coroutine.promise().continue_with(awaiting);
                return coroutine;
            }
            T await_resume() { return coroutine.promise().result(); }
        };
        return awaiter{coroutine_};
    }

    /// For an event loop, which awaits nothing: starts the task / whether it ended / its result once it did.
    void start() { coroutine_.resume(); }
    bool done() const noexcept { return coroutine_.done(); }
    T result() { return coroutine_.promise().result(); }

private:
    std::coroutine_handle<promise_type> coroutine_;
};

template <typename T>
task<T> detail::task_promise<T>::get_return_object() noexcept
{
    return task<T>{std::coroutine_handle<task_promise>::from_promise(*this)};
}

inline task<void> detail::task_promise<void>::get_return_object() noexcept
{
    return task<void>{std::coroutine_handle<task_promise>::from_promise(*this)};
}

} // namespace ginnel::engine
