#pragma once

#include "engine/load.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ginnel::engine {

/// The rows with these primary keys, in the order of the keys. Gives the positions of the keys that were found, in that
/// order. One statement and those of preloads; none without keys. A limit or offset of the query does not count.
std::vector<std::size_t> load_by_keys(session& s, const query& q, const value* parent, std::shared_ptr<const key_set> keys,
                                      result_slot into);

/// A page by its number, counted from 1. Statements: the count, and if the page has rows they and their preloads. Gives
/// the total. Throws error (usage, E_PAGE) where a number is below 1.
std::int64_t load_page(session& s, const query& q, const value* parent, std::int64_t page, std::int64_t per_page,
                       result_slot into);

/// The cursors of a page: the rows behind its last and before its first.
struct page_ends {
    std::optional<std::string> next, previous;
    bool surplus = false;  ///< the list holds one row too many, its last
    bool reversed = false; ///< then the rows stand in reverse order
};
/// At most n rows behind the position that `cursor` tells (empty: from the begin). One statement, and those of preloads.
/// Throws error: E_PAGE, E_NO_CURSOR_SECRET (usage), E_CURSOR, E_CURSOR_FOREIGN (data), and what total_orders throws.
page_ends load_cursor_page(session& s, const query& q, const value* parent, std::int64_t n, std::string_view cursor,
                           std::string_view secret, result_slot into);

/// Walks by primary key, a statement for each batch: what is written between two of them is seen by the second.
class key_walk {
public:
    /// Throws error (usage): E_CHUNK_ORDER for a query with an order of its own, E_PAGE, and what total_orders throws.
    key_walk(const query& q, const value* parent, std::int64_t n);

    /// The next rows; false: there are none. No statement once a batch was not full.
    bool next(session& s, result_slot into);

private:
    query query_;
    std::vector<order_by> orders_;
    std::optional<value> parent_;
    std::int64_t size_;
    std::vector<value> at_;
    bool ended_ = false;
};

} // namespace ginnel::engine
