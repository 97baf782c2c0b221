#include "value/integer_types.hpp"

#include <ginnel/value/column_type.hpp>

namespace ginnel {

std::string_view name_of(column_type type) noexcept
{
    switch (type) {
    case column_type::boolean:
        return "boolean";
    case column_type::int16:
        return "int16";
    case column_type::int32:
        return "int32";
    case column_type::int64:
        return "int64";
    case column_type::real:
        return "real";
    case column_type::text:
        return "text";
    case column_type::blob:
        return "blob";
    case column_type::date:
        return "date";
    case column_type::time:
        return "time";
    case column_type::timestamp:
        return "timestamp";
    case column_type::uuid:
        return "uuid";
    case column_type::decimal:
        return "decimal";
    case column_type::json:
        return "json";
    case column_type::epoch_ms:
        return "epoch_ms";
    }
    return "unknown";
}

bool comparable(column_type a, column_type b) noexcept
{
    if (is_integer(a) && is_integer(b))
        return true;
    // JSON is compared as text by one database and as a document by the next, and PostgreSQL's `json` not at all.
    return a == b && a != column_type::json;
}

} // namespace ginnel
