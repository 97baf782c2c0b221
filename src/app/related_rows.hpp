#pragma once

#include "app/filter.hpp"
#include "app/row_values.hpp"
#include "engine/query.hpp"
#include "engine/record.hpp"
#include "engine/session.hpp"

#include <ginnel/schema/relation.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ginnel::app {

/// The rows that a relation leads to from one row, the parent: what may be read and written of them, whatever door
/// asks.
///
/// Functions that find nothing to read or write look whether the parent is there, by one more statement, and throw
/// error (not_found, E_PARENT_NOT_FOUND) if it is not. What writes more than once does so in one write transaction.
class related_rows {
public:
    /// `parent`: the primary key of its row. All three must outlive this.
    related_rows(engine::session& s, const schema::relation& r, value parent);

    const schema::relation& relation() const noexcept { return relation_; }
    engine::session& session() const noexcept { return session_; }
    const value& parent() const noexcept { return parent_; }

    /// The rows that a filter chooses, each once however many links lead to it.
    engine::query chosen(const filter& what) const;
    /// One row per link, in the order in which the links were made; without links as `chosen`. For whom asks for
    /// everything.
    engine::query linked(const filter& what) const;
    /// Runs one of these. One statement, and one per include.
    std::vector<engine::record> find(const engine::query& q) const;
    /// How many rows `find` gives. One statement.
    std::int64_t count(const engine::query& q) const;
    /// The row with this primary key, if it is related. One statement, and one per include.
    std::optional<engine::record> find_by_id(const value& id, const filter& what = {}) const;

    /// Inserts rows and relates them; they get their keys. `links`: of each row what its link holds, or none at all.
    /// Statements: one that looks for the parent, one insert per 100 rows and one per 100 links.
    void create(std::span<engine::record> rows, std::span<const row_values> links = {}) const;
    /// Writes what the row, from `find_by_id`, was changed to. One statement; none if nothing was. Throws error (usage,
    /// E_KEY_OF_PARENT) where the change would take it from its parent.
    void update(engine::record& row) const;
    /// Deletes the row with this primary key, and its links to the parent; links of others to it stay. Gives whether it
    /// was related. Statements: one, or of a row behind links three.
    bool destroy_by_id(const value& id) const;
    /// Of rows that hold the parent's key deletes those that the filter chooses; of rows behind links the links alone,
    /// all of them. Gives how many. One statement, behind links two.
    std::int64_t destroy_all(const filter& what = {}) const;

    /// Throws error (not_found, E_PARENT_NOT_FOUND). One statement.
    void need_parent() const;
    /// What the relation's path starts from: the parent's key, or what is read of its row. At most one statement.
    const value& key() const;

private:
    engine::query own_parent() const;
    engine::query by_id(const value& id) const;
    void need_writable() const;
    void link_new(engine::session& on, std::span<engine::record> rows, std::span<const row_values> links) const;

    engine::session& session_;
    const schema::relation& relation_;
    value parent_;
    mutable std::optional<value> key_;
};

} // namespace ginnel::app
