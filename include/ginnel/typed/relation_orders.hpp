#pragma once

#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/detail/relation_walk.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/operators.hpp>

namespace ginnel {

/// Orders of a query by values of related rows: a part of `ginnel::query`, whose calls these are. Rows without a
/// related one stay, and none is multiplied; their value is null, which databases put at either end (see
/// docs/portability.md). They add no statement.
template <typename T, typename Slot>
class relation_orders {
    using query = ginnel::query<T, Slot>;

public:
    /// By a column of the row that a to-one relation leads to, or a path of them: `order_by(&Post::user, &User::name)`,
    /// `order_by(&Post::user, &User::country, &Country::name, ginnel::desc)`.
    template <typename F, typename C, typename G, typename D, typename... More>
    query& order_by(F C::*relation, G D::*next, const More&... more)
    {
        constexpr bool one = !detail::has_to_many_step<F C::*, G D::*, More...>;
        static_assert(
            one, "ginnel: a to-many relation has many rows to order by: say which value counts, with order_by_max, "
                 "order_by_min, order_by_sum, order_by_avg or order_by_count");
        if constexpr (one)
            detail::walk<T>(
                self().core(), false,
                [this]<typename Last>(detail::query_core::path& steps, const auto&... rest) {
                    this->template by_first<Last>(steps, rest...);
                },
                relation, next, more...);
        return self();
    }
    /// By the number of related rows (at the end of a path: all of them). A closure may say which, a direction ends the
    /// call. A `with_count` of the relation that stands before it is what it orders by, with its conditions, if it says
    /// none of its own.
    template <typename F, typename C, typename... More>
    query& order_by_count(F C::*relation, const More&... more)
    {
        if constexpr (sizeof...(More) == 0) {
            return order_by_count(relation, asc);
        } else if constexpr (detail::only_direction<More...>) {
            if constexpr (detail::own_relation<T, C, F>())
                if ((self().core().order_by_count(detail::id_of(relation), more == desc) && ...))
                    return self();
        }
        detail::walk<T>(
            self().core(), true,
            [this]<typename Last>(detail::query_core::path& steps, const auto&... rest) {
                const bool descending = detail::closure_and_direction<Last>(steps, rest...);
                self().core().order_by_aggregate(steps, detail::aggregate_kind::count, nullptr, descending);
            },
            relation, more...);
        return self();
    }
    /// By an aggregate of a column of the related rows: a relation or a path, the column, a closure where wanted, a
    /// direction: `order_by_max(&User::posts, &Post::created_at, ginnel::desc)`.
    template <typename F, typename C, typename... More>
    query& order_by_sum(F C::*relation, const More&... more)
    {
        return by_aggregate<detail::aggregate_kind::sum>(relation, more...);
    }
    template <typename F, typename C, typename... More>
    query& order_by_avg(F C::*relation, const More&... more)
    {
        return by_aggregate<detail::aggregate_kind::avg>(relation, more...);
    }
    template <typename F, typename C, typename... More>
    query& order_by_min(F C::*relation, const More&... more)
    {
        return by_aggregate<detail::aggregate_kind::min>(relation, more...);
    }
    template <typename F, typename C, typename... More>
    query& order_by_max(F C::*relation, const More&... more)
    {
        return by_aggregate<detail::aggregate_kind::max>(relation, more...);
    }

protected:
    relation_orders() = default;
    ~relation_orders() = default;

private:
    query& self() noexcept { return static_cast<query&>(*this); }

    template <typename Last>
    void by_first(detail::query_core::path&)
    {
        static_assert(
            detail::always_false<Last>,
            "ginnel: an order by a relation is one by a column of its row: name it after the relations, as in "
            "order_by(&T::relation, &R::column)");
    }
    template <typename Last, typename Column, typename... More>
    void by_first(detail::query_core::path& steps, const Column& column, const More&... more)
    {
        if constexpr (detail::aggregated_column<detail::aggregate_kind::min, Last, Column>()) {
            const detail::column_ref of =
                detail::refer_to<typename detail::relation_traits<Last>::target, Last>(column);
            const bool descending = detail::closure_and_direction<Last>(steps, more...);
            self().core().order_by_first(steps, of, descending);
        }
    }

    template <detail::aggregate_kind Kind, typename F, typename C, typename... More>
    query& by_aggregate(F C::*relation, const More&... more)
    {
        detail::walk<T>(
            self().core(), true,
            [this]<typename Last>(detail::query_core::path& steps, const auto&... rest) {
                this->template by_column<Kind, Last>(steps, rest...);
            },
            relation, more...);
        return self();
    }
    template <detail::aggregate_kind Kind, typename Last>
    void by_column(detail::query_core::path&)
    {
        (void)detail::aggregated_column<Kind, Last, void>();
    }
    template <detail::aggregate_kind Kind, typename Last, typename Column, typename... More>
    void by_column(detail::query_core::path& steps, const Column& column, const More&... more)
    {
        if constexpr (detail::aggregated_column<Kind, Last, Column>()) {
            const detail::column_ref of =
                detail::refer_to<typename detail::relation_traits<Last>::target, Last>(column);
            const bool descending = detail::closure_and_direction<Last>(steps, more...);
            self().core().order_by_aggregate(steps, Kind, &of, descending);
        }
    }
};

} // namespace ginnel
