#pragma once

#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/typed/operators.hpp>
#include <ginnel/typed/relation_query.hpp>

#include <string_view>
#include <type_traits>
#include <utility>

// A call that names a path: relations, then what the call takes of the rows at its end.

namespace ginnel::detail {

/// Whether an argument names a further relation of a path; a column does not.
template <typename A>
inline constexpr bool is_step = is_relation<typename member_type<A>::type>;

template <typename F>
consteval bool leads_to_many()
{
    if constexpr (is_relation<F>)
        return schema::to_many(relation_traits<F>::kind);
    else
        return false;
}
/// Whether one of the arguments names a to-many relation.
template <typename... Arguments>
inline constexpr bool has_to_many_step = (leads_to_many<typename member_type<Arguments>::type>() || ...);

/// Whether nothing but a direction stands there.
template <typename... More>
inline constexpr bool only_direction = sizeof...(More) == 1 && (std::is_same_v<More, direction> && ...);

/// Whether one of the arguments compares a number of rows: such calls have overloads of their own, since an operator's
/// text is checked when the program is compiled.
template <typename... More>
inline constexpr bool compares_number = ((is_text<More> || std::is_same_v<More, comparison_operator>) || ...);

/// Ends a walk: calls `end.template operator()<F>(steps, rest...)`, where F is the last relation.
template <typename F, typename End, typename... Rest>
void walk_on(query_core::path& steps, bool sub_query, const End& end, const Rest&... rest)
{
    (void)sub_query;
    end.template operator()<F>(steps, rest...);
}
template <typename F, typename End, typename First, typename... More>
requires is_step<First>
void walk_on(query_core::path& steps, bool sub_query, const End& end, const First& first, const More&... more)
{
    using G = typename member_type<First>::type;
    if constexpr (own_relation<typename relation_traits<F>::target, typename member_type<First>::owner, G>()) {
        steps.push_back(steps.back().begin_sub(id_of(first), sub_query));
        walk_on<G>(steps, sub_query, end, more...);
    }
}
/// Follows the relations that `relation` and what stands behind it name; `T` is the model of `from`.
template <typename T, typename F, typename C, typename End, typename... More>
void walk(const query_core& from, bool sub_query, const End& end, F C::*relation, const More&... more)
{
    if constexpr (own_relation<T, C, F>()) {
        query_core::path steps;
        steps.push_back(from.begin_sub(id_of(relation), sub_query));
        walk_on<F>(steps, sub_query, end, more...);
    }
}

/// Calls a closure on the last query of a path; `More` is what stands after it, which must be nothing.
template <typename F, typename Closure, typename... More>
void say_of_last(query_core::path& steps, const Closure& closure, const More&...)
{
    // What is a member here is no relation.
    if constexpr (!std::is_void_v<typename member_type<Closure>::owner>) {
        (void)own_relation<typename relation_traits<F>::target, typename member_type<Closure>::owner,
                           typename member_type<Closure>::type>();
    } else {
        relation_query<F> last{std::move(steps.back())};
        call_closure<More...>(closure, last);
        steps.back() = std::move(last.core());
    }
}

/// Closures and an alias at the end of a call; gives the alias.
template <typename F, typename... Rest>
std::string_view closure_and_alias_of_last(query_core::path& steps, const Rest&... rest)
{
    relation_query<F> last{std::move(steps.back())};
    const std::string_view alias = closure_and_alias(last, rest...);
    steps.back() = std::move(last.core());
    return alias;
}

/// Closures and a direction at the end of a call; gives whether it descends.
template <typename F>
bool closure_and_direction(query_core::path&)
{
    return false;
}
template <typename F, typename First, typename... More>
bool closure_and_direction(query_core::path& steps, const First& first, const More&... more)
{
    if constexpr (std::is_same_v<First, direction>) {
        static_assert(sizeof...(More) == 0, "ginnel: a direction ends the call");
        return first == desc;
    } else {
        say_of_last<F>(steps, first);
        return closure_and_direction<F>(steps, more...);
    }
}

/// Whether a model has a place for what a call adds to its rows: one sentence if it has not.
template <typename T, typename... More>
consteval bool has_room()
{
    constexpr bool room = has_field_of<T, extras>() || !gives_alias<More...>();
    static_assert(room, "ginnel: what stands under an alias arrives in extras: give this model a member "
                        "ginnel::extras extras{}");
    return room;
}

template <typename V>
inline constexpr bool is_number = std::is_arithmetic_v<typename without_optional<V>::type> &&
                                  !std::is_same_v<typename without_optional<V>::type, bool>;

/// Whether the column that follows a path has the aggregate: one sentence if it has not.
template <aggregate_kind Kind, typename F, typename Column>
consteval bool aggregated_column()
{
    using V = typename member_type<Column>::type;
    constexpr bool named = !std::is_void_v<typename member_type<Column>::owner>;
    static_assert(named, "ginnel: an aggregate of related rows is one of a column: name it after the relations, as in "
                         "with_sum(&T::relation, &R::column, \"name\")");
    if constexpr (named &&
                  own_column<typename relation_traits<F>::target, F, typename member_type<Column>::owner, V>()) {
        constexpr bool numbers = (Kind != aggregate_kind::sum && Kind != aggregate_kind::avg) || is_number<V>;
        static_assert(numbers, "ginnel: only columns of numbers have a sum and an average");
        return numbers;
    } else {
        return false;
    }
}

} // namespace ginnel::detail
