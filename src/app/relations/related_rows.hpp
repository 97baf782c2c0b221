#pragma once

#include "app/questions/filter.hpp"
#include "app/writing/row_making.hpp"
#include "app/writing/row_values.hpp"
#include "engine/load.hpp"
#include "engine/query.hpp"
#include "engine/record.hpp"
#include "engine/session.hpp"

#include <ginnel/schema/relation.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ginnel::app {

inline const copied_columns none_copied{};

/// Throws error (usage, E_NULL_KEY) where what a relation starts from is null, so that nothing can be related by it.
void need_key(const schema::relation& r, const value& key);

/// The rows that a relation leads to from one row, the parent: what may be read and written of them, whatever door
/// asks.
///
/// Functions that find nothing to read or write look whether the parent is there, by one more statement, and throw
/// error (not_found, E_PARENT_NOT_FOUND) if it is not. What writes more than once does so in one write transaction.
class related_rows {
public:
    /// `parent`: the primary key of its row. `copied`: what rows that are created get of the parent's, by columns of
    /// both. All must outlive this.
    related_rows(engine::session& s, const schema::relation& r, value parent, const row_making& making,
                 const copied_columns& copied = none_copied);
    /// The same rows, asked in another session.
    related_rows inside(engine::session& s) const { return {s, relation_, parent_, making_, copied_}; }

    const schema::relation& relation() const noexcept { return relation_; }
    engine::session& session() const noexcept { return session_; }
    const value& parent() const noexcept { return parent_; }

    /// The rows that a filter chooses, each once however many links lead to it, unless the filter speaks of links.
    engine::query chosen(const filter& what) const;
    /// One row per link, in the order in which the links were made; without links as `chosen`. For whom asks for
    /// everything.
    engine::query linked() const;
    /// Runs one of these. One statement, and one per include.
    std::vector<engine::record> find(const engine::query& q) const;
    /// The same into rows of any kind.
    void read(const engine::query& q, engine::result_slot into) const;
    /// The row with this primary key, if it is related, with what a filter says of it.
    engine::query by_id(const value& id, const filter& what = {}) const;
    /// How many rows `find` gives. One statement.
    std::int64_t count(const engine::query& q) const;
    /// The row with this primary key, if it is related. One statement, and one per include.
    std::optional<engine::record> find_by_id(const value& id, const filter& what = {}) const;

    /// Inserts a row and relates it. `link`: what its link is to hold. Statements, in one write transaction: one that
    /// reads the parent, one insert for the row and one for its link.
    engine::record create(row_values row, row_values link = {}) const;
    /// The same of several, all or none; one insert for 100 alike rows. `links`: as many as rows, or none.
    std::vector<engine::record> create(std::vector<row_values> rows, std::vector<row_values> links = {}) const;
    /// Changes a row, from `find_by_id`. One statement; none if nothing is changed. Throws error (usage,
    /// E_KEY_OF_PARENT) where the change would take it from its parent.
    void change(engine::record& row, const row_values& named) const;
    /// Deletes the row with this primary key, and its links to the parent; links of others to it stay. Gives whether it
    /// was related. Statements: one, or of a row behind links three.
    bool destroy_by_id(const value& id) const;
    /// Of rows that hold the parent's key deletes those that the filter chooses; of rows behind links the links alone,
    /// all of them. Gives how many. One statement, behind links two.
    std::int64_t destroy_all(const filter& what = {}) const;

    const row_making& making() const noexcept { return making_; }
    /// Throws error (not_found, E_PARENT_NOT_FOUND). One statement.
    void need_parent() const;
    /// The parent's row, which stays locked until the transaction ends where the database has row locks. Throws as
    /// need_parent. One statement.
    engine::record lock_parent() const;
    /// What the relation's path starts from: the parent's key, or what is read of its row. At most one statement.
    const value& key() const;
    /// The same of a path to write. Throws as need_key.
    const value& start() const;
    /// Gives new rows what they get of the parent's row. One statement where that is anything.
    void give_copied(std::vector<row_values>& rows) const;

private:
    void copy(const engine::record& parent, row_values& row) const;
    [[noreturn]] void throw_no_parent() const;
    engine::query own_parent() const;
    void need_writable() const;
    std::vector<engine::record> create_in(engine::session& on, std::vector<row_values> rows,
                                          std::vector<row_values> links, bool one) const;

    engine::session& session_;
    const schema::relation& relation_;
    value parent_;
    const row_making& making_;
    const copied_columns& copied_;
    mutable std::optional<value> key_;
};

} // namespace ginnel::app
