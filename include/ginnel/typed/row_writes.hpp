#pragma once

#include <ginnel/detail/assigned.hpp>
#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/detail/rows_of.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/row_loads.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

namespace ginnel {

namespace detail {

void save_rows(engine::session& s, const schema::model& m, const std::vector<void*>& objects);
/// `columns`: offsets of members; none: all.
void update_rows(engine::session& s, const schema::model& m, const std::vector<void*>& objects,
                 const std::vector<std::size_t>& columns);
void save_graph(engine::session& s, const schema::model& m, const std::vector<void*>& roots);
std::int64_t remove_rows(engine::session& s, const schema::model& m, const std::vector<void*>& objects, removal how);
/// Reads the row of `object` again into `slot`; throws error (not_found) if it is gone.
void read_again(engine::session& s, const schema::model& m, const void* object, void* slot,
                const schema::slot_ops& ops);
/// Takes the columns of `from` over into `object`.
void take_columns(const schema::model& m, const void* from, void* object);

/// Whether rows can be written and get back what the database made of them: one sentence if they cannot.
template <typename Rows>
consteval bool can_be_written()
{
    constexpr bool changeable = !std::is_const_v<typename rows_of<Rows>::type> && !std::is_const_v<Rows>;
    static_assert(changeable, "ginnel: these rows are const, and what a write changes comes back into them: give rows "
                              "that can be changed");
    return changeable;
}

} // namespace detail

/// Writing rows that are objects: a part of `executor`, whose calls these are.
///
/// Rows are found by their primary keys. What a model keeps by itself (`timestamps`, `version`, `soft_delete` in
/// describe) is written too and comes back into the rows; a failure leaves them as they were. Calls for many rows take
/// a range of rows or of pointers to rows; what they do is done whole or not at all, in one transaction if they need
/// more than one statement, and no rows cost no statement.
///
/// Throws error: not_found (E_ROW_NOT_FOUND) where an update finds no row; conflict (E_STALE_ROW) where the model
/// counts versions and another caller has changed the row since it was read; usage (E_NOT_PERSISTED) where a row has no
/// key, (E_NO_PRIMARY_KEY) where its model has none, (E_MISSING_MODEL_ATTRIBUTE) where a column named was not selected.
class row_writes : public row_loads {
public:
    /// Inserts the row or updates it. With a member `ginnel::row_state` the row knows whether it is stored, and a row
    /// that was selected in part writes only what was selected, or with `track_changes` in describe what differs from
    /// what the database gave. Without, a generated key that is 0 says that it is new. One statement; none where it is
    /// known that nothing differs. Throws error (usage, E_SAVE_UNDECIDED) where neither can tell.
    template <typename T>
    void save(T& row)
    {
        if constexpr (detail::can_be_written<T>())
            detail::save_rows(*session_, detail::schema_of<T>(), {&row});
    }
    /// As save, of many rows. New rows are inserted in one statement per 100, each other row is updated in one, of one
    /// prepared text per set of columns that differ.
    template <typename Rows>
    void save_many(Rows& rows)
    {
        if constexpr (detail::can_be_written<Rows>())
            detail::save_rows(*session_, detail::schema_of<typename detail::rows_of<Rows>::type>(), objects_of(rows));
    }
    /// Saves a row, or rows, and all that their loaded relations hold, to any depth, in one transaction: what a row belongs
    /// to first, then the row, then the rows that belong to it, with its key set, and the links that are missing. Each row
    /// is saved as by `save`. Rows of to-one relations are shared and const: they are written only where they are new
    /// (their key comes into the shared row) or are to hold another key. A relation that was not loaded is not touched,
    /// and nothing is removed: a row or link that is missing in a list stays in the database.
    ///
    /// Statements: one insert per 100 new rows of one model and level (how many new rows must be there before), one
    /// update per other row; per relation with links a select and one insert per 100 new links, and a lock of the parents
    /// where the database has row locks. Where one fails, the database and all rows are as they were.
    ///
    /// Throws error (usage, E_GRAPH_CYCLE) for new rows that hold each other's keys in a circle; (E_MISSING_MIDDLE) for a
    /// new row in a relation through others that does not say which middle row is meant.
    template <typename Rows>
    void save_graph(Rows& rows)
    {
        if constexpr (detail::can_be_written<Rows>())
            detail::save_graph(*session_, detail::schema_of<typename detail::rows_of<Rows>::type>(), objects_of(rows));
    }
    /// Writes all columns of a row, or those named: `db.update(user, &User::name, &User::email)`. One statement.
    template <typename T, typename... F, typename... C>
    void update(T& row, F C::*... columns)
    {
        if constexpr (detail::can_be_written<T>() && (detail::is_written_column<T, C, F>() && ...))
            detail::update_rows(*session_, detail::schema_of<T>(), {&row}, {detail::id_of(columns).offset...});
    }
    /// As update, of many rows: one statement each, of one prepared text.
    template <typename Rows, typename... F, typename... C>
    void update_many(Rows& rows, F C::*... columns)
    {
        using T = typename detail::rows_of<Rows>::type;
        if constexpr (detail::can_be_written<Rows>() && (detail::is_written_column<T, C, F>() && ...))
            detail::update_rows(*session_, detail::schema_of<T>(), objects_of(rows),
                                {detail::id_of(columns).offset...});
    }
    /// Deletes the row (delete is a word of C++); a model with `soft_delete` gets the time instead. Gives whether the
    /// row was there. One statement.
    template <typename T>
    bool remove(T& row)
    {
        return removed(row, detail::removal::declared) != 0;
    }
    /// As remove, and gives how many rows were there. One statement, whatever their number.
    template <typename Rows>
    std::int64_t remove_many(Rows& rows)
    {
        return removed(rows, detail::removal::declared);
    }
    /// Deletes a row that would be deleted softly.
    template <typename T>
    bool force_remove(T& row)
    {
        return removed(row, detail::removal::full) != 0;
    }
    template <typename Rows>
    std::int64_t force_remove_many(Rows& rows)
    {
        return removed(rows, detail::removal::full);
    }
    /// Takes a soft delete back; gives whether the row was deleted. One statement. Throws error (usage,
    /// E_NO_SOFT_DELETE).
    template <typename T>
    bool restore(T& row)
    {
        return removed(row, detail::removal::undone) != 0;
    }
    template <typename Rows>
    std::int64_t restore_many(Rows& rows)
    {
        return removed(rows, detail::removal::undone);
    }
    /// Reads the row's columns again, softly deleted or not; loaded relations stay as they are. One statement. Throws
    /// error (not_found, E_ROW_NOT_FOUND) if it is gone.
    template <typename T>
    void refresh(T& row)
    {
        if constexpr (detail::can_be_written<T>()) {
            const schema::model& m = detail::schema_of<T>();
            std::optional<T> read;
            detail::read_again(*session_, m, &row, &read, detail::row_slot_ops<T>);
            detail::take_columns(m, &*read, &row);
        }
    }

protected:
    using row_loads::row_loads;
    ~row_writes() = default;

private:
    template <typename Rows>
    static std::vector<void*> objects_of(Rows& rows)
    {
        std::vector<void*> objects;
        detail::rows_of<Rows>::collect(rows, objects);
        return objects;
    }
    template <typename Rows>
    std::int64_t removed(Rows& rows, detail::removal how)
    {
        if constexpr (detail::can_be_written<Rows>())
            return detail::remove_rows(*session_, detail::schema_of<typename detail::rows_of<Rows>::type>(),
                                       objects_of(rows), how);
        else
            return 0;
    }
};

} // namespace ginnel
