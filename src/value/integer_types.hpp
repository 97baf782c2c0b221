#pragma once

#include <ginnel/value/column_type.hpp>

namespace ginnel {

/// Whether columns of this type hold integers, of whatever size: these compare with one another.
constexpr bool is_integer(column_type type) noexcept
{
    return type == column_type::int16 || type == column_type::int32 || type == column_type::int64;
}

} // namespace ginnel
