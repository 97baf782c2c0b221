#pragma once

#include "engine/session.hpp"
#include "engine/table_wishes.hpp"

#include <ginnel/schema/model.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ginnel::engine {

/// Inserts rows in batches of one statement each (never one statement per row). A generated key that is 0 or null is
/// left to the database and comes back into the object, as a column of a record that was given no value is left to its
/// default. `fixed`: columns that get these values instead of the object's, in the object too. A failure leaves all
/// objects as they were. Statements: one per 100 rows that give values for the same columns (rows with and without a
/// key do not), rows with a key first; [on SQLite one more for over 100 rows that get both a key and values of other
/// columns from the database, which reads these;] in one transaction if more than one.
void insert(session& s, const schema::model& m, std::span<void* const> objects,
            std::span<const std::pair<const schema::column*, value>> fixed = {});

/// A link to make: the related row's key and values of the link table's own columns, by name.
struct link {
    value key;
    std::vector<std::pair<std::string, value>> attributes;
};

struct attach_options {
    bool duplicates = false; ///< make links that exist already a second time (default: skip them)
};
struct attached {
    std::vector<value> attached, skipped;
};
/// Adds links of a many-to-many relation from one parent. What the relation declares on its link table (`on_query`) by
/// equality restricts the links that count as existing, and new links get it; other conditions are refused
/// (E_PIVOT_CONDITION). In a write transaction: [lock of the parent row where the database has row locks,] one select,
/// and one insert, whatever the number of links; one per 100 new links where any has attributes; no insert when nothing
/// is new.
attached attach(session& s, const schema::relation& r, const value& parent, const std::vector<link>& links,
                attach_options o = {});
/// The same of links that hold nothing but these keys.
attached attach_keys(session& s, const schema::relation& r, const value& parent, std::span<const std::int64_t> keys,
                     attach_options o = {});

struct sync_options {
    bool detach = true; ///< remove links that are not named
    /// Of sync_many: links that exist stay as they are, with the attributes that they have and as often as they are
    /// there.
    bool only_add = false;
};
struct changes {
    std::vector<value> attached, detached, updated;
};
/// Makes the links of one parent equal to `links`: adds, removes, and updates those whose given attributes differ.
/// Duplicate rows collapse to one, where the link table is a model with a key of its own or the database tells equal
/// rows apart. Rows that do not meet what the relation declares on its link table are left alone. In a write
/// transaction: [lock,] select [a second one if there are duplicate rows], then at most one delete [and one of
/// duplicates], one insert (one per 100 rows where any link has attributes), and one update per distinct set of new
/// attributes; what is equal is not written.
changes sync(session& s, const schema::relation& r, const value& parent, const std::vector<link>& links,
             sync_options o = {});
/// The same of links that hold nothing but these keys.
changes sync_keys(session& s, const schema::relation& r, const value& parent, std::span<const std::int64_t> keys,
                  sync_options o = {});

/// Creates tables that are missing: the models' own, link tables that are no models, foreign keys, and the indexes that
/// relations need. In one transaction.
void create_tables(session& s, std::span<const schema::model* const> models, const table_wishes& wishes = {});

} // namespace ginnel::engine
