// room: value
#pragma once

#include <ginnel/value/column_traits.hpp>
#include <ginnel/value/value.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ginnel::detail {

template <typename...>
inline constexpr bool always_false = false;

template <typename T>
inline constexpr bool is_optional = false;
template <typename T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <typename F>
struct without_optional {
    using type = F;
};
template <typename F>
struct without_optional<std::optional<F>> {
    using type = F;
};

template <typename V>
inline constexpr bool is_nothing = std::is_same_v<V, std::nullopt_t> || std::is_same_v<V, std::nullptr_t>;
template <typename V>
inline constexpr bool is_text = std::is_convertible_v<const V&, std::string_view>;
template <typename V>
inline constexpr bool is_whole_number = std::integral<V> && !std::is_same_v<V, bool> && !character<V>;

template <typename V>
value integer_value(V v)
{
    return column_traits<V>::store(v);
}

/// A value for a column of the type F. Conversions are exact; each that is none is refused with one sentence.
template <typename Field, typename Given>
value to_value_of(const Given& given)
{
    using F = typename without_optional<Field>::type;
    using V = std::decay_t<Given>;
    if constexpr (is_nothing<V>) {
        static_assert(!is_nothing<V>,
                      "ginnel: nothing equals null in SQL: write where_null(&T::column) or where_not_null(&T::column)");
        return {};
    } else if constexpr (is_optional<V> && !std::is_same_v<V, F>) {
        static_assert(!is_optional<V>, "ginnel: this value may be missing: write where_null where it is, and give what "
                                       "it holds (*value) where it is not");
        return {};
    } else if constexpr (std::is_same_v<F, bool>) {
        static_assert(std::is_same_v<V, bool>, "ginnel: this column holds true or false: compare it with a bool");
        if constexpr (std::is_same_v<V, bool>)
            return value{given};
        else
            return {};
    } else if constexpr (integer_column<F>) {
        static_assert(is_whole_number<V>, "ginnel: this column holds whole numbers: compare it with an integer, not "
                                          "with a bool, a fraction, a text or an enum");
        if constexpr (is_whole_number<V>)
            return integer_value(given);
        else
            return {};
    } else if constexpr (std::floating_point<F>) {
        static_assert(is_whole_number<V> || std::floating_point<V>,
                      "ginnel: this column holds numbers: compare it with a number");
        if constexpr (is_whole_number<V> || std::floating_point<V>)
            return value{static_cast<double>(given)};
        else
            return {};
    } else if constexpr (std::is_same_v<F, std::string>) {
        static_assert(is_text<V>, "ginnel: this column holds text: compare it with a text");
        if constexpr (is_text<V>)
            return value{std::string_view(given)};
        else
            return {};
    } else if constexpr (std::is_enum_v<F>) {
        static_assert(std::is_same_v<V, F>,
                      "ginnel: this column holds an enum: compare it with an enumerator of the same enum");
        if constexpr (std::is_same_v<V, F>)
            return column_traits<F>::store(given);
        else
            return {};
    } else {
        constexpr bool fits = std::is_same_v<V, F> || (std::is_class_v<V> && std::is_convertible_v<const V&, F>);
        static_assert(fits, "ginnel: compare this column with a value of its own type");
        if constexpr (fits)
            return column_traits<F>::store(given);
        else
            return {};
    }
}

/// A value by its own type, where the column is known by its name only, or not at all: keys, attributes of links.
template <typename Given>
value to_value(const Given& given)
{
    using V = std::decay_t<Given>;
    if constexpr (std::is_same_v<V, value>) {
        return given;
    } else if constexpr (is_nothing<V>) {
        return {};
    } else if constexpr (is_text<V>) {
        return value{std::string_view(given)};
    } else {
        static_assert(
            column_value<V>,
            "ginnel: no column holds a value of this type: see ginnel/value/column_traits.hpp for those there are");
        if constexpr (column_value<V>)
            return column_traits<V>::store(given);
        else
            return {};
    }
}

/// For conditions by run-time names, which take no nothing either.
template <typename Given>
value to_condition_value(const Given& given)
{
    using V = std::decay_t<Given>;
    static_assert(!is_nothing<V>,
                  "ginnel: nothing equals null in SQL: write where_null(\"column\") or where_not_null(\"column\")");
    if constexpr (is_nothing<V>)
        return {};
    else
        return to_value(given);
}

/// Throws error (data, E_VALUE_TYPE): the value called `name` does not fit.
[[noreturn]] void throw_does_not_fit(const value& v, std::string_view name, column_type wanted, bool nullable);

template <typename V>
V from_value(const value& v, std::string_view name)
{
    static_assert(
        column_value<V>,
        "ginnel: no column holds a value of this type: see ginnel/value/column_traits.hpp for those there are");
    V out{};
    if constexpr (column_value<V>) {
        if (!column_traits<V>::load(v.view(), out)) [[unlikely]]
            throw_does_not_fit(v, name, column_traits<V>::type, column_traits<V>::nullable);
    }
    return out;
}

} // namespace ginnel::detail
