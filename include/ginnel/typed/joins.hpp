#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/expressions.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/operators.hpp>

#include <string_view>
#include <type_traits>
#include <utility>

namespace ginnel {

/// Joins, for what relations do not say: a part of `ginnel::query`, whose calls these are.
///
/// A join gives a new query and leaves this one as it is. Columns of the joined model may then be named in conditions,
/// orders and projections. Rows are as SQL makes them: `all()` returns a row of T for each joined row that it meets, so
/// that under a to-many join it appears several times, and limit and count count joined rows; `where_has` and `preload`
/// never multiply. A model that the query has already needs a name: `join<User>("manager", &User::manager_id, "=",
/// &User::id)`, whose columns are then `ginnel::of("manager", &User::name)`, or "manager.name" at run time. Throws
/// error (usage): E_AMBIGUOUS_JOIN where two tables have one name, E_JOIN_CONDITION where a left join along a relation
/// that passes tables could not keep the conditions that it declares.
template <typename T, typename Slot>
class joins {
    using query = ginnel::query<T, Slot>;
    template <typename J, bool Left>
    using joining = ginnel::query<T, with_joined<Slot, J, Left>>;
    template <typename F>
    using target = std::conditional_t<detail::is_relation<F>, typename detail::relation_traits<F>::target, T>;

public:
    /// Joins rows of J where left op right; left is a column of a table named before, right one of J.
    template <typename J, typename Column, typename F, typename C>
    [[nodiscard]] joining<J, false> join(Column left, comparison_operator op, F C::*right) const
    {
        if constexpr (needs_no_name<J>())
            return joined<J, false>({}, left, op.text(), right);
        else
            return unjoined<J, false>();
    }
    template <typename J, typename Column, typename F, typename C>
    [[nodiscard]] joining<J, false> join(std::string_view name, Column left, comparison_operator op, F C::*right) const
    {
        return joined<J, false>(name, left, op.text(), right);
    }
    /// Along a relation, over all tables that it passes, with the conditions that it declares, its types and picks, and
    /// the default scopes of its model (rows that were softly deleted are not joined); its limits and orders say
    /// nothing here.
    template <typename F, typename C>
    [[nodiscard]] joining<target<F>, false> join(F C::*relation) const
    {
        if constexpr (needs_no_name<target<F>>() || !detail::is_relation<F>)
            return along<false>({}, relation);
        else
            return unjoined<target<F>, false>();
    }
    template <typename F, typename C>
    [[nodiscard]] joining<target<F>, false> join(std::string_view name, F C::*relation) const
    {
        return along<false>(name, relation);
    }
    /// As join, and keeps rows that meet none: J's columns may then be null, and projections take them as
    /// std::optional.
    template <typename J, typename Column, typename F, typename C>
    [[nodiscard]] joining<J, true> left_join(Column left, comparison_operator op, F C::*right) const
    {
        if constexpr (needs_no_name<J>())
            return joined<J, true>({}, left, op.text(), right);
        else
            return unjoined<J, true>();
    }
    template <typename J, typename Column, typename F, typename C>
    [[nodiscard]] joining<J, true> left_join(std::string_view name, Column left, comparison_operator op,
                                             F C::*right) const
    {
        return joined<J, true>(name, left, op.text(), right);
    }
    /// Along a relation, over all tables that it passes, with the conditions that it declares, its types and picks, and
    /// the default scopes of its model (rows that were softly deleted are not joined); its limits and orders say
    /// nothing here.
    template <typename F, typename C>
    [[nodiscard]] joining<target<F>, true> left_join(F C::*relation) const
    {
        if constexpr (needs_no_name<target<F>>() || !detail::is_relation<F>)
            return along<true>({}, relation);
        else
            return unjoined<target<F>, true>();
    }
    template <typename F, typename C>
    [[nodiscard]] joining<target<F>, true> left_join(std::string_view name, F C::*relation) const
    {
        return along<true>(name, relation);
    }

protected:
    joins() = default;
    ~joins() = default;

private:
    template <typename J>
    static consteval bool needs_no_name()
    {
        constexpr bool other = !std::is_same_v<J, T>;
        static_assert(other, "ginnel: a model joined with itself needs a name: give it as the first argument, and name "
                             "columns by ginnel::of(\"name\", &T::column)");
        return other;
    }
    template <typename J, bool Left>
    joining<J, Left> unjoined() const
    {
        return joining<J, Left>{detail::query_core{static_cast<const query&>(*this).core()}};
    }
    template <typename J, bool Left, typename Column, typename F, typename C>
    joining<J, Left> joined(std::string_view name, Column left, const char* op, F C::*right) const
    {
        detail::query_core core{static_cast<const query&>(*this).core()};
        constexpr bool theirs = std::is_same_v<C, J>;
        static_assert(theirs, "ginnel: a join ends in a column of the model that is joined: join<J>(column, \"=\", "
                              "&J::column)");
        if constexpr (theirs) {
            if constexpr (detail::are_comparable_columns<T, with_joined<Slot, J, Left>, Column, F C::*>())
                core.join(detail::schema_of<J>(), name, Left, detail::refer_to<T, Slot>(left), op,
                          detail::id_of(right));
        }
        return joining<J, Left>{std::move(core)};
    }
    template <bool Left, typename F, typename C>
    joining<target<F>, Left> along(std::string_view name, F C::*relation) const
    {
        detail::query_core core{static_cast<const query&>(*this).core()};
        if constexpr (detail::own_relation<T, C, F>())
            core.join(detail::id_of(relation), name, Left);
        return joining<target<F>, Left>{std::move(core)};
    }
};

} // namespace ginnel
