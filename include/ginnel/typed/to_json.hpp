#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/pick.hpp>

#include <string>
#include <type_traits>
#include <vector>

namespace ginnel {

namespace detail {
/// One row, or all rows of a list, as a JSON text.
std::string json_of_row(const schema::model& m, const void* object, const pick_core* picked);
std::string json_of_rows(const schema::model& m, const void* list, const schema::slot_ops& ops,
                         const pick_core* picked);
} // namespace detail

/// A row as JSON text: its columns, then its computed values, then its loaded relations, under their names for JSON
/// (`serialize_as`), in the order of the struct. Sends nothing.
///
/// Integers keep all digits (JavaScript itself reads those beyond 2^53 rounded). Decimals are texts, so that no reader
/// rounds them. Dates and times are ISO 8601, moments in UTC: "2024-01-31", "09:30:00", "2024-01-31T09:30:00Z". Bytes
/// are base64, a json column and an embedded value their structure, enums what their column holds. A real that is NaN
/// or infinite has no form in JSON: it throws error (data, E_JSON_NUMBER). Broken UTF-8 becomes U+FFFD.
///
/// A relation that was not loaded is left out; one that is empty is null or []. What the query added (`extras`) and
/// links are written where a pick asks for them.
template <typename T>
std::string to_json(const T& row)
{
    return detail::json_of_row(detail::schema_of<T>(), &row, nullptr);
}
/// Rows as a JSON array.
template <typename T>
std::string to_json(const std::vector<T>& rows)
{
    return detail::json_of_rows(detail::schema_of<T>(), &rows, detail::rows_slot_ops<T>, nullptr);
}
/// A row or rows, and what of them: see ginnel::pick.
template <typename T, typename Picked>
std::string to_json(const T& row, const pick<Picked>& what)
{
    constexpr bool fits = std::is_same_v<T, Picked>;
    static_assert(fits, "ginnel: this pick is of another model than the row");
    if constexpr (fits)
        return detail::json_of_row(detail::schema_of<T>(), &row, what.core().get());
    else
        return {};
}
template <typename T, typename Picked>
std::string to_json(const std::vector<T>& rows, const pick<Picked>& what)
{
    constexpr bool fits = std::is_same_v<T, Picked>;
    static_assert(fits, "ginnel: this pick is of another model than the row");
    if constexpr (fits)
        return detail::json_of_rows(detail::schema_of<T>(), &rows, detail::rows_slot_ops<T>, what.core().get());
    else
        return {};
}

} // namespace ginnel
