#pragma once

#include "app/records/record_rules.hpp"
#include "app/writing/ruled_rows.hpp"

#include <map>

namespace ginnel::app {

/// Records of models of a folder, written by the rules of their files. What these refuse is an error as of any model:
/// data, E_INVALID_ROW, or unique.
class filed_rows final : public record_rules {
public:
    /// Both must outlive it.
    filed_rows(const std::map<const schema::model*, model_rules>& rules,
               const std::map<const schema::relation*, copied_columns>& copied) noexcept
        : rules_{rules}, copied_{copied}
    {
    }

    engine::record create(engine::session& s, const schema::model& m, row_values row) const override;
    std::vector<engine::record> create(engine::session& s, const schema::model& m,
                                       std::vector<row_values> rows) const override;
    void change(engine::session& s, engine::record& row, const row_values& named) const override;
    std::int64_t change_all(engine::session& s, const engine::query& q, const row_values& named) const override;
    const copied_columns& copied(const schema::relation& r) const override { return copied_.at(&r); }

private:
    const std::map<const schema::model*, model_rules>& rules_;
    const std::map<const schema::relation*, copied_columns>& copied_;
};

} // namespace ginnel::app
