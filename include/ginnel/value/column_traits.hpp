#pragma once

#include <ginnel/value/cell.hpp>
#include <ginnel/value/column_type.hpp>
#include <ginnel/value/value.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

/// How a C++ type stands in a column. Not defined for types that cannot; see the concept `column_value`.
///
/// A specialisation holds
/// - `static constexpr column_type type`: what the column holds;
/// - `static constexpr bool nullable`: whether a null has a meaning for the type;
/// - `static bool load(const cell& c, T& out)`: reads a cell. Returns false if the cell's kind, range or form does not
///   fit; `out` then holds some valid value. Throws nothing but std::bad_alloc;
/// - `static value store(const T& v)`: what is bound. Throws `error` (E_VALUE_RANGE) for a value that no column holds.
///
/// Conversions are exact: a text is no number, a bool is no integer, a null fits optionals only. For a type of your
/// own, specialising `stored_as` is shorter.
template <typename T>
struct column_traits;

/// A type that can be a column: integers but character types, bool, float, double, std::string, std::vector<std::byte>,
/// enums, std::optional of these, Ginnel's uuid, decimal, json and time_of_day, chrono's types with
/// <ginnel/value/chrono.hpp>, and each type with its own `column_traits` or `stored_as`.
template <typename T>
concept column_value = requires(const cell& c, T& out, const T& in)
{
    {
        column_traits<T>::type
        } -> std::convertible_to<column_type>;
    {
        column_traits<T>::nullable
        } -> std::convertible_to<bool>;
    {
        column_traits<T>::load(c, out)
        } -> std::same_as<bool>;
    {
        column_traits<T>::store(in)
        } -> std::same_as<value>;
};

/// The short way to make a type of your own a column: by way of a type that is one.
///
///     template <> struct ginnel::stored_as<Colour> {
///         using type = std::string;
///         static std::string store(const Colour& c) { return c.hex(); }
///         static std::optional<Colour> load(const std::string& s) { return Colour::from_hex(s); } // nullopt: does not
///         fit
///     };
///
/// `type` is no optional: for a column that takes nulls the member is `std::optional<Colour>`.
template <typename T>
struct stored_as;

/// One line of `enum_names`.
template <typename E>
struct enum_name {
    E value;
    std::string_view name;
};

/// Makes an enum's column a text that holds the enumerator's name, instead of an integer:
///
///     template <> inline constexpr ginnel::enum_name<status> ginnel::enum_names<status>[] = {
///         {status::open, "open"}, {status::done, "done"}};
///
/// A text that is not listed does not load; storing a value that is not listed throws `error` (E_VALUE_RANGE).
template <typename E>
inline constexpr bool enum_names = false;

namespace detail {

/// Throws `error` (E_VALUE_RANGE): `shown` is a value that no column of this type holds.
[[noreturn]] void throw_value_range(std::string_view shown, column_type type);
[[noreturn]] void throw_value_range(std::uint64_t v);
/// The longer branches of loading, compiled once.
bool load_real(const cell& c, double& out) noexcept;
bool load_float(const cell& c, float& out) noexcept;
bool load_blob(const cell& c, std::vector<std::byte>& out);
value store_blob(const std::vector<std::byte>& bytes);

template <typename T>
concept character = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
    std::same_as<T, char16_t> || std::same_as<T, char32_t>;

template <typename T>
concept integer_column = std::integral<T> && !std::same_as<T, bool> && !character<T> && !std::is_const_v<T> &&
                         !std::is_volatile_v<T> && sizeof(T) <= sizeof(std::int64_t);

template <typename T>
concept has_stored_as = requires
{
    typename stored_as<T>::type;
};

template <typename E>
concept named_enum = std::is_enum_v<E> && std::is_array_v<std::remove_cvref_t<decltype(enum_names<E>)>>;

/// The integer that an enum is stored as: its underlying one, or for a character one the integer of its size.
template <typename U>
struct enum_integer {
    using type = U;
};
template <character U>
struct enum_integer<U> {
    using type = std::conditional_t<std::is_signed_v<U>, std::make_signed_t<U>, std::make_unsigned_t<U>>;
};

} // namespace detail

/// A boolean; of an integer column, as SQLite and MariaDB have them, 0 and 1 only.
template <>
struct column_traits<bool> {
    static constexpr column_type type = column_type::boolean;
    static constexpr bool nullable = false;
    static bool load(const cell& c, bool& out) noexcept
    {
        if (c.type != kind::boolean && c.type != kind::integer) [[unlikely]]
            return false;
        out = c.integer != 0;
        return c.integer == 0 || c.integer == 1;
    }
    static value store(bool v) noexcept { return value{v}; }
};

