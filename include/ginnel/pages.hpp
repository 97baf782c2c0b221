// room: value
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ginnel {

/// A page of a query's rows, and where it stands among the pages: what `paginate` of a query returns.
template <typename T>
struct page {
    std::vector<T> rows{};
    std::int64_t total{};        ///< rows on all pages
    std::int64_t per_page{};     ///< rows on a full page
    std::int64_t current_page{}; ///< counted from 1; may lie past the last
    std::int64_t last_page{};    ///< 1 where there are no rows
    std::int64_t first_page = 1;

    bool has_more_pages() const noexcept { return current_page < last_page; }

    auto begin() noexcept { return rows.begin(); }
    auto end() noexcept { return rows.end(); }
    auto begin() const noexcept { return rows.begin(); }
    auto end() const noexcept { return rows.end(); }
};

/// A page of a query's rows with the cursors of its neighbours: what `query::cursor_paginate` returns.
template <typename T>
struct cursor_page {
    std::vector<T> rows{};
    std::int64_t per_page{};
    std::optional<std::string> next_cursor{};     ///< none: no rows behind these
    std::optional<std::string> previous_cursor{}; ///< none: no rows before these

    bool has_more_pages() const noexcept { return next_cursor.has_value(); }

    auto begin() noexcept { return rows.begin(); }
    auto end() noexcept { return rows.end(); }
    auto begin() const noexcept { return rows.begin(); }
    auto end() const noexcept { return rows.end(); }
};

} // namespace ginnel
