#pragma once

#include <ginnel/detail/assigned.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/assignment.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

namespace detail {

/// A column's new value; `added`: the old one and `v` more.
struct assigned_column {
    column_ref column{};
    value v{};
    bool added = false;
};

std::int64_t update_rows(const query_core& q, const std::vector<assigned_column>& values);
std::int64_t remove_rows(const query_core& q, removal how);

} // namespace detail

/// Writing the rows of a query, objects unseen: a part of `ginnel::query`, whose calls these are.
///
/// The rows are those that `all` would give: the conditions of a relation, of the model's scopes and soft deletes hold,
/// and a limit counts. What the model keeps by itself (`timestamps`, `version`) is written too. Hooks are not run. Each
/// call is one statement and gives the number of rows written.
///
/// Throws error: usage (E_NO_VALUES, E_GROUPED; E_NO_PRIMARY_KEY under a limit, a join or a relation that passes
/// tables), data (E_COLUMN_TYPE: a value that its column cannot hold), and what the database refuses.
template <typename T, typename Slot>
class query_writes {
    using query = ginnel::query<T, Slot>;

public:
    /// Gives columns new values: `.update({{&Post::title, "x"}, {&Post::is_published, true}})`.
    std::int64_t update(std::initializer_list<assignment<T>> values) const
    {
        std::vector<detail::assigned_column> list;
        for (const auto& a : values)
            list.push_back(of(a));
        return detail::update_rows(self().core(), list);
    }
    /// One column.
    template <typename F, typename C, typename V>
    std::int64_t update(F C::*column, const V& v) const
    {
        return detail::update_rows(self().core(), {of(assignment<T>{column, v})});
    }
    /// Adds to a column of numbers, in the database, so that no other caller's addition is lost.
    template <typename F, typename C, typename N = int>
    std::int64_t increment(F C::*column, const N& by = 1) const
    {
        return add(column, by);
    }
    template <typename F, typename C, typename N = int>
    std::int64_t decrement(F C::*column, const N& by = 1) const
    {
        if constexpr (is_number<F, N>())
            return add(column, -by);
        else
            return 0;
    }
    /// Deletes the rows; those of a model with `soft_delete` get the time instead.
    std::int64_t remove() const { return detail::remove_rows(self().core(), detail::removal::declared); }
    /// Deletes rows that would be deleted softly.
    std::int64_t force_remove() const { return detail::remove_rows(self().core(), detail::removal::full); }
    /// Takes soft deletes back, of the deleted rows that meet the query. Throws error (usage, E_NO_SOFT_DELETE).
    std::int64_t restore() const { return detail::remove_rows(self().core(), detail::removal::undone); }

protected:
    query_writes() = default;
    ~query_writes() = default;

private:
    static detail::assigned_column of(const assignment<T>& a)
    {
        return {{detail::column_ref::by::member, a.what().column, {}}, a.what().content, false};
    }
    const query& self() const noexcept { return static_cast<const query&>(*this); }

    template <typename F, typename N>
    static consteval bool is_number()
    {
        using V = typename detail::without_optional<F>::type;
        constexpr bool number = std::is_arithmetic_v<V> && !std::is_same_v<V, bool>;
        constexpr bool step = std::is_arithmetic_v<N> && std::is_signed_v<N>;
        static_assert(number, "ginnel: only columns of numbers can be incremented and decremented");
        static_assert(!number || step, "ginnel: a column is incremented by a signed number");
        return number && step;
    }
    template <typename F, typename C, typename N>
    std::int64_t add(F C::*column, const N& by) const
    {
        if constexpr (is_number<F, N>() && detail::is_written_column<T, C, F>())
            return detail::update_rows(
                self().core(),
                {{{detail::column_ref::by::member, detail::id_of(column), {}}, detail::assigned_value<F>(by), true}});
        else
            return 0;
    }
};

} // namespace ginnel
