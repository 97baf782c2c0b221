#pragma once

#include <ginnel/detail/to_many.hpp>
#include <ginnel/detail/to_one.hpp>

#include <optional>
#include <type_traits>
#include <vector>

namespace ginnel::detail {

/// Which rows a program means when it gives something to be loaded into: a row, an optional one, or a range of rows or
/// of pointers to rows (a std::vector, a to-many relation). `type` is their model, const where they cannot be changed.
template <typename Rows>
struct rows_of {
    using type = Rows;
    static void collect(Rows& row, std::vector<void*>& objects) { objects.push_back(&row); }
};
template <typename T>
struct rows_of<std::optional<T>> {
    using type = T;
    static void collect(std::optional<T>& row, std::vector<void*>& objects)
    {
        if (row)
            objects.push_back(&*row);
    }
};
template <typename T>
struct rows_of<T*> {
    using type = T;
    static void collect(T* row, std::vector<void*>& objects)
    {
        if (row != nullptr)
            objects.push_back(row);
    }
};
template <typename Rows>
concept row_range = requires(Rows& rows)
{
    *rows.begin();
    rows.end();
};
template <row_range Rows>
struct rows_of<Rows> {
    using element = std::remove_reference_t<decltype(*std::declval<Rows&>().begin())>;
    using type = std::remove_pointer_t<element>;
    static void collect(Rows& rows, std::vector<void*>& objects)
    {
        for (auto& row : rows) {
            if constexpr (!std::is_pointer_v<element>)
                objects.push_back(&row);
            else if (row != nullptr)
                objects.push_back(row);
        }
    }
};

template <typename T>
std::true_type shares_row(const to_one<T>*);
std::false_type shares_row(const void*);

/// Whether rows can be loaded into: one sentence if they cannot.
template <typename Rows>
consteval bool can_be_filled()
{
    constexpr bool shared = decltype(shares_row(static_cast<Rows*>(nullptr)))::value;
    static_assert(!shared,
                  "ginnel: the row of a to-one relation is shared and cannot be loaded into: load a path from the "
                  "rows that hold it, as in db.load_missing(posts, &Post::user, &User::country)");
    if constexpr (shared) {
        return false;
    } else {
        constexpr bool changeable = !std::is_const_v<typename rows_of<Rows>::type> && !std::is_const_v<Rows>;
        static_assert(changeable,
                      "ginnel: these rows are const, and loading fills them: give rows that can be changed");
        return changeable;
    }
}

} // namespace ginnel::detail
