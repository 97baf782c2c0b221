#pragma once

#include "app/records/record_rules.hpp"

#include <map>
#include <string>

namespace ginnel::app {

struct defined_model;

/// Rows of models that a program defined: with their defaults, and none without what is required.
class defined_rows final : public record_rules {
public:
    /// Must outlive it.
    explicit defined_rows(const std::map<std::string, defined_model>& definitions) noexcept : definitions_{definitions}
    {
    }

    engine::record create(engine::session& s, const schema::model& m, row_values row) const override;
    std::vector<engine::record> create(engine::session& s, const schema::model& m,
                                       std::vector<row_values> rows) const override;
    void change(engine::session& s, engine::record& row, const row_values& named) const override;
    std::int64_t change_all(engine::session& s, const engine::query& q, const row_values& named) const override;
    const copied_columns& copied(const schema::relation&) const override { return none_copied; }

private:
    engine::record record_of(const schema::model& m, row_values values) const;

    const std::map<std::string, defined_model>& definitions_;
};

} // namespace ginnel::app
