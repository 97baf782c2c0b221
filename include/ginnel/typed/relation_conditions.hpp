#pragma once

#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/detail/relation_walk.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/counted_conditions.hpp>
#include <ginnel/typed/relation_query.hpp>

namespace ginnel {

/// The conditions of a query on related rows: a part of `ginnel::query`, whose calls these are.
template <typename T, typename Slot>
class relation_conditions : public counted_conditions<T, Slot> {
    using query = ginnel::query<T, Slot>;

public:
    using counted_conditions<T, Slot>::has;
    using counted_conditions<T, Slot>::or_has;
    using counted_conditions<T, Slot>::doesnt_have;
    using counted_conditions<T, Slot>::or_doesnt_have;
    using counted_conditions<T, Slot>::where_has;
    using counted_conditions<T, Slot>::or_where_has;
    using counted_conditions<T, Slot>::where_doesnt_have;
    using counted_conditions<T, Slot>::or_where_doesnt_have;

    /// Related rows exist [that meet the closure's conditions, all of them by one row]. Adds no statement.
    /// A path may stand for the relation: `where_has(&Country::users, &User::posts, [](auto& posts) { ... })`. An
    /// operator and a number may follow: see counted_conditions.
    template <typename F, typename C, typename... More>
    requires(!detail::compares_number<More...>) query& where_has(F C::*relation, const More&... more)
    {
        return has_path({false, false}, relation, more...);
    }
    template <typename F, typename C, typename... More>
    requires(!detail::compares_number<More...>) query& or_where_has(F C::*relation, const More&... more)
    {
        return has_path({true, false}, relation, more...);
    }
    template <typename F, typename C, typename... More>
    requires(!detail::compares_number<More...>) query& where_doesnt_have(F C::*relation, const More&... more)
    {
        return has_path({false, true}, relation, more...);
    }
    template <typename F, typename C, typename... More>
    requires(!detail::compares_number<More...>) query& or_where_doesnt_have(F C::*relation, const More&... more)
    {
        return has_path({true, true}, relation, more...);
    }
    /// As where_has, without conditions.
    template <typename F, typename C, typename... More>
    requires(!detail::compares_number<More...>) query& has(F C::*relation, const More&... more)
    {
        return has_path({false, false}, relation, more...);
    }
    template <typename F, typename C, typename... More>
    requires(!detail::compares_number<More...>) query& or_has(F C::*relation, const More&... more)
    {
        return has_path({true, false}, relation, more...);
    }
    template <typename F, typename C, typename... More>
    requires(!detail::compares_number<More...>) query& doesnt_have(F C::*relation, const More&... more)
    {
        return has_path({false, true}, relation, more...);
    }
    template <typename F, typename C, typename... More>
    requires(!detail::compares_number<More...>) query& or_doesnt_have(F C::*relation, const More&... more)
    {
        return has_path({true, true}, relation, more...);
    }

protected:
    relation_conditions() = default;
    ~relation_conditions() = default;

private:
    query& self() noexcept { return static_cast<query&>(*this); }

    template <typename F, typename C, typename... More>
    query& has_path(detail::joint how, F C::*relation, const More&... more)
    {
        if constexpr (detail::own_relation<T, C, F>()) {
            relation_query<F> inner{self().core().begin_sub(detail::id_of(relation), true)};
            if constexpr (sizeof...(More) > 0)
                detail::go_on(inner, more...);
            self().core().where_has(how, inner.core());
        }
        return self();
    }
};

} // namespace ginnel
