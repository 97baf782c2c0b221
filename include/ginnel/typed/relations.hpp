#pragma once

#include <ginnel/detail/relation_traits.hpp>
#include <ginnel/detail/slot_ops.hpp>
#include <ginnel/detail/to_many.hpp>
#include <ginnel/detail/to_one.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/polymorphic.hpp>
#include <ginnel/typed/through_rows.hpp>

#include <vector>

// Relation members. A struct that has one is related to the target type; by which keys, conventions say, or `describe`.
// Targets may be declared only where the struct is defined; they must be defined where a database is asked for it.
// Not thread-safe, as any other value: one writer or any number of readers.

namespace ginnel {

/// The one row of `T` whose key this row holds: `belongs_to<User> user` goes by the column `user_id`.
/// Holds a share of the row: see `detail::to_one` for what it offers (operator bool, *, ->, get, loaded).
template <typename T>
class belongs_to : public detail::to_one<T> {
public:
    belongs_to() noexcept {}
};

/// The one row of `T` that holds this row's key.
template <typename T>
class has_one : public detail::to_one<T> {
public:
    has_one() noexcept {}
};

/// The rows of `T` that hold this row's key: `has_many<Post> posts` of a `User` goes by the column `user_id` of posts.
/// Owns its rows: see `detail::to_many` for what it offers (size, begin, end, [], at, front, count, loaded).
template <typename T>
class has_many : public detail::to_many<T> {
public:
    has_many() noexcept {}
};

/// As has_many_through, for paths that lead to at most one row.
template <typename T, typename... Through>
class has_one_through : public detail::to_one<T> {
public:
    has_one_through() noexcept {}
};

/// The rows of `T` that a pivot table links with this row: `many_to_many<Skill> skills` of a `User` goes by the table
/// `skill_user`. The pivot's columns arrive in the target's member of type `extras`, if it has one.
template <typename T, typename Pivot>
class many_to_many : public detail::to_many<T> {
public:
    /// A row and its link, for loops.
    struct linked {
        T& row;
        Pivot& pivot;
    };
    struct const_linked {
        const T& row;
        const Pivot& pivot;
    };
    template <typename Pair, typename Row, typename Link>
    class pairs;
    using linked_range = pairs<linked, T, Pivot>;
    using const_linked_range = pairs<const_linked, const T, const Pivot>;

    many_to_many() noexcept {}
    many_to_many(const many_to_many& other) : detail::to_many<T>(other), pivots_(other.pivots_) {}
    many_to_many(many_to_many&& other) noexcept
        : detail::to_many<T>(std::move(other)), pivots_(std::move(other.pivots_))
    {
    }
    many_to_many& operator=(const many_to_many& other)
    {
        detail::to_many<T>::operator=(other);
        pivots_ = other.pivots_;
        return *this;
    }
    many_to_many& operator=(many_to_many&& other) noexcept
    {
        detail::to_many<T>::operator=(std::move(other));
        pivots_ = std::move(other.pivots_);
        return *this;
    }
    ~many_to_many() {}

    /// The link row of row number `index`: what the pivot's table says of this pair. Throws as `at`; also for rows that
    /// were put in by hand and have no link.
    const Pivot& pivot(std::size_t index) const
    {
        this->need_loaded();
        if (index >= pivots_.size()) [[unlikely]]
            detail::throw_out_of_range(this->state_, "to-many", detail::type_name<T>(), index, pivots_.size());
        return pivots_[index];
    }
    Pivot& pivot(std::size_t index) { return const_cast<Pivot&>(std::as_const(*this).pivot(index)); }
    /// Rows with their links: `for (auto [skill, proficiency] : user.skills.with_pivots())`.
    linked_range with_pivots();
    const_linked_range with_pivots() const;
    /// Puts a row and its link in by hand.
    T& push_related(T row, Pivot pivot)
    {
        pivots_.resize(this->rows_.size());
        pivots_.push_back(std::move(pivot));
        return detail::to_many<T>::push_related(std::move(row));
    }
    using detail::to_many<T>::push_related;
    /// Puts rows in by hand, which have no links.
    void set_related(std::vector<T> rows)
    {
        pivots_.clear();
        detail::to_many<T>::set_related(std::move(rows));
    }

private:
    friend struct detail::slot_access;

    // Rows put in by hand may lack links; pairs end where links end.
    std::size_t pair_count() const
    {
        this->need_loaded();
        return pivots_.size() < this->rows_.size() ? pivots_.size() : this->rows_.size();
    }

    std::vector<Pivot> pivots_;
};

template <typename T, typename Pivot>
template <typename Pair, typename Row, typename Link>
class many_to_many<T, Pivot>::pairs {
public:
    class iterator {
    public:
        iterator(Row* row, Link* pivot) noexcept : row_{row}, pivot_{pivot} {}
        Pair operator*() const { return {*row_, *pivot_}; }
        iterator& operator++() noexcept
        {
            ++row_;
            ++pivot_;
            return *this;
        }
        bool operator==(const iterator& other) const noexcept { return row_ == other.row_; }

    private:
        Row* row_;
        Link* pivot_;
    };
    pairs(Row* rows, Link* pivots, std::size_t size) noexcept : rows_{rows}, pivots_{pivots}, size_{size} {}
    iterator begin() const noexcept { return {rows_, pivots_}; }
    iterator end() const noexcept { return {rows_ + size_, pivots_ + size_}; }

private:
    Row* rows_;
    Link* pivots_;
    std::size_t size_;
};

template <typename T, typename Pivot>
typename many_to_many<T, Pivot>::linked_range many_to_many<T, Pivot>::with_pivots()
{
    const std::size_t size = pair_count();
    return {this->rows_.data(), pivots_.data(), size};
}
template <typename T, typename Pivot>
typename many_to_many<T, Pivot>::const_linked_range many_to_many<T, Pivot>::with_pivots() const
{
    const std::size_t size = pair_count();
    return {this->rows_.data(), pivots_.data(), size};
}

/// As above, over a pivot table whose own columns (declared by `describe` with `pivot_column`) go into extras.
template <typename T>
class many_to_many<T, void> : public detail::to_many<T> {
public:
    many_to_many() noexcept {}
};

namespace detail {

template <typename F>
constexpr const schema::slot_ops& slot_ops_of()
{
    using traits = relation_traits<F>;
    if constexpr (!std::is_void_v<typename traits::pivot>)
        return linked_slot_ops<F>;
    else if constexpr (keeps_through<F>)
        return through_slot_ops<F>;
    else if constexpr (schema::to_many(traits::kind))
        return many_slot_ops<typename traits::target>;
    else
        return one_slot_ops<typename traits::target>;
}

} // namespace detail

} // namespace ginnel
