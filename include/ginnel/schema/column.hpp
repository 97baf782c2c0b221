#pragma once

#include <ginnel/value/cell.hpp>
#include <ginnel/value/column_type.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ginnel::detail {
struct json_form;
}

namespace ginnel::schema {

/// How a member of one C++ type is read from a cell and turned into a value; one table per type, shared by all models.
struct field_ops {
    column_type type;
    bool nullable;
    bool (*load)(const cell& from,
                 void* field); ///< false: the cell does not fit; the field is unchanged or partly written
    value (*store)(const void* field);
    /// Writes the member as JSON without a value in between; null: by way of `store`.
    void (*append_json)(std::string& out, const void* field) = nullptr;
    /// Of a column of JSON whose structure is known, else null.
    const detail::json_form* form = nullptr;
    /// Of such a column: says by path why `load` refused a cell.
    std::string (*explain)(const cell& from) = nullptr;
};

/// A column of a model's table, or of a link table.
struct column {
    std::string name;        ///< the property: what C++ and JSON call it
    std::string column_name; ///< what the table calls it
    column_type type = column_type::int64;
    bool nullable = false;
    bool primary = false;
    bool generated = false; ///< the database makes its value when none is given (integer primary keys)
    bool unique = false;
    bool indexed = false;
    /// An insert leaves the column to the database where an object holds nothing for it (null, 0, an empty text), and
    /// what stands there then comes back into the object.
    bool database_default = false;
    value initial{};                  ///< the default that a table made by the library gets; null: none
    std::string serialize_as;         ///< name in JSON; empty: never serialised
    std::uint16_t index = 0;          ///< position in its table
    std::size_t offset = 0;           ///< typed models: of the member in its object
    const field_ops* field = nullptr; ///< typed models only
};

/// A table: a model's, or one that only links (a pivot, which need not be a model).
struct table {
    std::string name;
    std::vector<column> columns;

    /// By property name, then by column name; null if there is none.
    const column* find(std::string_view name) const noexcept;
};

} // namespace ginnel::schema
