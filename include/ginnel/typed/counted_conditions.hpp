#pragma once

#include <ginnel/detail/query_core.hpp>
#include <ginnel/detail/relation_walk.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/operators.hpp>

#include <cstdint>

namespace ginnel {

/// The conditions of a query on the number of related rows: a part of `ginnel::query`, whose calls these are.
///
/// After a path the rows at its end are counted, all of them together, each once per way that leads to it:
/// `has(&Country::users, &User::posts, ">=", 3)` are the countries whose users have three posts or more between them.
/// What the relations passed declare (on_query) holds. A path ends in a closure, where conditions on the counted rows
/// are wanted; paths longer than these calls take are declared as through relations. They add no statement.
template <typename T, typename Slot>
class counted_conditions {
    using query = ginnel::query<T, Slot>;

public:
    template <typename F, typename C>
    query& has(F C::*relation, comparison_operator op, std::int64_t n)
    {
        return counted({false, false}, op, n, relation);
    }
    template <typename F, typename C, typename A>
    query& has(F C::*relation, const A& a, comparison_operator op, std::int64_t n)
    {
        return counted({false, false}, op, n, relation, a);
    }
    template <typename F, typename C, typename A, typename B>
    query& has(F C::*relation, const A& a, const B& b, comparison_operator op, std::int64_t n)
    {
        return counted({false, false}, op, n, relation, a, b);
    }
    template <typename F, typename C, typename A, typename B, typename D>
    query& has(F C::*relation, const A& a, const B& b, const D& d, comparison_operator op, std::int64_t n)
    {
        return counted({false, false}, op, n, relation, a, b, d);
    }
    template <typename F, typename C>
    query& or_has(F C::*relation, comparison_operator op, std::int64_t n)
    {
        return counted({true, false}, op, n, relation);
    }
    template <typename F, typename C, typename A>
    query& or_has(F C::*relation, const A& a, comparison_operator op, std::int64_t n)
    {
        return counted({true, false}, op, n, relation, a);
    }
    template <typename F, typename C, typename A, typename B>
    query& or_has(F C::*relation, const A& a, const B& b, comparison_operator op, std::int64_t n)
    {
        return counted({true, false}, op, n, relation, a, b);
    }
    template <typename F, typename C, typename A, typename B, typename D>
    query& or_has(F C::*relation, const A& a, const B& b, const D& d, comparison_operator op, std::int64_t n)
    {
        return counted({true, false}, op, n, relation, a, b, d);
    }
    template <typename F, typename C>
    query& doesnt_have(F C::*relation, comparison_operator op, std::int64_t n)
    {
        return counted({false, true}, op, n, relation);
    }
    template <typename F, typename C, typename A>
    query& doesnt_have(F C::*relation, const A& a, comparison_operator op, std::int64_t n)
    {
        return counted({false, true}, op, n, relation, a);
    }
    template <typename F, typename C, typename A, typename B>
    query& doesnt_have(F C::*relation, const A& a, const B& b, comparison_operator op, std::int64_t n)
    {
        return counted({false, true}, op, n, relation, a, b);
    }
    template <typename F, typename C, typename A, typename B, typename D>
    query& doesnt_have(F C::*relation, const A& a, const B& b, const D& d, comparison_operator op, std::int64_t n)
    {
        return counted({false, true}, op, n, relation, a, b, d);
    }
    template <typename F, typename C>
    query& or_doesnt_have(F C::*relation, comparison_operator op, std::int64_t n)
    {
        return counted({true, true}, op, n, relation);
    }
    template <typename F, typename C, typename A>
    query& or_doesnt_have(F C::*relation, const A& a, comparison_operator op, std::int64_t n)
    {
        return counted({true, true}, op, n, relation, a);
    }
    template <typename F, typename C, typename A, typename B>
    query& or_doesnt_have(F C::*relation, const A& a, const B& b, comparison_operator op, std::int64_t n)
    {
        return counted({true, true}, op, n, relation, a, b);
    }
    template <typename F, typename C, typename A, typename B, typename D>
    query& or_doesnt_have(F C::*relation, const A& a, const B& b, const D& d, comparison_operator op, std::int64_t n)
    {
        return counted({true, true}, op, n, relation, a, b, d);
    }
    template <typename F, typename C>
    query& where_has(F C::*relation, comparison_operator op, std::int64_t n)
    {
        return counted({false, false}, op, n, relation);
    }
    template <typename F, typename C, typename A>
    query& where_has(F C::*relation, const A& a, comparison_operator op, std::int64_t n)
    {
        return counted({false, false}, op, n, relation, a);
    }
    template <typename F, typename C, typename A, typename B>
    query& where_has(F C::*relation, const A& a, const B& b, comparison_operator op, std::int64_t n)
    {
        return counted({false, false}, op, n, relation, a, b);
    }
    template <typename F, typename C, typename A, typename B, typename D>
    query& where_has(F C::*relation, const A& a, const B& b, const D& d, comparison_operator op, std::int64_t n)
    {
        return counted({false, false}, op, n, relation, a, b, d);
    }
    template <typename F, typename C>
    query& or_where_has(F C::*relation, comparison_operator op, std::int64_t n)
    {
        return counted({true, false}, op, n, relation);
    }
    template <typename F, typename C, typename A>
    query& or_where_has(F C::*relation, const A& a, comparison_operator op, std::int64_t n)
    {
        return counted({true, false}, op, n, relation, a);
    }
    template <typename F, typename C, typename A, typename B>
    query& or_where_has(F C::*relation, const A& a, const B& b, comparison_operator op, std::int64_t n)
    {
        return counted({true, false}, op, n, relation, a, b);
    }
    template <typename F, typename C, typename A, typename B, typename D>
    query& or_where_has(F C::*relation, const A& a, const B& b, const D& d, comparison_operator op, std::int64_t n)
    {
        return counted({true, false}, op, n, relation, a, b, d);
    }
    template <typename F, typename C>
    query& where_doesnt_have(F C::*relation, comparison_operator op, std::int64_t n)
    {
        return counted({false, true}, op, n, relation);
    }
    template <typename F, typename C, typename A>
    query& where_doesnt_have(F C::*relation, const A& a, comparison_operator op, std::int64_t n)
    {
        return counted({false, true}, op, n, relation, a);
    }
    template <typename F, typename C, typename A, typename B>
    query& where_doesnt_have(F C::*relation, const A& a, const B& b, comparison_operator op, std::int64_t n)
    {
        return counted({false, true}, op, n, relation, a, b);
    }
    template <typename F, typename C, typename A, typename B, typename D>
    query& where_doesnt_have(F C::*relation, const A& a, const B& b, const D& d, comparison_operator op, std::int64_t n)
    {
        return counted({false, true}, op, n, relation, a, b, d);
    }
    template <typename F, typename C>
    query& or_where_doesnt_have(F C::*relation, comparison_operator op, std::int64_t n)
    {
        return counted({true, true}, op, n, relation);
    }
    template <typename F, typename C, typename A>
    query& or_where_doesnt_have(F C::*relation, const A& a, comparison_operator op, std::int64_t n)
    {
        return counted({true, true}, op, n, relation, a);
    }
    template <typename F, typename C, typename A, typename B>
    query& or_where_doesnt_have(F C::*relation, const A& a, const B& b, comparison_operator op, std::int64_t n)
    {
        return counted({true, true}, op, n, relation, a, b);
    }
    template <typename F, typename C, typename A, typename B, typename D>
    query& or_where_doesnt_have(F C::*relation, const A& a, const B& b, const D& d, comparison_operator op,
                                std::int64_t n)
    {
        return counted({true, true}, op, n, relation, a, b, d);
    }

protected:
    counted_conditions() = default;
    ~counted_conditions() = default;

private:
    template <typename F, typename C, typename... More>
    query& counted(detail::joint how, comparison_operator op, std::int64_t n, F C::*relation, const More&... more)
    {
        query& self = static_cast<query&>(*this);
        detail::walk<T>(
            self.core(), true,
            [&]<typename G>(detail::query_core::path& steps, const auto&... closure) {
                if constexpr (sizeof...(closure) > 0)
                    detail::say_of_last<G>(steps, closure...);
                self.core().where_count(how, steps, op.text(), n);
            },
            relation, more...);
        return self;
    }
};

} // namespace ginnel
