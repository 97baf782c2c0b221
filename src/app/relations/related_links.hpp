#pragma once

#include "app/relations/related_rows.hpp"
#include "app/writing/row_values.hpp"
#include "engine/record.hpp"
#include "engine/session.hpp"
#include "engine/write.hpp"

#include <ginnel/schema/relation.hpp>

#include <optional>
#include <span>
#include <vector>

namespace ginnel::app {

/// A link to make: the key of the related row as links hold it, and what else the link holds.
struct row_link {
    value key;
    row_values holds;
};

/// The model whose rows are the links of a relation; null: they are rows of a table that is no model, or there are
/// none.
const schema::model* link_model(const schema::relation& r) noexcept;
/// What links hold of the target's row with this primary key; none where that is to be read of the row, and there is
/// none. No statement where it is the primary key itself, else one.
std::optional<value> far_key_of(engine::session& s, const schema::relation& r, const value& id);
/// Inserts links, of a parent with this key, that cannot be there yet. One statement per 100 alike ones.
void insert_links(const related_rows& rows, const value& near, std::vector<row_link> links);

/// Links one row with the related row of this primary key. A link that is there stays one, and is given what `holds`
/// says, but for nulls; a new one gets it all. Gives the link: all of one that was there, of a new one what it was
/// given and its key. In one write transaction: a statement that looks for the parent, one for the related row, one
/// that looks for the link, and one that writes. Throws error: not_found, E_PARENT_NOT_FOUND and E_TARGET_NOT_FOUND;
/// what engine::link_table throws.
engine::record link(const related_rows& rows, const value& id, const row_values& holds);
/// Removes the links to the row of this primary key, which need not be there any more. Gives how many. At most two
/// statements.
std::int64_t unlink(const related_rows& rows, const value& id);
/// Whether there is a link to it. One statement.
bool is_linked(const related_rows& rows, const value& id);
/// Makes the links of the parent exactly these (keys: primary keys of related rows). Gives what was changed, by primary
/// keys of the related rows. Statements: one that looks for the parent, one for all related rows, and those of
/// engine::sync. Throws as `link`.
engine::changes sync_links(const related_rows& rows, std::span<const row_link> links);

} // namespace ginnel::app
