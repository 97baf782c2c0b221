#pragma once

#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/extras.hpp>
#include <ginnel/typed/operators.hpp>
#include <ginnel/typed/relation_query.hpp>

#include <string_view>
#include <type_traits>
#include <utility>

namespace ginnel {

/// What a query reads along with its rows, of their relations: a part of `ginnel::query`, whose calls these are.
template <typename T, typename Slot>
class relation_reads {
    using query = ginnel::query<T, Slot>;

public:
    /// Loads a relation for all rows found: one statement for it, whatever their number. Ends in a closure over the
    /// relation's query, where wanted; a path `preload(&Country::users, &User::skills)` loads each step (what was said
    /// of an earlier step before stays). Naming the same relation again replaces what was said before.
    /// Of a polymorphic relation (morph_to) all types are loaded, a statement for each that a row names; for closures
    /// see `preload_morph`.
    template <typename F, typename C, typename... More>
    query& preload(F C::*relation, const More&... more)
    {
        if constexpr (detail::is_morph_to<F> && std::is_same_v<C, T>) {
            static_assert(sizeof...(More) == 0, "ginnel: this relation leads to rows of several models: say for which "
                                                "the rest is, as in preload_morph<Post>(&Comment::commentable, closure)");
            self().core().preload_types(detail::id_of(relation));
        } else if constexpr (detail::own_relation<T, C, F>()) {
            if constexpr (detail::next_is_step<More...>)
                preload_through<F>(self().core().begin_step(detail::id_of(relation)), more...);
            else
                preload_through<F>(self().core().begin_sub(detail::id_of(relation), false), more...);
        }
        return self();
    }
    template <typename Name, typename... More>
    requires std::is_convertible_v<const Name&, std::string_view> query& preload(const Name&, const More&...)
    {
        static_assert(detail::always_false<Name>,
                      "ginnel: relations are named by their members, not by texts: write preload(&T::relation)");
        return self();
    }
    /// Selects the number of related rows in the same statement; read it as `row.relation.count()`. May be followed by
    /// a closure with conditions, and by an alias: the number then arrives in the model's `extras` under that name.
    template <typename F, typename C, typename... More>
    query& with_count(F C::*relation, const More&... more)
    {
        return related_aggregate<F, C>(detail::aggregate_kind::count, relation, nullptr, more...);
    }
    /// An aggregate of a column of the related rows, into `extras`: `with_sum(&User::posts, &Post::score, "score")`.
    template <typename F, typename C, typename V, typename D, typename... More>
    query& with_sum(F C::*relation, V D::*column, const More&... more)
    {
        return related_column(detail::aggregate_kind::sum, relation, column, more...);
    }
    template <typename F, typename C, typename V, typename D, typename... More>
    query& with_avg(F C::*relation, V D::*column, const More&... more)
    {
        return related_column(detail::aggregate_kind::avg, relation, column, more...);
    }
    template <typename F, typename C, typename V, typename D, typename... More>
    query& with_min(F C::*relation, V D::*column, const More&... more)
    {
        return related_column(detail::aggregate_kind::min, relation, column, more...);
    }
    template <typename F, typename C, typename V, typename D, typename... More>
    query& with_max(F C::*relation, V D::*column, const More&... more)
    {
        return related_column(detail::aggregate_kind::max, relation, column, more...);
    }
    /// By the number of related rows that `with_count` of this relation selects. Throws error (E_UNKNOWN_COLUMN) if the
    /// query has no such `with_count` before it.
    template <typename F, typename C>
    query& order_by_count(F C::*relation, direction d = asc)
    {
        if constexpr (detail::own_relation<T, C, F>())
            self().core().order_by_count(detail::id_of(relation), d == desc);
        return self();
    }

protected:
    relation_reads() = default;
    ~relation_reads() = default;

private:
    query& self() noexcept { return static_cast<query&>(*this); }

    // `F` is the relation whose sub-query `sub` is; what follows is further steps, then at most one closure.
    template <typename F>
    void preload_through(detail::query_core sub)
    {
        self().core().preload(sub);
    }
    template <typename F, typename First, typename... More>
    void preload_through(detail::query_core sub, const First& first, const More&... more)
    {
        relation_query<F> inner{std::move(sub)};
        if constexpr (std::is_member_object_pointer_v<First>)
            inner.preload(first, more...);
        else
            detail::call_closure<More...>(first, inner);
        self().core().preload(inner.core());
    }

    template <typename F, typename C, typename... More>
    query& related_aggregate(detail::aggregate_kind what, F C::*relation, const detail::column_ref* of,
                             const More&... more)
    {
        if constexpr (detail::own_relation<T, C, F>()) {
            relation_query<F> inner{self().core().begin_sub(detail::id_of(relation), true)};
            const std::string_view alias = detail::closure_and_alias(inner, more...);
            constexpr bool room = detail::has_field_of<T, extras>() || !detail::gives_alias<More...>();
            static_assert(room, "ginnel: what stands under an alias arrives in extras: give this model a member "
                                "ginnel::extras extras{}");
            if constexpr (room)
                self().core().with_aggregate(inner.core(), what, of, alias);
        }
        return self();
    }
    template <typename F, typename C, typename V, typename D, typename... More>
    query& related_column(detail::aggregate_kind what, F C::*relation, V D::*column, const More&... more)
    {
        static_assert(detail::gives_alias<More...>(), "ginnel: an aggregate of related rows needs a name, which it has "
                                                      "in extras: with_sum(&T::relation, &R::column, \"name\")");
        if constexpr (detail::own_relation<T, C, F>()) {
            const detail::column_ref of = detail::refer_to<typename detail::relation_traits<F>::target, F>(column);
            related_aggregate<F, C>(what, relation, &of, more...);
        }
        return self();
    }
};

} // namespace ginnel
