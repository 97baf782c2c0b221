#pragma once

#include <ginnel/detail/reflect.hpp>
#include <ginnel/detail/slot_state.hpp>
#include <ginnel/schema/ops.hpp>

#include <cstdint>
#include <memory>
#include <utility>

namespace ginnel::detail {

struct slot_access;

/// What all to-one relation members are: a shared row, or none, and whether it was loaded. A row that was fetched once
/// is one object, however many parents hold it; hence it cannot be changed through them.
template <typename T>
class to_one {
public:
    using value_type = T;

    to_one() noexcept {}
    to_one(const to_one& other) noexcept : row_(other.row_), state_(other.state_) {}
    to_one(to_one&& other) noexcept : row_(std::move(other.row_)), state_(other.state_) {}
    to_one& operator=(const to_one& other) noexcept
    {
        row_ = other.row_;
        state_ = other.state_;
        return *this;
    }
    to_one& operator=(to_one&& other) noexcept
    {
        row_ = std::move(other.row_);
        state_ = other.state_;
        return *this;
    }
    // Never inlined, as that of to_many.
    [[gnu::noinline]] ~to_one() {}

    /// Whether the related row was loaded (none may have been found).
    bool loaded() const noexcept { return state_.loaded(); }
    /// Whether it was loaded under a condition, so that a row may exist although there is none here.
    bool partial() const noexcept { return state_.partial(); }
    /// 0 or 1 (or more where the database holds more), of `with_count` without an alias. Throws error
    /// (E_RELATION_NOT_COUNTED) if it was not asked for.
    std::int64_t count() const
    {
        if (!state_.counted()) [[unlikely]]
            throw_not_counted(state_, "to-one", type_name<T>());
        return state_.count();
    }

    // Reading a relation that was not loaded throws error (E_RELATION_NOT_LOADED), which names the preload to write.

    /// The row, or null if there is none.
    const T* get() const
    {
        need_loaded();
        return row_.get();
    }
    explicit operator bool() const { return get() != nullptr; }
    /// The row; throws error (E_RELATION_EMPTY) if there is none.
    const T& operator*() const
    {
        const T* row = get();
        if (row == nullptr) [[unlikely]]
            throw_empty(state_, "to-one", type_name<T>());
        return *row;
    }
    const T* operator->() const { return &**this; }
    /// A share of the row, which outlives this object.
    std::shared_ptr<const T> share() const
    {
        need_loaded();
        return row_;
    }

    /// Puts a row in by hand (null: there is none); the relation then counts as loaded. Nothing is written to a
    /// database.
    void set_related(std::shared_ptr<const T> row)
    {
        row_ = std::move(row);
        state_.mark_loaded();
    }
    void set_related(T row) { set_related(std::make_shared<T>(std::move(row))); }
    /// As set_related: a to-one relation holds one row.
    void push_related(T row) { set_related(std::move(row)); }

protected:
    friend struct slot_access;

    void need_loaded() const
    {
        if (!state_.loaded()) [[unlikely]]
            throw_not_loaded(state_, "to-one", type_name<T>());
    }

    std::shared_ptr<const T> row_;
    slot_state state_;
};

} // namespace ginnel::detail
