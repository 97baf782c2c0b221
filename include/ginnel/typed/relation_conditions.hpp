#pragma once

#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/operators.hpp>
#include <ginnel/typed/relation_query.hpp>

#include <cstdint>

namespace ginnel {

/// The conditions of a query on related rows: a part of `ginnel::query`, whose calls these are.
template <typename T, typename Slot>
class relation_conditions {
    using query = ginnel::query<T, Slot>;

public:
    /// Related rows exist [that meet the closure's conditions, all of them by one row]. Adds no statement.
    /// A path may stand for the relation: `where_has(&Country::users, &User::posts, [](auto& posts) { ... })`.
    template <typename F, typename C>
    query& where_has(F C::*relation)
    {
        return has_path({false, false}, relation);
    }
    template <typename F, typename C, typename Next>
    query& where_has(F C::*relation, const Next& closure)
    {
        return has_path({false, false}, relation, closure);
    }
    template <typename F, typename C, typename G, typename D, typename Next, typename... More>
    query& where_has(F C::*relation, G D::*step, const Next& next, const More&... more)
    {
        return has_path({false, false}, relation, step, next, more...);
    }
    template <typename F, typename C>
    query& or_where_has(F C::*relation)
    {
        return has_path({true, false}, relation);
    }
    template <typename F, typename C, typename Next>
    query& or_where_has(F C::*relation, const Next& closure)
    {
        return has_path({true, false}, relation, closure);
    }
    template <typename F, typename C, typename G, typename D, typename Next, typename... More>
    query& or_where_has(F C::*relation, G D::*step, const Next& next, const More&... more)
    {
        return has_path({true, false}, relation, step, next, more...);
    }
    template <typename F, typename C, typename... More>
    query& where_doesnt_have(F C::*relation, const More&... more)
    {
        return has_path({false, true}, relation, more...);
    }
    template <typename F, typename C, typename... More>
    query& or_where_doesnt_have(F C::*relation, const More&... more)
    {
        return has_path({true, true}, relation, more...);
    }
    /// The number of related rows that meet the closure's conditions, compared: `where_has(&User::posts, f, ">=", 3)`.
    template <typename F, typename C, typename Closure>
    query& where_has(F C::*relation, const Closure& closure, comparison_operator op, std::int64_t n)
    {
        return has_count({false, false}, relation, closure, op, n);
    }
    template <typename F, typename C, typename Closure>
    query& or_where_has(F C::*relation, const Closure& closure, comparison_operator op, std::int64_t n)
    {
        return has_count({true, false}, relation, closure, op, n);
    }
    /// As where_has, without conditions.
    template <typename F, typename C>
    query& has(F C::*relation)
    {
        return has_path({false, false}, relation);
    }
    template <typename F, typename C, typename G, typename D, typename... Steps>
    query& has(F C::*relation, G D::*step, Steps... steps)
    {
        return has_path({false, false}, relation, step, steps...);
    }
    template <typename F, typename C>
    query& or_has(F C::*relation)
    {
        return has_path({true, false}, relation);
    }
    template <typename F, typename C, typename G, typename D, typename... Steps>
    query& or_has(F C::*relation, G D::*step, Steps... steps)
    {
        return has_path({true, false}, relation, step, steps...);
    }
    template <typename F, typename C, typename... Steps>
    query& doesnt_have(F C::*relation, Steps... steps)
    {
        return has_path({false, true}, relation, steps...);
    }
    template <typename F, typename C, typename... Steps>
    query& or_doesnt_have(F C::*relation, Steps... steps)
    {
        return has_path({true, true}, relation, steps...);
    }
    /// The number of related rows, compared: `has(&User::posts, ">=", 3)`.
    template <typename F, typename C>
    query& has(F C::*relation, comparison_operator op, std::int64_t n)
    {
        return has_count({false, false}, relation, none, op, n);
    }
    template <typename F, typename C>
    query& or_has(F C::*relation, comparison_operator op, std::int64_t n)
    {
        return has_count({true, false}, relation, none, op, n);
    }

protected:
    relation_conditions() = default;
    ~relation_conditions() = default;

private:
    query& self() noexcept { return static_cast<query&>(*this); }

    struct no_closure {
        template <typename Q>
        void operator()(Q&) const
        {
        }
    };
    static constexpr no_closure none{};

    template <typename F, typename C, typename... More>
    query& has_path(detail::joint how, F C::*relation, const More&... more)
    {
        if constexpr (detail::own_relation<T, C, F>()) {
            relation_query<F> inner{self().core().begin_sub(detail::id_of(relation), true)};
            if constexpr (sizeof...(More) > 0)
                detail::go_on(inner, more...);
            self().core().where_has(how, inner.core(), nullptr, 0);
        }
        return self();
    }
    template <typename F, typename C, typename Closure>
    query& has_count(detail::joint how, F C::*relation, const Closure& closure, comparison_operator op, std::int64_t n)
    {
        if constexpr (detail::own_relation<T, C, F>()) {
            relation_query<F> inner{self().core().begin_sub(detail::id_of(relation), true)};
            detail::call_closure<>(closure, inner);
            self().core().where_has(how, inner.core(), op.text(), n);
        }
        return self();
    }
};

} // namespace ginnel
