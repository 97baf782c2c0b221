#pragma once

#include <ginnel/detail/erased_call.hpp>
#include <ginnel/detail/model_entry.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/schema/write_hooks.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

namespace detail {

/// What a write hook is called with.
struct written_rows {
    std::span<void* const> rows;
    executor& db;
};

/// The closures of `describe` about writing, without their types. Called in the order in which they were declared; those of
/// saving after those of the event itself.
class declared_write_hooks final : public schema::write_hooks {
public:
    using closure = erased_call<const written_rows&>;
    enum class event : std::size_t { create, update, remove, save };

    bool any(schema::write_event what) const noexcept override;
    void before(schema::write_event what, std::span<void* const> rows, engine::session& s) const override;
    void after(schema::write_event what, std::span<void* const> rows, engine::session& s) const override;

    std::vector<closure>& before(event e) noexcept { return before_[static_cast<std::size_t>(e)]; }
    std::vector<closure>& after(event e) noexcept { return after_[static_cast<std::size_t>(e)]; }

private:
    using lists = std::array<std::vector<closure>, 4>;
    static void call(const lists& all, schema::write_event what, std::span<void* const> rows, engine::session& s);

    lists before_, after_;
};

/// A closure over each row that is written.
template <typename T, typename F>
declared_write_hooks::closure write_hook_of(F closure)
{
    constexpr bool of_row = std::is_invocable_v<const F&, T&>;
    constexpr bool of_row_and_database = std::is_invocable_v<const F&, T&, executor&>;
    static_assert(of_row || of_row_and_database, "ginnel: this hook takes a row of the model by reference, and what it may write "
                                                 "more by, if it wants that: [](T& row, ginnel::executor& db) { ... }");
    if constexpr (of_row || of_row_and_database)
        return declared_write_hooks::closure{std::in_place, [f = std::move(closure)](const written_rows& written) {
                                                 for (void* row : written.rows) {
                                                     if constexpr (of_row_and_database)
                                                         f(*static_cast<T*>(row), written.db);
                                                     else
                                                         f(*static_cast<T*>(row));
                                                 }
                                             }};
    else
        return {};
}

} // namespace detail

/// Hooks of writing, after Lucid: a part of `ginnel::model`, whose calls these are.
///
/// Each takes a closure over a row, `[](User& user) { ... }`, or over a row and the transaction of the write,
/// `[](User& user, ginnel::executor& db) { ... }`: a hook that reads or writes more does it by that `db`, since another
/// connection would not see the write, and on SQLite would wait for it. They run where rows are objects: in create, save, update
/// and remove, in batches before the first statement and after the last. Writes by query, `upsert`, `refresh` and links run none.
/// With hooks the write is in a transaction of its own; what a hook throws takes it back and goes on to the caller. What hooks
/// changed in the rows stays there then. `db.quietly()` writes without hooks.
///
/// Hooks of one kind run in the order of their declaration, from any thread that writes, and must not change.
template <typename T>
class write_hook_declarations {
    using event = detail::declared_write_hooks::event;

public:
    /// A row that is about to be inserted.
    template <typename F>
    model<T>& before_create(F closure)
    {
        return add_before(event::create, std::move(closure));
    }
    /// A row that was inserted; it has its key.
    template <typename F>
    model<T>& after_create(F closure)
    {
        return add_after(event::create, std::move(closure));
    }
    /// A row that exists and is about to be written.
    template <typename F>
    model<T>& before_update(F closure)
    {
        return add_before(event::update, std::move(closure));
    }
    template <typename F>
    model<T>& after_update(F closure)
    {
        return add_after(event::update, std::move(closure));
    }
    /// A row that is about to be inserted or updated, after `before_create` or `before_update`.
    template <typename F>
    model<T>& before_save(F closure)
    {
        return add_before(event::save, std::move(closure));
    }
    template <typename F>
    model<T>& after_save(F closure)
    {
        return add_after(event::save, std::move(closure));
    }
    /// A row that is about to be removed, softly or not.
    template <typename F>
    model<T>& before_remove(F closure)
    {
        return add_before(event::remove, std::move(closure));
    }
    template <typename F>
    model<T>& after_remove(F closure)
    {
        return add_after(event::remove, std::move(closure));
    }

protected:
    explicit write_hook_declarations(detail::model_builder& builder) noexcept : hooks_of_{&builder} {}
    ~write_hook_declarations() = default;

private:
    template <typename F>
    model<T>& add_before(event e, F closure)
    {
        hooks_of_->write_hooks().before(e).push_back(detail::write_hook_of<T>(std::move(closure)));
        return static_cast<model<T>&>(*this);
    }
    template <typename F>
    model<T>& add_after(event e, F closure)
    {
        hooks_of_->write_hooks().after(e).push_back(detail::write_hook_of<T>(std::move(closure)));
        return static_cast<model<T>&>(*this);
    }

    detail::model_builder* hooks_of_;
};

} // namespace ginnel
