#pragma once

#include "app/records/record_rules.hpp"
#include "app/questions/scopes.hpp"
#include "app/writing/ruled_rows.hpp"

#include <map>

namespace ginnel::app {

/// Records of models of a folder, written by the rules of their files. What these refuse is an error as of any model:
/// data, E_INVALID_ROW, or unique.
class filed_rows final : public record_rules {
public:
    /// All must outlive it.
    filed_rows(const std::map<const schema::model*, model_rules>& rules,
               const std::map<const schema::relation*, copied_columns>& copied, const scopes_of_models& scopes) noexcept
        : rules_{rules}, copied_{copied}, scopes_{scopes}
    {
    }

    engine::record create(engine::session& s, const schema::model& m, row_values row) const override;
    std::vector<engine::record> create(engine::session& s, const schema::model& m,
                                       std::vector<row_values> rows) const override;
    void change(engine::session& s, engine::record& row, const row_values& named) const override;
    std::int64_t change_all(engine::session& s, const engine::query& q, const row_values& named) const override;
    const copied_columns& copied(const schema::relation& r) const override { return copied_.at(&r); }
    void add_defaults(engine::query& q, bool of_list) const override { add_default_parts(scopes_, q, of_list); }

private:
    const std::map<const schema::model*, model_rules>& rules_;
    const std::map<const schema::relation*, copied_columns>& copied_;
    const scopes_of_models& scopes_;
};

} // namespace ginnel::app
