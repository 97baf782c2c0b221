#pragma once

#include <string_view>

namespace ginnel {

/// A column of a row of the query around this one; see `outer`.
template <typename F, typename C>
struct outer_column {
    F C::*column;
};
/// A column of a joined table; see `of`.
template <typename F, typename C>
struct joined_column {
    std::string_view join;
    F C::*column;
};

/// In a closure of where_has, with_count and the like, and in the query given to where_in: a column of the nearest
/// query around this one whose rows are C, at any distance. Stands where a column of the query may stand:
/// `q.where_column(&Post::created_at, ">", ginnel::outer(&User::created_at))`. The statement throws error (usage,
/// E_NO_OUTER_QUERY) where there is no such query; a preload's closure has none.
template <typename F, typename C>
constexpr outer_column<F, C> outer(F C::*column) noexcept
{
    return {column};
}

/// A column of the table that was joined under a name: `join<User>("manager", ...)`, then
/// `ginnel::of("manager", &User::name)`. The name must live for the call it stands in.
template <typename F, typename C>
constexpr joined_column<F, C> of(std::string_view join, F C::*column) noexcept
{
    return {join, column};
}

} // namespace ginnel
