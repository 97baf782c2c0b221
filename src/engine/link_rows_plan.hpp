#pragma once

#include "engine/links_plan.hpp"
#include "engine/query.hpp"

#include <cstdint>

namespace ginnel::engine {

/// Changes or removes those links of one parent that meet the conditions of a query of the link table.
class link_rows_plan final : public links_plan {
public:
    /// `set` not given: removes them.
    link_rows_plan(const environment& e, const schema::relation& r, const value& parent, const query& rows,
                   const std::vector<std::pair<std::string, value>>* set);

    std::int64_t affected = 0;

private:
    void decide() override;
    void wrote(const driver::outcome& what) override { affected += what.affected; }

    const query& rows_;
    bool removes_;
    changed_columns set_;
};

} // namespace ginnel::engine
