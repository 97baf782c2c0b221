#pragma once

#include "app/writing/model_rules.hpp"
#include "app/writing/row_making.hpp"

#include <map>

namespace ginnel::app {

/// Rows written by the rules of their models' files.
class ruled_rows final : public row_making {
public:
    /// Must outlive it.
    explicit ruled_rows(const std::map<const schema::model*, model_rules>& rules) noexcept : rules_{rules} {}

    engine::record create(engine::session& s, const schema::model& m, row_values row) const override;
    std::vector<engine::record> create(engine::session& s, const schema::model& m,
                                       std::vector<row_values> rows) const override;
    void change(engine::session& s, engine::record& row, const row_values& named) const override;
    std::int64_t change_all(engine::session& s, const engine::query& q, const row_values& named) const override;

private:
    const std::map<const schema::model*, model_rules>& rules_;
};

} // namespace ginnel::app
