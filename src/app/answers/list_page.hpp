#pragma once

#include "app/answers/answer_bounds.hpp"
#include "app/answers/protected_properties.hpp"
#include "app/answers/text_rows.hpp"
#include "app/answers/unshown.hpp"
#include "engine/query.hpp"
#include "engine/session.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ginnel::app {

/// What is asked of a list beside its rows.
struct list_wishes {
    bool total = false;                 ///< how many there are without limit and skip: one statement more
    std::optional<std::string> after{}; ///< the cursor of a page; empty: the first page; nothing: no page
    std::string secret{};               ///< what cursors are signed with
};

/// A list, and what was asked beside it.
struct listed {
    std::string rows; ///< a JSON array
    std::size_t size = 0;
    bool page = false; ///< by cursor
    std::int64_t skipped = 0;
    std::optional<std::int64_t> total{};
    std::optional<std::string> next{}, previous{}; ///< cursors, of a page
};

/// Reads the rows of a query, in the order of its own (or of its keys), into `rows`. `parent`: as in
/// engine::load_related. Statements: one, one per include for which a row has a key, and one for the total.
///
/// Throws error: limit, E_ANSWER_TOO_LARGE, past the bounds; of a page by cursor, data, E_PAGE where it has no limit or
/// has what seeking replaces, E_CURSOR, E_CURSOR_FOREIGN, and usage, E_CURSOR_ORDER and E_NO_PRIMARY_KEY.
listed read_list(engine::session& s, engine::query q, const value* parent, const answer_bounds& bounds,
                 const list_wishes& wishes, text_rows& rows, const unshown& hidden);

/// Throws error limit, E_ANSWER_TOO_LARGE, where a list has more rows than it may.
void check_rows(std::size_t found, std::int64_t most);

} // namespace ginnel::app
