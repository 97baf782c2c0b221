#pragma once

#include "app/answers/answer_bounds.hpp"
#include "app/answers/protected_properties.hpp"
#include "app/questions/filter.hpp"
#include "app/answers/unshown.hpp"
#include "app/writing/model_rules.hpp"
#include "app/writing/row_values.hpp"
#include "app/writing/invalid_row.hpp"

#include <ginnel/schema/model.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ginnel::engine {
class session;
}

namespace ginnel::app {

/// Writes rows of one model and shows them as JSON text. Statements and errors: as `row_writer`, whose calls these are;
/// error limit, E_ANSWER_TOO_LARGE past the bounds.
class model_answers {
public:
    /// All must outlive it.
    model_answers(engine::session& s, const schema::model& m, const model_rules& rules,
                  const unshown& hidden, const answer_bounds& bounds) noexcept
        : session_{s}, model_{m}, rules_{rules}, hidden_{hidden}, bounds_{bounds}
    {
    }

    std::string create(row_values row) const;
    std::vector<std::string> create(std::vector<row_values> rows) const;
    std::optional<std::string> change(const value& key, const row_values& named) const;
    std::optional<std::string> replace(const value& key, row_values row) const;
    std::string change_or_create(row_values row) const;
    std::string replace_or_create(row_values row) const;
    /// As `change` of a row that must be there, with the rules of an upsert.
    std::optional<std::string> change_existing(const value& key, const row_values& named) const;
    /// Nothing where several rows meet the condition.
    std::optional<std::string> change_or_create_where(const condition& where, const row_values& named) const;
    std::int64_t change_all(const condition& where, const row_values& named) const;
    bool remove(const value& key) const;
    /// The rows that a list of this filter would show. One statement; gives their number.
    std::int64_t remove_all(const filter& what) const;

    /// One statement each.
    bool exists(const value& key) const;
    std::int64_t count(const condition& where) const;

    /// What a new row would break, its defaults given, beside what is known to be broken. Asks no database.
    std::vector<broken_rule> broken_by(row_values row, std::vector<broken_rule> known) const;

private:
    engine::session& session_;
    const schema::model& model_;
    const model_rules& rules_;
    const unshown& hidden_;
    answer_bounds bounds_;
};

} // namespace ginnel::app
