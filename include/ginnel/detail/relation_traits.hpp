#pragma once

#include <ginnel/detail/reflect.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/schema/relation.hpp>

namespace ginnel::detail {

/// What a member's type says about a relation.
template <typename F>
struct relation_traits {
    static constexpr bool is_relation = false;
    using target = void;
    using pivot = void;
    using through = type_list<>;
};

template <schema::relation_kind Kind, typename Target, typename Pivot = void, typename... Through>
struct relation_type {
    static constexpr bool is_relation = true;
    static constexpr schema::relation_kind kind = Kind;
    using target = Target;
    using pivot = Pivot;
    using through = type_list<Through...>;
};

template <typename T>
struct relation_traits<belongs_to<T>> : relation_type<schema::relation_kind::belongs_to, T> {
};
template <typename T>
struct relation_traits<has_one<T>> : relation_type<schema::relation_kind::has_one, T> {
};
template <typename T>
struct relation_traits<has_many<T>> : relation_type<schema::relation_kind::has_many, T> {
};
template <typename T, typename... Through>
struct relation_traits<has_many_through<T, Through...>>
    : relation_type<schema::relation_kind::has_many_through, T, void, Through...> {
};
template <typename T, typename... Through>
struct relation_traits<has_one_through<T, Through...>>
    : relation_type<schema::relation_kind::has_one_through, T, void, Through...> {
};
template <typename T, typename Pivot>
struct relation_traits<many_to_many<T, Pivot>> : relation_type<schema::relation_kind::many_to_many, T, Pivot> {
};

template <typename F>
inline constexpr bool is_relation = relation_traits<F>::is_relation;

/// Whether a member has a place for through rows: its type says of which model they are.
template <typename F>
inline constexpr bool keeps_through = false;
template <typename T, typename First, typename... Further>
inline constexpr bool keeps_through<has_many_through<T, First, Further...>> = true;

template <typename T, typename List>
inline constexpr bool is_one_of = false;
template <typename T, typename... Types>
inline constexpr bool is_one_of<T, type_list<Types...>> = (std::is_same_v<T, Types> || ...);

} // namespace ginnel::detail
