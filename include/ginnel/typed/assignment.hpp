#pragma once

#include <ginnel/detail/assigned.hpp>
#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/model_entry.hpp>
#include <ginnel/detail/relation_traits.hpp>
#include <ginnel/value/value.hpp>

#include <initializer_list>
#include <optional>
#include <type_traits>
#include <vector>

namespace ginnel {

namespace detail {

/// A column of a model, and what it is to hold.
struct assigned {
    member_id column{};
    value content{};
};

template <typename T, typename C, typename F>
consteval bool is_assignable_column()
{
    constexpr bool mine = std::is_same_v<C, T>;
    constexpr bool column = !is_relation<F>;
    static_assert(mine, "ginnel: this column is of another model: name one of the model that is found or written");
    static_assert(column || !mine, "ginnel: this member is a relation, and a column is wanted here");
    return mine && column;
}

} // namespace detail

/// A column of T and its value: `{&User::email, "x"}`. The value is of the column's type; where that is an optional,
/// nullopt is null.
template <typename T>
class assignment {
public:
    template <typename F, typename C, typename V>
    assignment(F C::*column, const V& v)
    {
        if constexpr (detail::is_assignable_column<T, C, F>()) {
            what_.column = detail::id_of(column);
            what_.content = detail::assigned_value<F>(v);
        }
    }
    const detail::assigned& what() const noexcept { return what_; }

private:
    detail::assigned what_;
};
/// Columns of T and their values: `{{&User::email, "x"}, {&User::active, true}}`.
template <typename T>
using assignments = std::initializer_list<assignment<T>>;

/// Columns of one model, for one call: see `columns`.
template <typename T>
struct column_list {
    std::vector<detail::member_id> members;
};
/// Several columns of one model for one call: `db.fetch_or_create_many(ginnel::columns(&User::first, &User::last),
/// rows)`.
template <typename C, typename... F>
column_list<C> columns(F C::*... members)
{
    column_list<C> list;
    if constexpr ((detail::is_assignable_column<C, C, F>() && ...))
        (list.members.push_back(detail::id_of(members)), ...);
    return list;
}

namespace detail {

template <typename T>
std::vector<assigned> list_of(assignments<T> list)
{
    std::vector<assigned> out;
    for (const assignment<T>& one : list)
        out.push_back(one.what());
    return out;
}

template <typename T, typename Columns>
inline constexpr bool is_column_list = std::is_same_v<Columns, column_list<T>>;
template <typename T, typename F, typename C>
inline constexpr bool is_column_list<T, F C::*> = true;

/// One column, or `ginnel::columns(...)`.
template <typename T, typename Columns>
std::vector<member_id> members_of(const Columns& given)
{
    static_assert(is_column_list<T, Columns>, "ginnel: name a column of the model, as in &User::email, or several: "
                                              "ginnel::columns(&User::first, &User::last)");
    if constexpr (std::is_same_v<Columns, column_list<T>>)
        return given.members;
    else if constexpr (is_column_list<T, Columns>)
        return columns(given).members;
    else
        return {};
}
/// The same, of a member of another model.
template <typename T, typename F, typename C>
std::vector<member_id> members_of(F C::*given)
{
    if constexpr (is_assignable_column<T, C, F>())
        return {id_of(given)};
    else
        return {};
}

template <typename T>
std::vector<void*> objects_of(std::vector<T>& rows)
{
    std::vector<void*> objects;
    objects.reserve(rows.size());
    for (T& row : rows)
        objects.push_back(&row);
    return objects;
}

} // namespace detail

} // namespace ginnel
