#pragma once

#include <ginnel/app/property.hpp>
#include <ginnel/app/record.hpp>
#include <ginnel/app/record_closure.hpp>
#include <ginnel/app/record_query.hpp>
#include <ginnel/app/records_via.hpp>
#include <ginnel/detail/convert.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ginnel {

namespace schema {
struct relation;
}

/// What a link is to lead to, and hold: `{2, {{"appointmentDate", "2014-06-01 08:30:00"}}}`, or the key alone.
struct wanted_record {
    value key;
    property_values holds;

    template <typename Key>
    wanted_record(const Key& k, property_values link = {}) : key{detail::to_value(k)}, holds{std::move(link)}
    {
    }
};

/// What a sync did, by keys of the related rows.
struct record_changes {
    std::vector<value> attached, detached, updated;
};

/// The rows that a relation leads to from one record: those that are loaded, to be walked as a list, and those in the
/// database, to be asked and written, by LoopBack's methods: `physician.related("patients").add(2)`.
///
/// What is asked and written leaves what is loaded as it is. Reads, writes and the REST routes go by one resolution of
/// the relation's keys. Errors are those of the model's own methods, and not_found E_PARENT_NOT_FOUND where the
/// record's row is not there; usage E_UNSAVED_PARENT for a record that was only built.
class related_records {
public:
    // -------------------------------------------------------------------------------------------- the rows loaded

    /// Throw error (usage): E_RELATION_NOT_LOADED, which names the preload to write; E_RELATION_KIND where the relation
    /// leads to one row.
    std::vector<record>::const_iterator begin() const { return loaded().begin(); }
    std::vector<record>::const_iterator end() const { return loaded().end(); }
    std::size_t size() const { return loaded().size(); }
    bool empty() const { return loaded().empty(); }
    const record& operator[](std::size_t n) const { return loaded()[n]; }
    const record& at(std::size_t n) const { return loaded().at(n); }
    const record& front() const { return loaded().front(); }
    const record& back() const { return loaded().back(); }
    operator const std::vector<record>&() const { return loaded(); } // NOLINT: it is the list

    // ----------------------------------------------------------------------------------------------- asking for rows

    /// Their query, with a row for each link, and the properties of what is passed by "Appointment.appointmentDate".
    record_query query() const;
    /// All rows, one for each link, in the order of the links. One statement, and one more where there is none.
    std::vector<record> find() const { return found({}); }
    /// Those that meet conditions, each once however many links lead to it. Statements: as above, and of preloads.
    std::vector<record> find(const record_closure& which) const { return found(which); }
    /// The first of them; of a relation to one row, that row. Statements: as find, a row that this one names by its
    /// key two.
    std::optional<record> find_one(const record_closure& which = {}) const;
    /// The row with this key, if it is related. Statements: as find.
    template <typename Key>
    std::optional<record> find_by_id(const Key& key) const
    {
        return found_by_id(detail::to_value(key));
    }
    /// How many rows find gives. Statements: as find.
    std::int64_t count(const record_closure& which = {}) const;

    // ------------------------------------------------------------------------------------------------------ writing

    /// A record that is not stored, with the key of this row where the target holds it. `save` of it makes no link. No
    /// statement.
    record build(const property_values& values = {}) const;
    /// Inserts a row and relates it; `link`: what its link is to hold. Of a relation to one row throws error (unique,
    /// E_HAS_ONE) where there is one. Where this row holds the key (belongs_to) it is given that of the new row.
    /// Statements, in one write transaction: one that reads this row, [one that looks for the one row,] one insert for
    /// the row and one for its link, or an update of this row.
    record create(const property_values& values, const property_values& link = {}) const;
    /// The same of several, all or none. One insert for 100 alike rows. Throws error (usage, E_RELATION_KIND) for a
    /// relation to one row.
    std::vector<record> create_many(const std::vector<property_values>& rows) const;
    /// Changes a related row; none where it is not related. Statements: two. Throws error (usage, E_KEY_OF_PARENT)
    /// where the change would take it from this row.
    template <typename Key>
    std::optional<record> update_by_id(const Key& key, const property_values& values) const
    {
        return updated_by_id(detail::to_value(key), values);
    }
    /// Deletes a related row, and its link to this one; gives whether it was related. Statements: one, behind links
    /// three.
    template <typename Key>
    bool destroy_by_id(const Key& key) const
    {
        return destroyed_by_id(detail::to_value(key));
    }
    /// Deletes the related rows, behind links the links alone; gives how many. One statement, behind links two.
    std::int64_t destroy_all() const;
    /// The same relation with the row between named, whose key the far rows hold: `via(user).create(values)`. No
    /// statement. Throws error (usage): E_WRONG_MIDDLE for a record of a model that the path does not pass last;
    /// E_UNSAVED_PARENT, E_NULL_KEY. (unsupported, E_NO_MIDDLE) for a path whose far rows do not hold the key of the
    /// row between, as those tied by links.
    records_via via(const record& row) const;

    // -------------------------------------------------------------------------------------------------------- links

    /// Links this row with another, and gives the link as a record of the through model. A link that is there stays
    /// one and is given what `holds` says, but for nulls. In one write transaction, four statements. Throws error:
    /// not_found, E_TARGET_NOT_FOUND; unsupported, E_LINK_WITHOUT_MODEL.
    template <typename Key>
    record add(const Key& key, const property_values& holds = {}) const
    {
        return linked(detail::to_value(key), holds);
    }
    /// Throws error (usage) too: E_WRONG_MODEL for a record of another model, E_UNSAVED_ROW.
    record add(const record& target, const property_values& holds = {}) const;
    /// Removes the links to a row, which stays; gives how many. At most two statements.
    template <typename Key>
    std::int64_t remove(const Key& key) const
    {
        return unlinked(detail::to_value(key));
    }
    std::int64_t remove(const record& target) const;
    /// Whether there is a link to it; of rows that hold this one's key, whether it is one of them. One statement, two
    /// where it is not.
    template <typename Key>
    bool exists(const Key& key) const
    {
        return links_to(detail::to_value(key));
    }
    bool exists(const record& target) const;
    /// Makes the links exactly these: `sync({1, {2, {{"appointmentDate", ...}}}})`. Statements, in one write
    /// transaction: one for this row, one for all the others, and those of `related(...).sync` of typed models.
    record_changes sync(const std::vector<wanted_record>& links) const;

private:
    friend class record;
    related_records(record of, const schema::relation& r, std::optional<std::vector<record>> rows)
        : of_{std::move(of)}, relation_{&r}, rows_{std::move(rows)}
    {
    }

    const std::vector<record>& loaded() const;
    std::vector<record> found(const record_closure& which) const;
    std::optional<record> found_by_id(value key) const;
    std::optional<record> updated_by_id(value key, const property_values& values) const;
    bool destroyed_by_id(value key) const;
    record linked(value key, const property_values& holds) const;
    std::int64_t unlinked(value key) const;
    bool links_to(value key) const;

    record of_;
    const schema::relation* relation_;
    std::optional<std::vector<record>> rows_; ///< none: not loaded
};

} // namespace ginnel
