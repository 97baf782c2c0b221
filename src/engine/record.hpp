#pragma once

#include <ginnel/schema/model.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel::engine {

class record;

/// A relation's slot in a record: not loaded, loaded and empty, or loaded.
/// To-one rows are shared: a row fetched once is one object, however many parents have it.
struct record_slot {
    std::vector<record> rows;    ///< to-many relations
    std::shared_ptr<record> row; ///< to-one relations
    bool loaded = false, partial = false;
    /// Rows that a later load replaced: what a program holds of them stays valid as long as their parent.
    std::vector<std::vector<record>> replaced{};
    std::int64_t count = -1; ///< of with_count; -1: not asked
};

/// A row of a model that is known only at run time: values by column index, relations by relation index.
class record {
public:
    explicit record(const schema::model& m);
    /// The same row with its columns alone, for a write that may fail: no loaded relations, no added values.
    record columns_alone() const;

    const schema::model& model() const noexcept { return *model_; }
    /// Whether the column was selected or assigned.
    bool has(std::size_t column) const noexcept { return set_[column] != 0; }
    /// Whether it was assigned another value than it had when the record was last read or written.
    bool changed(std::size_t column) const noexcept { return (set_[column] & assigned) != 0; }
    const value& get(std::size_t column) const noexcept { return values_[column]; }
    void put(std::size_t column, value v);
    /// By property or column name; throws error (E_UNKNOWN_COLUMN).
    const value& get(std::string_view column) const;
    void put(std::string_view column, value v);

    record_slot& slot(std::size_t relation) noexcept { return slots_[relation]; }
    const record_slot& slot(std::size_t relation) const noexcept { return slots_[relation]; }

    /// Added columns (pivot_*, through_*, aggregates) in the order of the query.
    const std::vector<std::string>& extra_names() const noexcept;
    const std::vector<value>& extra_values() const noexcept { return extras_; }

    /// Nothing counts as changed any more: the row was written as it is.
    void settle();
    /// The same of one column.
    void settle(std::size_t column);

    /// True once the row was read from or written to the database.
    bool persisted = false;
    /// True once its row was deleted through it.
    bool deleted = false;

private:
    friend struct record_access; // the functions of record_ops
    static constexpr unsigned char known = 1, assigned = 2;

    /// As put, of a value that comes from the database.
    void take(std::size_t column, value v);

    const schema::model* model_;
    std::vector<value> values_;
    std::vector<unsigned char> set_;                    ///< by column: known, assigned
    std::vector<std::pair<std::size_t, value>> stored_; ///< of the columns assigned that had one: the value before
    std::vector<record_slot> slots_;
    schema::extras_names names_;
    std::vector<value> extras_;
};

/// The function table of models whose objects are records.
const schema::model_ops& record_ops() noexcept;
/// Slots of records: to-many and to-one.
const schema::slot_ops& record_list_ops() noexcept;
const schema::slot_ops& record_one_ops() noexcept;
/// A list of root rows: std::vector<record>.
const schema::slot_ops& record_rows_ops() noexcept;

} // namespace ginnel::engine
