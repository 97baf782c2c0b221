#pragma once

#include <ginnel/detail/reflect.hpp>
#include <ginnel/detail/to_many.hpp>
#include <ginnel/fwd.hpp>

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace ginnel {

/// A target and the through row that led to it, for loops.
template <typename T, typename Through>
struct with_through_row {
    T& row;
    Through& through;
};

/// Targets beside their through rows: `for (auto [patient, appointment] : physician.patients.with_through())`. A view:
/// valid as long as the relation's rows are.
template <typename T, typename Through>
class through_range {
public:
    class iterator {
    public:
        iterator(T* row, Through* through) noexcept : row_{row}, through_{through} {}
        with_through_row<T, Through> operator*() const { return {*row_, *through_}; }
        iterator& operator++() noexcept
        {
            ++row_;
            ++through_;
            return *this;
        }
        bool operator==(const iterator& other) const noexcept { return row_ == other.row_; }

    private:
        T* row_;
        Through* through_;
    };
    through_range(T* rows, Through* through, std::size_t size) noexcept : rows_{rows}, through_{through}, size_{size} {}
    iterator begin() const noexcept { return {rows_, through_}; }
    iterator end() const noexcept { return {rows_ + size_, through_ + size_}; }
    std::size_t size() const noexcept { return size_; }

private:
    T* rows_;
    Through* through_;
    std::size_t size_;
};

/// The rows of `T` behind other models, nearest first: `has_many_through<Post, User> posts` of a `Country` are the
/// posts of its users. Without models the path is given by relations: `describe` with `.via(&T::users, &User::posts)`.
template <typename T, typename... Through>
class has_many_through : public detail::to_many<T> {
public:
    has_many_through() noexcept {}
};

/// As above; where a preload asked for them (`with_through()`), the rows of the first model passed stand beside the
/// targets. A relation that was loaded without them keeps a null pointer more than other to-many relations.
template <typename T, typename First, typename... Further>
class has_many_through<T, First, Further...> : public detail::to_many<T> {
public:
    has_many_through() noexcept {}
    has_many_through(const has_many_through& other)
        : detail::to_many<T>(other),
          through_(other.through_ ? std::make_unique<std::vector<First>>(*other.through_) : nullptr)
    {
    }
    has_many_through(has_many_through&& other) noexcept
        : detail::to_many<T>(std::move(other)), through_(std::move(other.through_))
    {
    }
    has_many_through& operator=(const has_many_through& other)
    {
        has_many_through copy{other};
        return *this = std::move(copy);
    }
    has_many_through& operator=(has_many_through&& other) noexcept
    {
        detail::to_many<T>::operator=(std::move(other));
        through_ = std::move(other.through_);
        return *this;
    }
    // Never inlined, as that of to_many.
    [[gnu::noinline]] ~has_many_through() {}

    /// The through row by which target number `index` was reached. Throws error (usage): E_RELATION_NOT_LOADED,
    /// E_THROUGH_ROWS where the preload did not ask for them, E_OUT_OF_RANGE (also for rows that were put in by hand).
    const First& through(std::size_t index) const
    {
        need_through();
        if (index >= pair_count()) [[unlikely]]
            detail::throw_out_of_range(this->state_, "to-many", detail::type_name<T>(), index, pair_count());
        return (*through_)[index];
    }
    First& through(std::size_t index) { return const_cast<First&>(std::as_const(*this).through(index)); }
    /// Targets with their through rows. Throws as `through`.
    through_range<T, First> with_through()
    {
        need_through();
        return {this->rows_.data(), through_->data(), pair_count()};
    }
    through_range<const T, const First> with_through() const
    {
        need_through();
        return {this->rows_.data(), through_->data(), pair_count()};
    }
    /// Puts rows in by hand; they have no through rows.
    void set_related(std::vector<T> rows)
    {
        through_.reset();
        detail::to_many<T>::set_related(std::move(rows));
    }
    /// Whether the through rows were loaded too.
    bool has_through() const noexcept { return through_ != nullptr; }

private:
    friend struct detail::slot_access;

    void need_through() const
    {
        this->need_loaded();
        if (!through_) [[unlikely]]
            detail::throw_no_through(this->state_, detail::type_name<T>(), detail::type_name<First>());
    }
    // Rows put in by hand lack through rows; pairs end where through rows end.
    std::size_t pair_count() const noexcept
    {
        return through_->size() < this->rows_.size() ? through_->size() : this->rows_.size();
    }

    std::unique_ptr<std::vector<First>> through_;
};

} // namespace ginnel
