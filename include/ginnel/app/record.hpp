#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel {

namespace engine {
class record;
}
namespace detail {
struct application_state;
struct record_access;
} // namespace detail
class property_values;
class related_records;

/// A value of a record, or the result of an aggregate: typed when it is read.
class field {
public:
    field(std::string name, value v) noexcept : name_{std::move(name)}, value_{std::move(v)} {}

    /// The value as a C++ type, exactly as a member of a struct would take it: `as<std::string>()`; of one that may be
    /// null `as<std::optional<std::string>>()`. Throws error (data, E_VALUE_TYPE), which names the property.
    template <typename T>
    T as() const
    {
        return detail::from_value<T>(value_, name_);
    }
    bool is_null() const noexcept { return value_.is_null(); }
    /// As the database has it.
    const value& raw() const noexcept { return value_; }
    const std::string& name() const noexcept { return name_; }

private:
    std::string name_; ///< "Physician.name"
    value value_;
};

/// A row of a model defined at run time. A handle: copies are of the same row, which lives as long as one of them.
/// Must not outlive its application. One thread at a time may change a row.
class record {
public:
    /// The model's name.
    const std::string& model() const noexcept;

    /// A property. Throws error: E_UNKNOWN_COLUMN with the nearest names; E_MISSING_MODEL_ATTRIBUTE where the query
    /// did not select it.
    field operator[](std::string_view property) const;
    /// Whether the property was read or set.
    bool has(std::string_view property) const;
    /// Sets a property of this row, in memory. Throws error: E_UNKNOWN_COLUMN; E_VALUE_TYPE where it cannot hold it.
    template <typename V>
    void set(std::string_view property, const V& v)
    {
        put(property, detail::to_value(v));
    }

    /// The rows that a relation leads to: as a list those that were loaded, and LoopBack's methods to ask for and write
    /// those of the database. Throws error (usage, E_UNDEFINED_RELATIONSHIP) with the nearest names. No statement.
    related_records related(std::string_view relation) const;
    /// The row of a to-one relation that was loaded, or none. Throws error (usage): E_UNDEFINED_RELATIONSHIP;
    /// E_RELATION_NOT_LOADED, which names the preload to write; E_RELATION_KIND for one that leads to many rows.
    std::optional<record> one(std::string_view relation) const;
    /// Whether the relation was loaded, and whether that was under conditions or a limit.
    bool loaded(std::string_view relation) const;
    bool partial(std::string_view relation) const;
    /// The number of related rows, of `with_count` without an alias. Throws error (E_RELATION_NOT_COUNTED).
    std::int64_t count(std::string_view relation) const;

    /// Stores the record: inserts one that was built, of another writes what was changed in memory, by the rules of its
    /// model. One statement, none where nothing was changed, and one per uniqueness to be looked for. Throws error: as
    /// record_model::create; not_found, E_ROW_NOT_FOUND where the row is gone.
    void save();
    /// Sets these properties and stores them. A failure leaves the record as it was. Statements and errors: as save;
    /// usage, E_NOT_PERSISTED for a record that was only built.
    void update_attributes(const property_values& values);
    /// Deletes the row; gives whether it was there. One statement. Throws error (usage, E_NOT_PERSISTED).
    bool destroy();
    /// Whether it was read from or written to the database, and not deleted by `destroy`.
    bool stored() const noexcept;

    /// A value that the query added: `pivot_*`, `through_*`, an aggregate's alias. Throws error (E_UNKNOWN_EXTRA).
    field extra(std::string_view name) const;
    const std::vector<std::string>& extra_names() const noexcept;

    /// The row as JSON text: what was read of its properties, then its loaded relations; the added values as an object
    /// under the name `extras_as`, where one is given.
    std::string to_json(std::string_view extras_as = {}) const;

private:
    friend struct detail::record_access;
    record(detail::application_state& app, std::shared_ptr<engine::record> row) noexcept
        : app_{&app}, row_{std::move(row)}
    {
    }
    void put(std::string_view property, value v);

    detail::application_state* app_;
    std::shared_ptr<engine::record> row_;
};

/// Rows as a JSON array.
std::string to_json(const std::vector<record>& rows, std::string_view extras_as = {});

} // namespace ginnel
