#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/assignment.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace ginnel {

namespace engine {
class session;
}

namespace detail {

enum class finding : std::uint8_t { first_or_new, first_or_create, update_or_create };

/// Finds the row that holds what is searched, or makes it; `row` becomes it.
void find_or_write(engine::session& s, const schema::model& m, finding what, const std::vector<assigned>& search,
                   const std::vector<assigned>& further, void* row);
void find_or_write_many(engine::session& s, const schema::model& m, finding what, const std::vector<member_id>& by,
                        const std::vector<void*>& rows);
void upsert(engine::session& s, const schema::model& m, const std::vector<void*>& rows,
            const std::vector<member_id>& unique, const std::vector<member_id>& updated);

} // namespace detail

/// Rows that are found by some of their columns, or else written: a part of `executor`, whose calls these are.
///
/// What exists is neither written nor uses up a generated key. Null finds null. Of several rows that fit, the one with
/// the least primary key is found; softly deleted rows are not. Each call but first_or_new is one write transaction,
/// tried again when the database is busy. Two callers who do not find the same row both insert it, unless a unique
/// index over the columns searched refuses the second, which then finds the row of the first: declare one.
class find_or_create {
public:
    /// The row that holds what is searched, or a new one, which is not saved: T{} with these values and the further
    /// ones. One statement.
    template <typename T>
    T first_or_new(assignments<T> search, assignments<T> further = {})
    {
        return found<T>(detail::finding::first_or_new, search, further);
    }
    /// The row that holds what is searched; where there is none, it is inserted with these values and the further ones.
    /// Statements: a select, and an insert.
    template <typename T>
    T first_or_create(assignments<T> search, assignments<T> further = {})
    {
        return found<T>(detail::finding::first_or_create, search, further);
    }
    /// As first_or_create, and a row that exists gets the further values, if they differ. Statements: a select, and an
    /// insert, an update or nothing.
    template <typename T>
    T update_or_create(assignments<T> search, assignments<T> further)
    {
        return found<T>(detail::finding::update_or_create, search, further);
    }
    /// The rows that hold in these columns what the given ones hold (a column, or `ginnel::columns(...)`), in their
    /// order; those that are missing are inserted. Equal ones become one row. Statements: one select (one more per set
    /// of columns that are null), one insert per 100 missing rows; none for no rows.
    template <typename T, typename Columns>
    std::vector<T> fetch_or_create_many(const Columns& by, std::vector<T> rows)
    {
        find_many(detail::finding::first_or_create, by, rows);
        return rows;
    }
    /// As fetch_or_create_many, and rows that exist get all other columns of the given ones, if they differ; of equal
    /// ones the last counts. Statements: an update per row that differs more.
    template <typename T, typename Columns>
    std::vector<T> update_or_create_many(const Columns& by, std::vector<T> rows)
    {
        find_many(detail::finding::update_or_create, by, rows);
        return rows;
    }
    /// Inserts rows; where a unique index over the columns `unique` has a row already, the columns `updated` of that
    /// one are written. The rows come back with their keys. One statement per 100 rows, whatever exists, and no look
    /// before it: the fastest way for many rows. It writes rows that are equal too, and uses up a generated key
    /// for rows that exist: the databases make the key before they find the row in the way. Throws error (usage,
    /// E_UPSERT_COLUMNS) where no columns are named, and the database's where there is no such unique index.
    template <typename T, typename Unique, typename Updated>
    std::vector<T> upsert(std::vector<T> rows, const Unique& unique, const Updated& updated)
    {
        detail::upsert(*finds_in_, detail::schema_of<T>(), detail::objects_of(rows), detail::members_of<T>(unique),
                       detail::members_of<T>(updated));
        return rows;
    }

protected:
    explicit find_or_create(engine::session* s) noexcept : finds_in_(s) {}
    ~find_or_create() = default;

private:
    template <typename T>
    T found(detail::finding what, assignments<T> search, assignments<T> further)
    {
        T row{};
        detail::find_or_write(*finds_in_, detail::schema_of<T>(), what, detail::list_of<T>(search),
                              detail::list_of<T>(further), &row);
        return row;
    }
    template <typename T, typename Columns>
    void find_many(detail::finding what, const Columns& by, std::vector<T>& rows)
    {
        detail::find_or_write_many(*finds_in_, detail::schema_of<T>(), what, detail::members_of<T>(by),
                                   detail::objects_of(rows));
    }

    engine::session* finds_in_;
};

} // namespace ginnel
