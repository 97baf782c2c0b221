#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/value/column_traits.hpp>
#include <ginnel/value/value.hpp>

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ginnel::detail {

/// A value of a program's own SQL, of any type that a column can hold.
struct bound {
    template <typename V>
    bound(const V& given) : what(to_value(given))
    {
    }
    value what;
};
inline std::vector<value> values_of(std::initializer_list<bound> list)
{
    std::vector<value> values;
    for (const bound& b : list)
        values.push_back(b.what);
    return values;
}

// ---- expressions as a program writes them

struct count_rows {};
template <aggregate_kind Kind, typename Column, bool Distinct = false>
struct aggregate_of_column {
    Column column;
};
struct raw_expression {
    std::string_view text;
    std::vector<value> values;
};
template <typename F, typename Row, typename Expression>
struct field_expression {
    F Row::*field;
    Expression what;
};

template <typename E>
inline constexpr bool is_field_expression = false;
template <typename F, typename Row, typename E>
inline constexpr bool is_field_expression<field_expression<F, Row, E>> = true;

// ---- what is known of them

/// A column: a member, a wrapped one, or a name. `type` is void where the type shows at run time only.
template <typename T, typename Slot, typename E>
struct projected {
    using field = typename member_type<E>::type;
    using type = typename without_optional<field>::type;
    static constexpr bool expression = false;
    static constexpr bool aggregate = false;
    /// May be null in a group that has rows.
    static constexpr bool nullable = is_optional<field> || comes_by_left_join<T, Slot, E>;

    static consteval bool usable() { return is_usable_column<T, Slot, E>(); }
    static expression_ref refer(const E& e) { return {expression_ref::kind::column, refer_to<T, Slot>(e)}; }
};
template <typename T, typename Slot>
struct projected<T, Slot, count_rows> {
    using type = std::int64_t;
    static constexpr bool expression = true;
    static constexpr bool aggregate = true;
    static constexpr bool counts = true;
    static constexpr bool nullable = false;

    static consteval bool usable() { return true; }
    static expression_ref refer(const count_rows&)
    {
        return {expression_ref::kind::aggregate, {}, aggregate_kind::count, false, true};
    }
};
template <aggregate_kind Kind, typename F>
struct aggregate_type {
    using type = F;
};
template <typename F>
struct aggregate_type<aggregate_kind::count, F> {
    using type = std::int64_t;
};
template <typename F>
struct aggregate_type<aggregate_kind::avg, F> {
    using type = double;
};
template <typename F>
struct aggregate_type<aggregate_kind::sum, F> {
    using type =
        std::conditional_t<std::is_void_v<F>, void, std::conditional_t<std::is_integral_v<F>, std::int64_t, double>>;
};
template <typename T, typename Slot, aggregate_kind Kind, typename Column, bool Distinct>
struct projected<T, Slot, aggregate_of_column<Kind, Column, Distinct>> {
    using of = projected<T, Slot, Column>;
    using type = typename aggregate_type<Kind, typename of::type>::type;
    static constexpr bool expression = true;
    static constexpr bool aggregate = true;
    static constexpr bool counts = Kind == aggregate_kind::count;
    static constexpr bool nullable = !counts && of::nullable;

    static consteval bool usable()
    {
        using F = typename of::type;
        if constexpr (!of::usable()) {
            return false;
        } else if constexpr (Kind == aggregate_kind::sum || Kind == aggregate_kind::avg) {
            constexpr bool number = std::is_void_v<F> || (std::is_arithmetic_v<F> && !std::is_same_v<F, bool>);
            static_assert(number, "ginnel: only columns of numbers have a sum and an average");
            return number;
        } else {
            return true;
        }
    }
    static expression_ref refer(const aggregate_of_column<Kind, Column, Distinct>& e)
    {
        return {expression_ref::kind::aggregate, refer_to<T, Slot>(e.column), Kind, Distinct};
    }
};
template <typename T, typename Slot>
struct projected<T, Slot, raw_expression> {
    using type = void;
    static constexpr bool expression = true;
    static constexpr bool aggregate = false;
    static constexpr bool nullable = false;

    static consteval bool usable() { return true; }
    static expression_ref refer(const raw_expression& e)
    {
        return {expression_ref::kind::raw, {}, aggregate_kind::count, false, false, e.text, &e.values};
    }
};
template <typename T, typename Slot, typename F, typename Row, typename E>
struct projected<T, Slot, field_expression<F, Row, E>> : projected<T, Slot, E> {
    static expression_ref refer(const field_expression<F, Row, E>& e) { return projected<T, Slot, E>::refer(e.what); }
};

/// A value that an expression is compared with.
template <typename T, typename Slot, typename E, typename V>
value expression_value(const V& v)
{
    using F = typename projected<T, Slot, E>::type;
    if constexpr (std::is_void_v<F>)
        return to_condition_value(v);
    else
        return to_value_of<F>(v);
}

// ---- comparing columns

template <typename A, typename B>
consteval bool compares_with()
{
    using F = typename without_optional<A>::type;
    using G = typename without_optional<B>::type;
    if constexpr (std::is_void_v<F> || std::is_void_v<G> || std::is_same_v<F, G>) {
        return true; // a name's type shows at run time
    } else if constexpr (std::is_arithmetic_v<F> && std::is_arithmetic_v<G>) {
        return !std::is_same_v<F, bool> && !std::is_same_v<G, bool>;
    } else if constexpr (column_value<F> && column_value<G>) {
        constexpr column_type type = column_traits<F>::type;
        return type == column_traits<G>::type &&
               (type == column_type::date || type == column_type::time || type == column_type::timestamp);
    } else {
        return false;
    }
}
/// Whether two columns may stand on the two sides of a comparison.
template <typename T, typename Slot, typename A, typename B>
consteval bool are_comparable_columns()
{
    if constexpr (!is_usable_column<T, Slot, A>() || !is_usable_column<T, Slot, B>()) {
        return false;
    } else {
        constexpr bool fits = compares_with<typename member_type<A>::type, typename member_type<B>::type>();
        static_assert(fits, "ginnel: these two columns cannot be compared: their types differ");
        return fits;
    }
}

/// Whether a column has this part of a date or time.
template <typename T, typename Slot, typename Column>
consteval bool has_part(time_part part)
{
    using F = typename without_optional<typename member_type<Column>::type>::type;
    if constexpr (std::is_void_v<F>) {
        return true; // a name's type shows at run time
    } else {
        constexpr column_type type = column_traits<F>::type;
        return type == column_type::timestamp ||
               type == (part == time_part::time ? column_type::time : column_type::date);
    }
}
/// Whether a value is such a part.
template <typename V>
consteval bool is_part(time_part part)
{
    if constexpr (is_whole_number<V>)
        return part == time_part::year || part == time_part::month || part == time_part::day;
    else if constexpr (column_value<V>)
        return !is_optional<V> && ((part == time_part::date && column_traits<V>::type == column_type::date) ||
                                   (part == time_part::time && column_traits<V>::type == column_type::time));
    else
        return false;
}

} // namespace ginnel::detail
