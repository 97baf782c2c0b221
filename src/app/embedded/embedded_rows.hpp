#pragma once

#include "app/embedded/embedded_relation.hpp"
#include "app/questions/filter.hpp"
#include "app/writing/row_making.hpp"
#include "engine/record.hpp"
#include "engine/session.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <functional>
#include <optional>

namespace ginnel::app {

/// What one row holds in a column of JSON: its rows of embedsOne and embedsMany, the keys of referencesMany. Reading is
/// one statement. Each write is one transaction of two: it reads the owner's row, for update where the database has row
/// locks, and writes the column back by the rules of the owner. Throws error (not_found, E_PARENT_NOT_FOUND) where
/// there is no such owner, and `invalid_row`.
class embedded_column {
public:
    /// All must outlive it. `owner`: the primary key of its row; null: one that no row can have.
    embedded_column(engine::session& s, const embedded_relation& r, value owner, const row_making& making)
        : session_{s}, relation_{r}, owner_{std::move(owner)}, making_{making}
    {
    }

    const embedded_relation& relation() const noexcept { return relation_; }
    engine::session& session() const noexcept { return session_; }
    const row_making& making() const noexcept { return making_; }

    boost::json::value read() const;
    /// Takes what the column holds, a session within the transaction, and the owner's row; gives what the column is to
    /// hold, or nothing where that is not to change.
    using change = std::function<std::optional<boost::json::value>(boost::json::value held, engine::session& on,
                                                                   const engine::record& owner)>;
    void write(const change& work) const;

private:
    [[noreturn]] void throw_no_owner() const;

    engine::session& session_;
    const embedded_relation& relation_;
    value owner_;
    const row_making& making_;
};

/// The rows of embedsMany within one row, as JSON: those that the relation's scope lets see.
class embedded_rows {
public:
    explicit embedded_rows(const embedded_column& column) : column_{column} {}

    boost::json::array list(const filter& what) const;
    std::optional<boost::json::object> find_by_id(const value& id) const;
    /// Adds rows, all or none. One whose model has a number for its key gets the next where it names none.
    boost::json::array create(const std::vector<boost::json::object>& said) const;
    /// Changes what is named. Nothing where there is no such row. Throws error (usage, E_KEY_CHANGED).
    std::optional<boost::json::object> update(const value& id, const boost::json::object& said) const;
    /// Gives whether there was such a row.
    bool destroy_by_id(const value& id) const;
    void destroy_all() const;

    // Of embedsOne:
    std::optional<boost::json::object> one() const;
    /// Replaces the row, or makes it; `keeps`: changes what is named of the one that there is.
    boost::json::object put_one(const boost::json::object& said, bool keeps) const;
    void destroy_one() const;

private:
    embedded_column column_;
};

} // namespace ginnel::app
