#include "sql/postgres_types.hpp"

namespace ginnel::sql {

std::string_view postgres_type(column_type type) noexcept
{
    switch (type) {
    case column_type::boolean:
        return "boolean";
    case column_type::int16:
        return "smallint";
    case column_type::int32:
        return "integer";
    case column_type::int64:
    case column_type::epoch_ms:
        return "bigint";
    case column_type::real:
        return "double precision";
    case column_type::text:
        return "text";
    case column_type::blob:
        return "bytea";
    case column_type::date:
        return "date";
    case column_type::time:
        return "time";
    case column_type::timestamp:
        return "timestamp";
    case column_type::uuid:
        return "uuid";
    case column_type::decimal:
        return "numeric";
    case column_type::json:
        return "jsonb";
    }
    return "text";
}

std::string_view postgres_parameter_type(column_type type) noexcept
{
    switch (type) {
    case column_type::int16:
    case column_type::int32:
        return "bigint";
    default:
        return postgres_type(type);
    }
}

} // namespace ginnel::sql
