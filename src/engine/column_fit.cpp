#include "engine/column_fit.hpp"

#include "value/epoch.hpp"

#include <cstdint>
#include <limits>

namespace ginnel::engine {

namespace {

template <typename Integer>
bool holds(const cell& c) noexcept
{
    return c.type == kind::integer && c.integer >= std::numeric_limits<Integer>::min() &&
           c.integer <= std::numeric_limits<Integer>::max();
}

} // namespace

bool fits_column(const cell& c, column_type type) noexcept
{
    if (c.type == kind::null)
        return true;
    switch (type) {
    case column_type::boolean:
        return c.type == kind::boolean || (c.type == kind::integer && (c.integer == 0 || c.integer == 1));
    case column_type::int16:
        return holds<std::int16_t>(c);
    case column_type::int32:
        return holds<std::int32_t>(c);
    case column_type::int64:
        return c.type == kind::integer;
    // Where a table has a default such as current_timestamp, SQLite itself writes texts among the integers.
    case column_type::epoch_ms:
        return c.type == kind::integer || (c.type == kind::text && epoch_ms_of(c.text));
    case column_type::real:
        return c.type == kind::real || c.type == kind::integer;
    case column_type::blob:
        return c.type == kind::blob;
    // A decimal column of SQLite has numeric affinity, so its digits may have become a number.
    case column_type::decimal:
        return c.type == kind::text || c.type == kind::integer || c.type == kind::real;
    case column_type::text:
    case column_type::date:
    case column_type::time:
    case column_type::timestamp:
    case column_type::uuid:
    case column_type::json:
        return c.type == kind::text;
    }
    return false;
}

value kept_value(const cell& c, column_type type)
{
    if (type == column_type::boolean && c.type == kind::integer)
        return value{c.integer != 0};
    if (type == column_type::epoch_ms && c.type == kind::text)
        return value{*epoch_ms_of(c.text)};
    return value{c};
}

} // namespace ginnel::engine
