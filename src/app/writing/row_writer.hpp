#pragma once

#include "app/questions/filter.hpp"
#include "app/writing/invalid_row.hpp"
#include "app/writing/model_rules.hpp"
#include "app/writing/row_values.hpp"
#include "engine/query.hpp"
#include "engine/record.hpp"
#include "engine/session.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ginnel::app {

/// Writes rows of one model as its file says: defaults, validations, what no client may set. Each call is whole or
/// nothing: where it needs more than one statement they are one transaction.
///
/// Throws `invalid_row` where rules are broken or a unique index refuses the row, and what the database throws.
class row_writer {
public:
    /// All must outlive it.
    row_writer(engine::session& s, const schema::model& m, const model_rules& rules) noexcept
        : session_{s}, model_{m}, rules_{rules}
    {
    }

    /// Inserts a row. It knows what it was given, its defaults and its key. Statements: one, and one per validation of
    /// uniqueness.
    engine::record create(row_values row) const;
    /// Inserts rows, all or none. Statements: one per 100 rows that are given the same properties, and as above per
    /// row. Throws `invalid_rows`.
    std::vector<engine::record> create(std::vector<row_values> rows) const;

    /// Changes what is named of the row with this key; nothing where there is none. The record is the whole row.
    /// Statements: two, one where nothing changes; and one per validation of uniqueness.
    std::optional<engine::record> change(const value& key, const row_values& named, bool validated) const;
    /// The same of a row that was read whole. Statements: one, and one per validation of uniqueness.
    void change(engine::record& row, const row_values& named, bool validated) const;
    /// Gives the row with this key these values and defaults, and null for all else. The record knows only what it was
    /// given. Statements: one, and one per validation of uniqueness.
    std::optional<engine::record> replace(const value& key, row_values row) const;
    /// Changes the row that has the key of `row`, or inserts it. Statements: as `change`, and one.
    engine::record change_or_create(row_values row) const;
    /// Replaces it, or inserts it. Statements: as `replace`, and one.
    engine::record replace_or_create(row_values row) const;
    /// Changes the one row that meets the condition, or inserts a row where none does; nothing, and nothing is written,
    /// where several do. Statements: one, and those of `change` or `create`.
    std::optional<engine::record> change_or_create_where(const condition& where, const row_values& named) const;

    /// Changes what is named of all rows that meet the condition. Rules are asked of what is named alone. Gives their
    /// number. One statement.
    std::int64_t change_all(const condition& where, const row_values& named) const;
    std::int64_t change_all(const engine::query& which, const row_values& named) const;
    /// Gives whether there was such a row. One statement.
    bool remove(const value& key) const;

private:
    /// `sent`: as `checked_row` has it.
    void validate(engine::session& s, const row_values& row, const value* key, const row_values* sent = nullptr) const;
    engine::record insert(engine::session& s, row_values row) const;
    std::optional<engine::record> change_in(engine::session& s, const value& key, const row_values& named,
                                            bool validated) const;
    std::optional<engine::record> replace_in(engine::session& s, const value& key, row_values row) const;
    void change_row(engine::session& s, engine::record& row, const row_values& named, bool validated) const;
    template <typename Work>
    void in_one(bool several, const row_values& row, const value* key, Work work) const;
    [[noreturn]] void tell_taken(const row_values& row, const value* key) const;

    engine::session& session_;
    const schema::model& model_;
    const model_rules& rules_;
};

} // namespace ginnel::app
