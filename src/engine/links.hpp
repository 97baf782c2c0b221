#pragma once

#include "engine/query.hpp"
#include "engine/write.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ginnel::engine {

// Writes of the links of one parent, beside attach and sync of write.hpp. All run in a write transaction with the
// parent's row locked by a statement of its own where the database has row locks; what the relation declares of its
// links (`on_query`, the type of a polymorphic pivot) restricts the links that are seen, and new ones get it. Where
// links are softly deleted, removing stamps them.

/// Removes the links to these keys, and says how many rows that were. One statement; none for no keys.
std::int64_t detach(session& s, const schema::relation& r, const value& parent, std::vector<value> keys);
/// Removes all links of the parent, and says how many rows that were. One statement.
std::int64_t detach_all(session& s, const schema::relation& r, const value& parent);
/// Removes those of these links that exist and makes the others. Statements: a select, at most one delete and one
/// insert (one per 100 new links where any has attributes); none for no links.
changes toggle(session& s, const schema::relation& r, const value& parent, std::vector<link> links);
/// Gives links that exist new attributes and says whose differed; what is equal is not written, a link that is not
/// there is not made. Statements: a select, and an update per distinct set of changes; none where nothing is given.
std::vector<value> update_links(session& s, const schema::relation& r, const value& parent, std::vector<link> links);

/// A parent, and what its links are to be.
struct parent_links {
    value parent;
    std::vector<link> links;
};
/// sync of many parents at once; the changes are those of each parent, in the order given. Throws error (usage,
/// E_PARENT_TWICE) for a parent that is given twice. In one write transaction, whatever the number of parents and
/// links: [a lock of all parents, in the order of their keys, where the database has row locks,] one select [a second
/// one if there are duplicate rows], one delete per 100 parents with links that go [and one of duplicates], an update
/// per distinct set of new attributes and 100 parents, and one insert per 100 new links.
std::vector<changes> sync_many(session& s, const schema::relation& r, std::vector<parent_links> parents,
                               sync_options o = {});

/// The link table of a relation as a model of its own, for a query of its rows; its objects are records. Throws error
/// as link_table does.
schema::model link_rows_model(const schema::relation& r);
/// How many of the parent's links meet the conditions of `rows`. One statement.
std::int64_t count_link_rows(session& s, const schema::relation& r, const value& parent, const query& rows);
/// Gives the parent's links that meet the conditions of `rows`, a query of link_rows_model, these values; says how many
/// rows that were. One statement; none if no value is given.
std::int64_t update_link_rows(session& s, const schema::relation& r, const value& parent, const query& rows,
                              const std::vector<std::pair<std::string, value>>& set);
/// Removes them. One statement.
std::int64_t remove_link_rows(session& s, const schema::relation& r, const value& parent, const query& rows);

} // namespace ginnel::engine
