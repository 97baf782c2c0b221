#pragma once

#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/relation_traits.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/assignment.hpp>

#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

namespace detail {

class related_core;

/// The relation of a parent row and the row named between, without types: compiled code.
class via_core {
public:
    via_core(const related_core& under, const schema::model& middle, const void* row);

    /// `creates`: the rows are inserted, whatever they say of themselves.
    void save(const std::vector<void*>& rows, bool creates) const;

private:
    engine::session* session_;
    const schema::relation* relation_;
    value parent_, middle_;
};

template <typename Last>
struct last_type {
    using type = void;
};
template <typename... Types>
requires(sizeof...(Types) > 0) struct last_type<type_list<Types...>> {
    using type = typename decltype((std::type_identity<Types>{}, ...))::type;
};

/// Whether a row of `Middle` may be named as the one between: the types say so where they name the models passed, else
/// it shows when the call runs.
template <typename Slot, typename Middle>
consteval bool needs_middle()
{
    using last = typename last_type<typename relation_traits<Slot>::through>::type;
    constexpr bool right = std::is_void_v<last> || std::is_same_v<last, Middle>;
    static_assert(is_through<Slot>,
                  "ginnel: only has_many_through and has_one_through pass a row that via names: leave via out");
    static_assert(
        right || !is_through<Slot>,
        "ginnel: via names a row of the model that the relation passes last, whose key the related rows hold");
    return is_through<Slot> && right;
}
template <typename Slot>
consteval bool has_many_rows()
{
    constexpr bool many = schema::to_many(relation_traits<Slot>::kind);
    static_assert(many, "ginnel: this relation has one row: use the call for one row (save, create)");
    return many;
}

} // namespace detail

/// The far rows of a through path, written with the row between named: `db.related(country,
/// &Country::posts).via(user)`. Keeps the keys of both rows, not the rows.
///
/// Each call is one write transaction, which first looks whether that row is behind the parent. Throws error
/// (not_found, E_MIDDLE_OF_ANOTHER) where it is not; (usage, E_UNSAVED_PARENT) where one of the two was not saved;
/// (usage, E_WRONG_MIDDLE) for a row of a model that the path does not pass last; (unsupported, E_NO_MIDDLE) for a path
/// whose far rows do not hold the key of the row between, as those tied by links.
template <typename Slot>
class rows_via {
    using target = typename detail::relation_traits<Slot>::target;

public:
    explicit rows_via(detail::via_core core) : core_{std::move(core)} {}

    /// Inserts a row that belongs to the row between, and returns it with its key. Two statements; one more to lock the
    /// row between where the database has row locks.
    target create(target row) const
    {
        core_.save({&row}, true);
        return row;
    }
    /// As create, for any number of rows: one insert per 100 rows; no statement for no rows.
    std::vector<target> create_many(std::vector<target> rows) const
    {
        if constexpr (detail::has_many_rows<Slot>())
            core_.save(detail::objects_of(rows), true);
        return rows;
    }
    /// Ties a row to the row between: it is inserted, or where it is saved updated, as related_rows::save does. Two
    /// statements; one where it is known that nothing differs; one more to lock the row between where the database has
    /// row locks. Throws error (not_found, E_ROW_NOT_FOUND) where a saved row is gone.
    void save(target& row) const { core_.save({&row}, false); }
    /// As save, for any number of rows: one insert per 100 rows that are new, one update per row that is saved.
    void save_many(std::vector<target>& rows) const
    {
        if constexpr (detail::has_many_rows<Slot>())
            core_.save(detail::objects_of(rows), false);
    }

private:
    detail::via_core core_;
};

} // namespace ginnel
