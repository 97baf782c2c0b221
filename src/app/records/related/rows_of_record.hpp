#pragma once

#include "app/records/state.hpp"
#include "app/relations/related_rows.hpp"

#include <ginnel/app/record.hpp>
#include <ginnel/app/record_closure.hpp>
#include <ginnel/schema/relation.hpp>

namespace ginnel::app {

/// What a stored record has in a column that one of its relations starts from. Throws error (usage): E_UNSAVED_PARENT;
/// E_MISSING_MODEL_ATTRIBUTE where it was read without it; E_NULL_KEY where it is null.
const value& stored_key(const engine::record& row, const schema::column& key, const schema::relation& r);

/// Throws error (usage, E_WRONG_MODEL) for a record of another model than the relation leads to.
void need_target(const engine::record& row, const schema::relation& r);
/// The key of a record that is to be one of a relation's rows. Throws as need_target, and error (usage):
/// E_UNSAVED_ROW for one that was only built (links to a row that was deleted may still be asked for and
/// removed); E_MISSING_MODEL_ATTRIBUTE.
const value& key_of_target(const record& target, const schema::relation& r);

/// The rows that a relation leads to from one record.
class rows_of_record {
public:
    /// Throws error (usage, E_POLYMORPHIC_QUERY) for a relation that leads to rows of several models; as stored_key.
    rows_of_record(const record& of, const schema::relation& r);
    /// As the constructor, of a relation of any kind, for what is found by its name alone.
    static rows_of_record of_any(const record& of, const schema::relation& r) { return {of, r, {}}; }

    /// What a closure chooses; of none all, a row for each link.
    engine::query asked(const record_closure& which) const;
    /// The same of rows that are read: in the order that the closure says, else in that of the relation or of the
    /// model's default scope, else by key.
    engine::query listed(const record_closure& which) const;
    /// A key of the target, as its column has it.
    value fitted(value key) const;
    /// What a link is to hold.
    row_values link_values(const property_values& given) const;

    detail::application_state& app;
    const engine::record& row;
    const schema::relation& relation;
    related_rows rows;

private:
    struct any_kind {};
    rows_of_record(const record& of, const schema::relation& r, any_kind);
};

} // namespace ginnel::app
