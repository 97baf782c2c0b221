#pragma once

#include "engine/query.hpp"
#include "engine/row_writes.hpp"
#include "engine/session.hpp"

#include <cstdint>
#include <span>

namespace ginnel::engine {

/// A column's new value: `v`, or the old one and `v` more.
struct assignment {
    const schema::column* column;
    value v;
    bool added = false;
};

/// Writes the rows of a query, objects unseen: those that a list of it would show, at the conditions of its relation
/// and of its model's scopes; a limit counts. Columns that the model keeps by itself are written too: the time of the
/// update, and the version, which counts on. `parent`: as in load_related; a null key relates to nothing, and costs no
/// statement. One statement. Gives the number of rows written. Runs no hooks.
///
/// Throws error before anything is sent: usage: E_NO_VALUES (nothing to write), E_COLUMN_TYPE (an addition to what is
/// no number), E_GROUPED, E_NO_PRIMARY_KEY (under a limit, a join or a longer path); data, E_COLUMN_TYPE (a value that
/// its column cannot hold).
std::int64_t update(session& s, const query& q, std::span<const assignment> values, const value* parent = nullptr);
/// As update, but rows are removed, or come back; where they are deleted and on_delete rules of their model are such as no
/// foreign key can say, as remove_by_rules says.
std::int64_t remove(session& s, const query& q, removal how = removal::declared, const value* parent = nullptr);

} // namespace ginnel::engine
