#pragma once

#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/detail/relation_walk.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/extras.hpp>
#include <ginnel/typed/operators.hpp>
#include <ginnel/typed/relation_query.hpp>

#include <cstdint>
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
    /// As preload, unless the query preloads this relation already (of a path: the last one it names); then what was
    /// said before stays as it is.
    template <typename F, typename C, typename... More>
    query& preload_once(F C::*relation, const More&... more)
    {
        if constexpr (detail::own_relation<T, C, F>()) {
            if constexpr (detail::next_is_step<More...>) {
                relation_query<F> step{self().core().begin_step(detail::id_of(relation))};
                step.preload_once(more...);
                self().core().preload(step.core());
            } else if (!self().core().preloads(detail::id_of(relation))) {
                preload(relation, more...);
            }
        }
        return self();
    }
    /// Keeps the rows that have related rows under the closure's conditions, and loads these rows: where_has and
    /// preload by the same words. A path loads each step, the last under the conditions. An operator and a number may
    /// follow, as in where_has. Statements: those of preload.
    template <typename F, typename C, typename... More>
    requires(!detail::compares_number<More...>) query& with_where_has(F C::*relation, const More&... more)
    {
        self().where_has(relation, more...);
        return preload(relation, more...);
    }
    template <typename F, typename C, typename A>
    query& with_where_has(F C::*relation, const A& a, comparison_operator op, std::int64_t n)
    {
        self().where_has(relation, a, op, n);
        return preload(relation, a);
    }
    template <typename F, typename C, typename A, typename B>
    query& with_where_has(F C::*relation, const A& a, const B& b, comparison_operator op, std::int64_t n)
    {
        self().where_has(relation, a, b, op, n);
        return preload(relation, a, b);
    }
    template <typename F, typename C, typename A, typename B, typename D>
    query& with_where_has(F C::*relation, const A& a, const B& b, const D& d, comparison_operator op, std::int64_t n)
    {
        self().where_has(relation, a, b, d, op, n);
        return preload(relation, a, b, d);
    }

    // What follows is selected in the same statement, a sub-select each. Any number of them may stand in a query, of
    // one relation too, under different names. Each takes a relation or a path (all rows at its end, each once per way
    // that leads to it), then the column, then a closure with conditions where wanted, then the name under which the
    // value arrives in `extras`.

    /// The number of related rows; read it as `row.relation.count()`, or under the name that was given. A path needs a
    /// name.
    template <typename F, typename C, typename... More>
    query& with_count(F C::*relation, const More&... more)
    {
        constexpr bool named = !detail::next_is_step<More...> || detail::gives_alias<More...>();
        static_assert(named,
                      "ginnel: a count over a path arrives in extras: end with_count with the name that it has there, "
                      "after its relations and closure");
        if constexpr (named)
            return related_rows_value(detail::aggregate_kind::count, relation, more...);
        else
            return self();
    }
    /// Whether there are related rows: `extras.get<bool>("name")`.
    template <typename F, typename C, typename... More>
    query& with_exists(F C::*relation, const More&... more)
    {
        constexpr bool named = detail::gives_alias<More...>();
        static_assert(named, "ginnel: whether related rows exist needs a name, which it has in extras: "
                             "with_exists(&T::relation, \"name\")");
        if constexpr (named)
            return related_rows_value(detail::aggregate_kind::exists, relation, more...);
        else
            return self();
    }
    /// The number of different values that a column has in the related rows; nulls are none.
    template <typename F, typename C, typename... More>
    query& with_count_distinct(F C::*relation, const More&... more)
    {
        return related_column<detail::aggregate_kind::count_distinct>(relation, more...);
    }
    /// `with_sum(&User::posts, &Post::score, "score")`; null over no rows.
    template <typename F, typename C, typename... More>
    query& with_sum(F C::*relation, const More&... more)
    {
        return related_column<detail::aggregate_kind::sum>(relation, more...);
    }
    template <typename F, typename C, typename... More>
    query& with_avg(F C::*relation, const More&... more)
    {
        return related_column<detail::aggregate_kind::avg>(relation, more...);
    }
    /// The least and greatest value, of any column that the database orders: numbers, texts, dates. Null over no rows.
    template <typename F, typename C, typename... More>
    query& with_min(F C::*relation, const More&... more)
    {
        return related_column<detail::aggregate_kind::min>(relation, more...);
    }
    template <typename F, typename C, typename... More>
    query& with_max(F C::*relation, const More&... more)
    {
        return related_column<detail::aggregate_kind::max>(relation, more...);
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
    query& related_rows_value(detail::aggregate_kind what, F C::*relation, const More&... more)
    {
        detail::walk<T>(
            self().core(), true,
            [this, what]<typename Last>(detail::query_core::path& steps, const auto&... rest) {
                const std::string_view alias = detail::closure_and_alias_of_last<Last>(steps, rest...);
                if constexpr (detail::has_room<T, More...>())
                    self().core().with_aggregate(steps, what, nullptr, alias);
            },
            relation, more...);
        return self();
    }
    template <detail::aggregate_kind Kind, typename F, typename C, typename... More>
    query& related_column(F C::*relation, const More&... more)
    {
        constexpr bool named = detail::gives_alias<More...>();
        static_assert(named, "ginnel: an aggregate of related rows needs a name, which it has "
                             "in extras: with_sum(&T::relation, &R::column, \"name\")");
        if constexpr (named)
            detail::walk<T>(
                self().core(), true,
                [this]<typename Last>(detail::query_core::path& steps, const auto& column, const auto&... rest) {
                    this->template column_value<Kind, Last>(steps, column, rest...);
                },
                relation, more...);
        return self();
    }
    template <detail::aggregate_kind Kind, typename Last, typename Column, typename... Rest>
    void column_value(detail::query_core::path& steps, const Column& column, const Rest&... rest)
    {
        if constexpr (detail::aggregated_column<Kind, Last, Column>()) {
            const detail::column_ref of =
                detail::refer_to<typename detail::relation_traits<Last>::target, Last>(column);
            const std::string_view alias = detail::closure_and_alias_of_last<Last>(steps, rest...);
            if constexpr (detail::has_room<T, Rest...>())
                self().core().with_aggregate(steps, Kind, &of, alias);
        }
    }
};

} // namespace ginnel
