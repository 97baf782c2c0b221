#pragma once

#include "app/answers/answer_bounds.hpp"
#include "app/answers/protected_properties.hpp"
#include "app/embedded/embedded_rows.hpp"
#include "app/answers/unshown.hpp"
#include "app/writing/row_values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ginnel::app {

/// The rows whose keys one row holds in a column of JSON (referencesMany), in the order of the keys, as JSON text.
/// Throws as `embedded_column`.
class references_rows {
public:
    /// All must outlive it.
    references_rows(const embedded_column& column, const unshown& hidden, const answer_bounds& bounds)
        : column_{column}, hidden_{hidden}, bounds_{bounds}
    {
    }

    /// Keys without a row are passed over. Statements: two, one where there are no keys.
    std::string list(const filter& what) const;
    std::int64_t count(const condition& where) const;
    /// Whether the row is there, and among the keys.
    enum class found : std::uint8_t { no_row, not_referenced, referenced };
    found look_up(const value& id) const;
    /// The row, whether it is referenced or not. One statement.
    std::optional<std::string> row(const value& id, const filter& what) const;

    /// Inserts rows and adds their keys. In one transaction.
    std::vector<std::string> create(std::vector<row_values> rows) const;
    /// Changes the row of this key, which is referenced.
    std::string update(const value& id, const row_values& changed) const;
    /// Deletes the row of this key, which is referenced, and its key.
    void destroy_by_id(const value& id) const;

    /// Adds the key of a row; false where there is no such row. Throws `invalid_row` where it is there already.
    bool link(const value& id) const;
    /// Removes a key, which need not be there.
    void unlink(const value& id) const;
    /// The rows stay.
    void unlink_all() const;

private:
    bool holds(const boost::json::array& keys, const value& id) const;
    void remove_key(const value& id, bool with_row) const;

    embedded_column column_;
    const unshown& hidden_;
    answer_bounds bounds_;
};

} // namespace ginnel::app