/// Integers of every width, in the smallest signed column that holds them all. An std::uint64_t has an int64 column:
/// storing more than 2^63-1 throws `error` (E_VALUE_RANGE).
template <detail::integer_column I>
struct column_traits<I> {
    static constexpr column_type type = std::numeric_limits<I>::digits <= 15   ? column_type::int16
                                        : std::numeric_limits<I>::digits <= 31 ? column_type::int32
                                                                               : column_type::int64;
    static constexpr bool nullable = false;
    static bool load(const cell& c, I& out) noexcept
    {
        if (c.type == kind::integer && std::in_range<I>(c.integer)) [[likely]] {
            out = static_cast<I>(c.integer);
            return true;
        }
        return false;
    }
    static value store(I v)
    {
        if constexpr (std::numeric_limits<I>::digits > 63) {
            if (!std::in_range<std::int64_t>(v)) [[unlikely]]
                detail::throw_value_range(v);
        }
        return value{static_cast<std::int64_t>(v)};
    }
};

/// A real, or an integer that a double holds exactly.
template <>
struct column_traits<double> {
    static constexpr column_type type = column_type::real;
    static constexpr bool nullable = false;
    static bool load(const cell& c, double& out) noexcept
    {
        if (c.type == kind::real) [[likely]] {
            out = c.real;
            return true;
        }
        return detail::load_real(c, out);
    }
    static value store(double v) noexcept { return value{v}; }
};

/// A real, rounded to the nearest float; beyond a float's range it does not fit.
template <>
struct column_traits<float> {
    static constexpr column_type type = column_type::real;
    static constexpr bool nullable = false;
    static bool load(const cell& c, float& out) noexcept { return detail::load_float(c, out); }
    static value store(float v) noexcept { return value{v}; }
};

/// A text, byte for byte: NUL bytes stay, and broken UTF-8 loads as it is (JSON output replaces it).
template <>
struct column_traits<std::string> {
    static constexpr column_type type = column_type::text;
    static constexpr bool nullable = false;
    static bool load(const cell& c, std::string& out)
    {
        if (c.type != kind::text) [[unlikely]]
            return false;
        out.assign(c.text);
        return true;
    }
    static value store(std::string v) noexcept { return value{std::move(v)}; }
};

/// A blob.
template <>
struct column_traits<std::vector<std::byte>> {
    static constexpr column_type type = column_type::blob;
    static constexpr bool nullable = false;
    static bool load(const cell& c, std::vector<std::byte>& out) { return detail::load_blob(c, out); }
    static value store(const std::vector<std::byte>& v) { return detail::store_blob(v); }
};

/// A column that takes nulls.
template <column_value T>
requires(!column_traits<T>::nullable && std::default_initializable<T>) struct column_traits<std::optional<T>> {
    static constexpr column_type type = column_traits<T>::type;
    static constexpr bool nullable = true;
    static bool load(const cell& c, std::optional<T>& out)
    {
        if (c.type == kind::null) {
            out.reset();
            return true;
        }
        if (!out)
            out.emplace();
        return column_traits<T>::load(c, *out);
    }
    static value store(const std::optional<T>& v) { return v ? column_traits<T>::store(*v) : value{}; }
};

/// An enum: its underlying integer (any integer of that width loads, enumerator or not), or with `enum_names` its name.
template <typename E>
requires(std::is_enum_v<E> && !detail::has_stored_as<E> && !std::is_const_v<E>) struct column_traits<E> {
    using integer = typename detail::enum_integer<std::underlying_type_t<E>>::type;

    static constexpr column_type type = detail::named_enum<E> ? column_type::text : column_traits<integer>::type;
    static constexpr bool nullable = false;
    static bool load(const cell& c, E& out)
    {
        if constexpr (detail::named_enum<E>) {
            if (c.type != kind::text)
                return false;
            for (const enum_name<E>& known : enum_names<E>) {
                if (known.name == c.text) {
                    out = known.value;
                    return true;
                }
            }
            return false;
        } else {
            integer i{};
            if (!column_traits<integer>::load(c, i))
                return false;
            out = static_cast<E>(i);
            return true;
        }
    }
    static value store(E v)
    {
        if constexpr (detail::named_enum<E>) {
            for (const enum_name<E>& known : enum_names<E>) {
                if (known.value == v)
                    return value{known.name};
            }
            detail::throw_value_range("an enumerator that enum_names does not list", type);
        } else {
            return column_traits<integer>::store(static_cast<integer>(v));
        }
    }
};

/// A type of the user's that says what it is stored as.
template <detail::has_stored_as T>
struct column_traits<T> {
    using stored = typename stored_as<T>::type;
    static_assert(column_value<stored>, "ginnel::stored_as<T>::type must itself be a type that a column can hold");
    static_assert(!column_traits<stored>::nullable,
                  "ginnel::stored_as<T>::type must not be an optional: make the member a std::optional<T> instead");

    static constexpr column_type type = column_traits<stored>::type;
    static constexpr bool nullable = false;
    static bool load(const cell& c, T& out)
    {
        stored s{};
        if (!column_traits<stored>::load(c, s))
            return false;
        std::optional<T> made = stored_as<T>::load(s);
        if (!made)
            return false;
        out = std::move(*made);
        return true;
    }
    static value store(const T& v) { return column_traits<stored>::store(stored_as<T>::store(v)); }
};

} // namespace ginnel
