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

template <typename T>
struct relation_traits<morph_one<T>> : relation_type<schema::relation_kind::morph_one, T> {
};
template <typename T>
struct relation_traits<morph_many<T>> : relation_type<schema::relation_kind::morph_many, T> {
};
template <typename T>
struct relation_traits<morph_to_many<T>> : relation_type<schema::relation_kind::morph_to_many, T> {
};
template <typename T>
struct relation_traits<morphed_by_many<T>> : relation_type<schema::relation_kind::morphed_by_many, T> {
};
template <typename... Types>
struct relation_traits<morph_to<Types...>> : relation_type<schema::relation_kind::morph_to, void> {
};

/// Whether the relation goes by a key and a type column.
template <typename F>
inline constexpr bool is_polymorphic = relation_traits<F>::is_relation &&
                                       static_cast<int>(relation_traits<F>::kind) >=
                                           static_cast<int>(schema::relation_kind::morph_one);

template <typename F>
inline constexpr bool is_morph_to = false;
template <typename... Types>
inline constexpr bool is_morph_to<morph_to<Types...>> = true;
template <typename F>
struct morph_types;
template <typename... Types>
struct morph_types<morph_to<Types...>> {
    using list = type_list<Types...>;
};

template <typename Slot, typename J, bool Left>
struct relation_traits<with_joined<Slot, J, Left>> : relation_traits<Slot> {
};

/// What a query's second argument says of joins.
template <typename Slot>
struct joined_to {
    using slot = Slot; ///< without the joins
    template <typename C>
    static constexpr bool has = false;
    template <typename C>
    static constexpr bool left = false; ///< some of C's rows may be missing
};
template <typename Slot, typename J, bool Left>
struct joined_to<with_joined<Slot, J, Left>> {
    using slot = typename joined_to<Slot>::slot;
    template <typename C>
    static constexpr bool has = std::is_same_v<C, J> || joined_to<Slot>::template has<C>;
    template <typename C>
    static constexpr bool left = (Left && std::is_same_v<C, J>) || joined_to<Slot>::template left<C>;
};

template <typename F>
inline constexpr bool is_relation = relation_traits<F>::is_relation;

template <typename T, typename List>
inline constexpr bool is_one_of = false;
template <typename T, typename... Types>
inline constexpr bool is_one_of<T, type_list<Types...>> = (std::is_same_v<T, Types> || ...);

} // namespace ginnel::detail
