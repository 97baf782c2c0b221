// room: typed
#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/relation_traits.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>
#include <optional>
#include <type_traits>

namespace ginnel::detail {

/// What becomes of rows that are removed.
enum class removal : std::uint8_t { declared, full, undone };

/// A new value for a column of the type Field; nothing (std::nullopt, an empty std::optional) is null, where the column
/// takes it.
template <typename Field, typename Given>
value assigned_value(const Given& given)
{
    using V = std::decay_t<Given>;
    static_assert(is_optional<Field> || !(is_nothing<V> || is_optional<V>),
                  "ginnel: this column takes no null: give it a value, or make the field a std::optional");
    if constexpr (is_nothing<V>) {
        return {};
    } else if constexpr (is_optional<V> && !is_optional<Field>) {
        return {};
    } else if constexpr (is_optional<V>) {
        return given ? to_value_of<Field>(*given) : value{};
    } else {
        return to_value_of<Field>(given);
    }
}

/// Whether a member is a column of T that can be written: one sentence if it is not.
template <typename T, typename C, typename F>
consteval bool is_written_column()
{
    constexpr bool mine = std::is_same_v<C, T>;
    constexpr bool column = !is_relation<F>;
    static_assert(mine, "ginnel: this column is of another model than the rows that are written");
    static_assert(!mine || column, "ginnel: this member is a relation, and a column is wanted here");
    return mine && column;
}

} // namespace ginnel::detail
