#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/fwd.hpp>

#include <string>
#include <vector>

namespace ginnel {

namespace detail {
void append_json(std::string& out, const schema::model& m, const void* object);
}

/// A row as JSON text: its columns, then its loaded relations, under their names for JSON (`serialize_as`), in the
/// order of the struct. Extras are not written. Integers keep all digits; dates, times, uuids and decimals are their
/// stored texts, a json column its structure, bytes base64. A relation that was not loaded is left out; one that is
/// empty is null or [].
template <typename T>
std::string to_json(const T& row)
{
    std::string out;
    detail::append_json(out, detail::schema_of<T>(), &row);
    return out;
}
/// Rows as a JSON array.
template <typename T>
std::string to_json(const std::vector<T>& rows)
{
    const schema::model& m = detail::schema_of<T>();
    std::string out = "[";
    for (const T& row : rows) {
        if (out.size() > 1)
            out += ',';
        detail::append_json(out, m, &row);
    }
    return out += ']';
}

} // namespace ginnel
