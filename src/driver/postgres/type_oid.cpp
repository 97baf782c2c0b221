#include "driver/postgres/type_oid.hpp"

namespace ginnel::driver::postgres {
namespace {

struct type_numbers {
    Oid one, array;
};

type_numbers numbers_of(column_type t) noexcept
{
    switch (t) {
    case column_type::boolean:
        return {16, 1000};
    case column_type::int16:
    case column_type::int32:
    case column_type::int64:
    case column_type::epoch_ms:
        return {20, 1016};
    case column_type::real:
        return {701, 1022};
    case column_type::text:
        return {25, 1009};
    case column_type::blob:
        return {17, 1001};
    case column_type::date:
        return {1082, 1182};
    case column_type::time:
        return {1083, 1183};
    case column_type::timestamp:
        return {1114, 1115};
    case column_type::uuid:
        return {2950, 2951};
    case column_type::decimal:
        return {1700, 1231};
    case column_type::json:
        return {3802, 3807};
    }
    return {oid::unknown, oid::unknown};
}

} // namespace

Oid parameter_oid(column_type t) noexcept
{
    return numbers_of(t).one;
}

Oid array_oid(column_type t) noexcept
{
    return numbers_of(t).array;
}

Oid array_oid(kind k) noexcept
{
    switch (k) {
    case kind::boolean:
        return array_oid(column_type::boolean);
    case kind::integer:
        return array_oid(column_type::int64);
    case kind::real:
        return array_oid(column_type::real);
    case kind::text:
        return array_oid(column_type::text);
    case kind::blob:
        return array_oid(column_type::blob);
    case kind::null:
        break;
    }
    return oid::unknown;
}

} // namespace ginnel::driver::postgres
