#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/walks.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/pages.hpp>
#include <ginnel/typed/stream.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel {

/// How a query finds rows by their keys, pages and walks them: a part of `ginnel::query`, whose calls these are.
template <typename T, typename Slot>
class query_walks {
    using query = ginnel::query<T, Slot>;

public:
    /// The rows with these primary keys that meet the query's conditions, in the order of the keys; keys that find none
    /// are left out, a key that is given twice counts once. Orders, limits and offset do not count. Takes a list or any
    /// range. Statements: one, whatever the number of keys, and those of preloads; without keys none.
    template <typename Keys>
    std::vector<T> find_many(const Keys& keys) const
    {
        std::vector<T> rows;
        (void)detail::load_by_keys(self().core(), values_of(keys), &rows, detail::rows_slot_ops<T>);
        return rows;
    }
    template <typename Key>
    std::vector<T> find_many(std::initializer_list<Key> keys) const
    {
        return find_many<std::initializer_list<Key>>(keys);
    }
    /// As find_many; throws error (not_found, E_ROW_NOT_FOUND) that names the keys which find no row.
    template <typename Keys>
    std::vector<T> find_many_or_fail(const Keys& keys) const
    {
        std::vector<T> rows;
        const auto missing = detail::load_by_keys(self().core(), values_of(keys), &rows, detail::rows_slot_ops<T>);
        if (!missing.empty())
            detail::throw_rows_not_found(self().core().model(), missing);
        return rows;
    }
    template <typename Key>
    std::vector<T> find_many_or_fail(std::initializer_list<Key> keys) const
    {
        return find_many_or_fail<std::initializer_list<Key>>(keys);
    }
    /// The row with this primary key, if it meets the query's conditions; throws error (not_found, E_ROW_NOT_FOUND) if
    /// there is none. Statements: as first.
    template <typename Key>
    T find_or_fail(const Key& key) const
    {
        auto row = self().find(key);
        if (!row)
            detail::throw_row_not_found(self().core().model(), detail::to_value(key));
        return *std::move(row);
    }
    /// The only row. Throws error if there is none (not_found, E_ROW_NOT_FOUND) or more than one (data,
    /// E_SEVERAL_ROWS). Statements: as first.
    T sole() const
    {
        std::vector<T> rows;
        detail::load_two(self().core(), &rows, detail::rows_slot_ops<T>);
        if (rows.empty())
            detail::throw_row_not_found(self().core().model());
        if (rows.size() > 1)
            detail::throw_several_rows(self().core().model());
        return std::move(rows.front());
    }

    /// The rows of a page, counted from 1, and the number of all. The order is made total by the primary key. Two
    /// statements, the count and the rows, and those of preloads; the count alone for a page that has no rows. They see
    /// one state of the database within `db.begin(read_only)` only. Throws error (usage): E_PAGE for a number below 1,
    /// E_LIMITED_QUERY for a query with a limit, offset or group limit.
    page<T> paginate(std::int64_t number, std::int64_t per_page) const
    {
        page<T> p;
        const auto count = detail::load_page(self().core(), number, per_page, &p.rows, detail::rows_slot_ops<T>);
        p.total = count.total;
        p.per_page = per_page;
        p.current_page = number;
        p.last_page = count.last_page;
        return p;
    }
    /// At most n rows behind a place that a page before gave as `next_cursor` or `previous_cursor`; an empty cursor:
    /// the first. Finds them by the columns of the query's orders and the primary key, which is appended, so that a
    /// page costs the same wherever it stands and rows that come or go elsewhere move nothing. One statement, and those
    /// of preloads. A row that several paths of a relation lead to is one row.
    ///
    /// Cursors are texts for URLs, signed, not encrypted: the values of the orders can be read from them. `secret`
    /// signs them; empty: `database_options::cursor_secret`. Give the same query with a cursor as without.
    ///
    /// Throws error: E_CURSOR (data) for a text that was not signed so, E_CURSOR_FOREIGN (data) for one of another
    /// model, relation or order; E_PAGE, E_LIMITED_QUERY, E_CURSOR_ORDER (an order by a count), E_NO_CURSOR_SECRET
    /// (usage).
    cursor_page<T> cursor_paginate(std::int64_t n, std::string_view cursor = {}, std::string_view secret = {}) const
    {
        cursor_page<T> p;
        p.per_page = n;
        auto ends = detail::load_cursor_page(self().core(), n, cursor, secret, &p.rows, detail::rows_slot_ops<T>);
        if (ends.surplus)
            p.rows.pop_back();
        if (ends.reversed)
            for (std::size_t i = 0, j = p.rows.size(); i + 1 < j; ++i)
                std::swap(p.rows[i], p.rows[--j]);
        p.next_cursor = std::move(ends.next);
        p.previous_cursor = std::move(ends.previous);
        return p;
    }

    /// The rows one after the other, `batch` of them in memory: see ginnel::stream. Sends nothing yet. Throws error
    /// (usage, E_PAGE) where `batch` is below 1.
    ginnel::stream<T> stream(std::int64_t batch = 1000) const
    {
        return ginnel::stream<T>{detail::stream_core{self().core(), batch}};
    }
    /// Calls `fn(std::vector<T>&)` for n rows at a time, by primary key; a `fn` that returns false ends the walk. Each
    /// batch is a statement, and those of its preloads, of its own, and no connection is kept between them: `fn` may
    /// write, and rows that come or change meanwhile are met if their key lies ahead. Throws error (usage):
    /// E_CHUNK_ORDER for a query with an order of its own, E_LIMITED_QUERY, E_PAGE.
    template <typename F>
    void chunk(std::int64_t n, F&& fn) const
    {
        if constexpr (detail::takes_batches<T, F>()) {
            detail::chunk_core walk{self().core(), n};
            std::vector<T> rows;
            while (walk.next(&rows, detail::rows_slot_ops<T>))
                if (!detail::wants_more(fn, rows))
                    return;
        }
    }

    /// How the database would run the query, in its own words, a line a step. One statement, which reads no rows.
    std::string explain() const { return detail::explain(self().core()); }

protected:
    query_walks() = default;
    ~query_walks() = default;

private:
    const query& self() const noexcept { return static_cast<const query&>(*this); }

    template <typename Keys>
    static std::vector<value> values_of(const Keys& keys)
    {
        constexpr bool range = requires
        {
            keys.begin();
            keys.end();
        };
        constexpr bool list = range && !detail::is_text<Keys>;
        static_assert(list, "ginnel: find_many takes keys, as a list or a range: write find_many({3}), or find(3)");
        std::vector<value> values;
        if constexpr (list)
            for (const auto& key : keys)
                values.push_back(detail::to_value(key));
        return values;
    }
};

} // namespace ginnel
