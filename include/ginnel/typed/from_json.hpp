#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/slot_ops.hpp>
#include <ginnel/fwd.hpp>

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel {

/// How strict `from_json` is.
struct from_json_options {
    /// Members that the model does not have are passed over; else they are errors that give the nearest names.
    bool ignore_unknown = false;
    /// Columns that are missing are errors, but those that take null and generated keys; else they keep the defaults of
    /// the struct. The key of a row that stands under its parent is not asked for.
    bool required = false;
    std::size_t max_bytes = std::size_t{64} << 20; ///< a longer text throws error (limit, E_JSON_TOO_LONG)
};

namespace detail {

void read_json(std::string_view text, const schema::model& m, void* object, const from_json_options& o);
void read_json_list(std::string_view text, const schema::model& m, void* list, const schema::slot_ops& ops,
                    const from_json_options& o);

template <typename T>
struct json_target {
    static T read(std::string_view text, const from_json_options& o)
    {
        T row{};
        read_json(text, schema_of<T>(), &row, o);
        return row;
    }
};
template <typename T>
struct json_target<std::vector<T>> {
    static std::vector<T> read(std::string_view text, const from_json_options& o)
    {
        std::vector<T> rows;
        read_json_list(text, schema_of<T>(), &rows, rows_slot_ops<T>, o);
        return rows;
    }
};

} // namespace detail

/// Reads a row of the model `T`, or rows (`from_json<std::vector<User>>(text)`), as `to_json` writes them: columns and
/// relations by their names for JSON. Sends nothing; nothing is stored.
///
/// Types are strict: a text is no number, 1.5 no integer, null for optionals only; integers and decimals are exact, a
/// decimal is a text or a number. Times take an offset, bytes are base64. A relation that is named counts as loaded: a
/// list, an object or null. Computed values are passed over; a name given twice is an error, and so is one that is
/// hidden.
///
/// Throws error (data): E_JSON_INVALID for a text that is no JSON or nested more than 200 deep; E_JSON for one that
/// does not fit, with all that is wrong by its path, a line each (the first 100):
///
///     User: 2 mistakes in the JSON
///       posts[2].title: text was expected, number found
///       nmae: User has no member of this name (nearest: "name")
template <typename T>
T from_json(std::string_view text, const from_json_options& o = {})
{
    return detail::json_target<T>::read(text, o);
}
/// Reads a patch: the members that the text names are set, a relation that it names is replaced as a whole, all else
/// stays as it is (`required` asks for nothing). Where it throws, the row is as it was.
template <typename T>
void from_json(std::string_view text, T& row, from_json_options o = {})
{
    constexpr bool one = !detail::is_list<T>;
    static_assert(one, "ginnel: a patch is for one row: read a list with from_json<std::vector<T>>(text)");
    if constexpr (one) {
        o.required = false;
        T made = row;
        detail::read_json(text, detail::schema_of<T>(), &made, o);
        row = std::move(made);
    }
}

} // namespace ginnel
