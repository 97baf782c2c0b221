#pragma once

#include "engine/query.hpp"
#include "sql/statement.hpp"

#include <ginnel/schema/relation.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel::engine {

/// Whether a relation's path is source, link table, target, where the link table holds the keys of both: a pivot, or
/// the model that a has-many-through passes. Only such a relation's rows are tied to the parent by links.
bool joins_by_links(const schema::relation& r) noexcept;

/// The link table of a relation as writing sees it.
class link_table {
public:
    /// Throws error for a relation that joins by no links: (E_MISSING_MIDDLE) where the target holds the key of the
    /// model passed, else (E_NO_LINK_TABLE). And (E_PIVOT_CONDITION) for one that declares a condition on the link
    /// table that is no plain equality: no new row could be told to meet it.
    explicit link_table(const schema::relation& r);

    const schema::relation& relation() const noexcept { return *relation_; }
    const schema::table& table() const noexcept { return *relation_->path.front().to; }
    const schema::column& near() const noexcept { return *relation_->path.front().to_key; }
    const schema::column& far() const noexcept { return *relation_->path.back().from_key; }
    /// Columns whose values the relation declares by `on_query`: only rows that have them are its links, and new rows
    /// get them.
    const std::vector<std::pair<const schema::column*, value>>& conditions() const noexcept { return conditions_; }
    /// The declared value of a column; null: none is declared.
    const value* condition(const schema::column& c) const noexcept;
    /// A column of the link table that an attribute names. Throws error (E_UNKNOWN_COLUMN) with the nearest names, and
    /// (E_KEY_ATTRIBUTE) for the link's two keys.
    const schema::column& attribute(std::string_view name) const;
    /// Throws error (data, E_COLUMN_TYPE) for a value that a column of the link table cannot hold.
    void check(const schema::column& c, const value& given) const;

    /// Lock of the parent's row, in a statement of its own before the statement that looks: slot 0 is the parent's key.
    sql::select lock() const;
    /// The same for many parents, in the order of their keys: slot 1 is the set of them.
    sql::select lock_all() const;
    /// Links of the parent (slot 0), restricted to far keys (keys slot 1) if asked: far key, then `columns`, then the
    /// column `identity` if it is given, which also orders them.
    sql::select links(const std::vector<const schema::column*>& columns, bool restricted,
                      const std::string& identity = {}) const;
    /// far in (keys slot 1).
    sql::expr of_keys() const;
    /// near = slot 0, and the declared conditions; rows that were softly deleted are no links.
    sql::expr of_parent() const;
    /// Adds the declared conditions alone, whoever the parent is.
    void add_declared(std::vector<sql::expr>& all) const;
    /// The column by which links are softly deleted; null: they are removed.
    const schema::column* trashed() const noexcept { return trashed_; }

    /// A key as the far column holds it: a text that spells an integer becomes one where the column holds integers, a
    /// uuid gets its stored spelling, a number the kind of the column.
    value far_key(const value& given) const { return key_as(far().type, given); }
    value near_key(const value& given) const { return key_as(near().type, given); }

private:
    static value key_as(column_type type, const value& given);
    void take_conditions(const std::vector<term>& terms);
    [[noreturn]] void refuse_condition() const;

    const schema::relation* relation_;
    std::vector<std::pair<const schema::column*, value>> conditions_;
    const schema::column* trashed_ = nullptr;
};

/// A key as text, equal exactly for equal keys; for maps.
std::string identity_of(const value& key);
/// Whether a stored value and a given one are the same for a column: numbers by value, else by kind and content.
bool same_value(const value& stored, const value& given) noexcept;

} // namespace ginnel::engine
