#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/expressions.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/value/value.hpp>

#include <initializer_list>
#include <string_view>
#include <vector>

namespace ginnel {

// What a projection selects, and what groups are tested and ordered by, beside columns. Texts must live for the call
// that an expression is given to. Columns are members, `of(...)`, or run-time names.

/// The number of rows: std::int64_t.
constexpr detail::count_rows count() noexcept
{
    return {};
}
/// The number of rows in which the column is not null: std::int64_t.
template <typename Column>
constexpr detail::aggregate_of_column<detail::aggregate_kind::count, Column> count(Column column) noexcept
{
    return {column};
}
/// The number of different values, nulls left out: std::int64_t.
template <typename Column>
constexpr detail::aggregate_of_column<detail::aggregate_kind::count, Column, true>
count_distinct(Column column) noexcept
{
    return {column};
}
/// The sum of the values that are not null: std::int64_t of integers, else double. May be null where all are, and where
/// there may be no row (nothing but aggregates is selected).
template <typename Column>
constexpr detail::aggregate_of_column<detail::aggregate_kind::sum, Column> sum(Column column) noexcept
{
    return {column};
}
/// The average: double. Null as `sum` is.
template <typename Column>
constexpr detail::aggregate_of_column<detail::aggregate_kind::avg, Column> avg(Column column) noexcept
{
    return {column};
}
/// The least and the greatest value, of the column's type. Null as `sum` is.
template <typename Column>
constexpr detail::aggregate_of_column<detail::aggregate_kind::min, Column> min(Column column) noexcept
{
    return {column};
}
template <typename Column>
constexpr detail::aggregate_of_column<detail::aggregate_kind::max, Column> max(Column column) noexcept
{
    return {column};
}
/// SQL of the program's own, as `where_raw` takes it; of the type of the field that it is read into.
inline detail::raw_expression raw(std::string_view text, const std::vector<value>& values = {})
{
    return {text, values};
}
inline detail::raw_expression raw(std::string_view text, std::initializer_list<detail::bound> values)
{
    return {text, detail::values_of(values)};
}

/// An expression, and the field of the row that takes it: `all_as<summary>(into(&summary::best, max(&Post::score)))`.
/// Fields that are not named keep their defaults.
template <typename F, typename Row, typename Expression>
constexpr detail::field_expression<F, Row, Expression> into(F Row::*field, Expression what)
{
    return {field, what};
}

} // namespace ginnel
