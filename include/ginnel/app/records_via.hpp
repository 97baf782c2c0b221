#pragma once

#include <ginnel/app/property.hpp>
#include <ginnel/app/record.hpp>
#include <ginnel/value/value.hpp>

#include <vector>

namespace ginnel {

namespace schema {
struct relation;
}
class related_records;

/// The far rows of a path, written with the row between named: `country.related("posts").via(user)`. Keeps the keys of
/// both rows.
///
/// Each call is one write transaction, which first looks whether that row is behind the record. Throws error
/// (not_found, E_MIDDLE_OF_ANOTHER) where it is not; what the model's own `create` and `record::save` throw. A failure
/// leaves all records as they were.
class records_via {
public:
    /// Inserts a row that belongs to the row between, by the rules of its model. Two statements; one more to lock the
    /// row between where the database has row locks.
    record create(const property_values& values) const;
    /// As create, of any number of rows, all or none: one insert per 100 alike rows; no statement for no rows.
    std::vector<record> create_many(const std::vector<property_values>& rows) const;
    /// Ties a record to the row between: one that was built is inserted, of a stored one what was changed is written.
    /// Statements: as create; one less where nothing differs. Throws error (usage, E_WRONG_MODEL) for a record of
    /// another model; (usage, E_NOT_PERSISTED) for one that was deleted; (not_found, E_ROW_NOT_FOUND) where the row is
    /// gone.
    void save(record& row) const;
    /// As save, of any number of records: one insert per 100 alike rows that are new, one update per stored row.
    void save_many(std::vector<record>& rows) const;

private:
    friend class related_records;
    records_via(record of, const schema::relation& r, value middle);

    record of_;
    const schema::relation* relation_;
    value middle_;
};

} // namespace ginnel
