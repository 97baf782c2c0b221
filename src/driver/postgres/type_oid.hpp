#pragma once

#include <ginnel/value/cell.hpp>
#include <ginnel/value/column_type.hpp>

#include <libpq-fe.h>

namespace ginnel::driver::postgres {

/// The server's numbers of its built-in types; they never change. (The server's own header has them, but lies in the
/// package for server extensions.)
namespace oid {
inline constexpr Oid unknown = 0;
inline constexpr Oid boolean = 16, bytea = 17, int8 = 20, int2 = 21, int4 = 23, text = 25, oid = 26, float4 = 700,
                     float8 = 701;
inline constexpr Oid timestamptz = 1184;
} // namespace oid

/// The type that a parameter for a column of type `t` is declared with, or an array of it. All integers are int8, as in
/// the dialect's casts.
Oid parameter_oid(column_type t) noexcept;
Oid array_oid(column_type t) noexcept;
/// The array for keys whose column is not known; `oid::unknown` for kind::null, an empty set.
Oid array_oid(kind k) noexcept;

} // namespace ginnel::driver::postgres
