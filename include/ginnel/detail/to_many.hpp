#pragma once

#include <ginnel/detail/reflect.hpp>
#include <ginnel/detail/slot_state.hpp>
#include <ginnel/schema/ops.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace ginnel::detail {

struct slot_access;

/// What all to-many relation members are: a list of rows that the object owns, and whether it was loaded.
///
/// Constructors and destructor are written out and not constexpr, so that a member of a type that is only declared yet
/// may have the initialiser {}.
template <typename T>
class to_many {
public:
    using value_type = T;

    to_many() noexcept {}
    to_many(const to_many& other) : rows_(other.rows_), state_(other.state_) {}
    to_many(to_many&& other) noexcept : rows_(std::move(other.rows_)), state_(other.state_) {}
    to_many& operator=(const to_many& other)
    {
        rows_ = other.rows_;
        state_ = other.state_;
        return *this;
    }
    to_many& operator=(to_many&& other) noexcept
    {
        rows_ = std::move(other.rows_);
        state_ = other.state_;
        return *this;
    }
    // Never inlined: the destructors of rows whose relations hold rows again would grow into each other, in the user's
    // build.
    [[gnu::noinline]] ~to_many() {}

    /// Whether the related rows were loaded (none may have been found).
    bool loaded() const noexcept { return state_.loaded(); }
    /// Whether they were loaded under a condition or limit, so that there may be more.
    bool partial() const noexcept { return state_.partial(); }
    /// The number of related rows, of `with_count` without an alias. Throws error (E_RELATION_NOT_COUNTED) if it was
    /// not asked for; `size()` is the number of rows loaded.
    std::int64_t count() const
    {
        if (!state_.counted()) [[unlikely]]
            throw_not_counted(state_, "to-many", type_name<T>());
        return state_.count();
    }

    // Reading a relation that was not loaded throws error (E_RELATION_NOT_LOADED), which names the preload to write.

    /// The rows, in the order of the query.
    const std::vector<T>& rows() const
    {
        need_loaded();
        return rows_;
    }
    std::vector<T>& rows()
    {
        need_loaded();
        return rows_;
    }
    std::size_t size() const { return rows().size(); }
    bool empty() const { return rows().empty(); }
    const T* begin() const { return rows().data(); }
    const T* end() const { return rows().data() + rows_.size(); }
    T* begin() { return rows().data(); }
    T* end() { return rows().data() + rows_.size(); }
    const T& operator[](std::size_t index) const { return rows()[index]; }
    T& operator[](std::size_t index) { return rows()[index]; }
    /// As operator[], but throws error (E_OUT_OF_RANGE) where there is no such row.
    const T& at(std::size_t index) const
    {
        if (index >= size()) [[unlikely]]
            throw_out_of_range(state_, "to-many", type_name<T>(), index, rows_.size());
        return rows_[index];
    }
    T& at(std::size_t index) { return const_cast<T&>(std::as_const(*this).at(index)); }
    /// The first and last row; throw as `at` where there is none.
    const T& front() const { return at(0); }
    T& front() { return at(0); }
    const T& back() const { return at(size() - 1); }
    T& back() { return at(size() - 1); }

    /// Puts rows in by hand; the relation then counts as loaded. Nothing is written to a database.
    void set_related(std::vector<T> rows)
    {
        rows_ = std::move(rows);
        state_.mark_loaded();
    }
    /// Appends a row by hand; a relation that was not loaded then counts as loaded.
    T& push_related(T row)
    {
        state_.mark_loaded();
        rows_.push_back(std::move(row));
        return rows_.back();
    }

protected:
    friend struct slot_access;

    void need_loaded() const
    {
        if (!state_.loaded()) [[unlikely]]
            throw_not_loaded(state_, "to-many", type_name<T>());
    }

    std::vector<T> rows_;
    slot_state state_;
};

} // namespace ginnel::detail
