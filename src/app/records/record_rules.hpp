#pragma once

#include "app/related_rows.hpp"
#include "app/row_making.hpp"
#include "engine/query.hpp"

#include <cstdint>

namespace ginnel::app {

/// How a program's records are written.
class record_rules : public row_making {
public:
    /// Gives the rows of a query these values, by the rules of what is named. One statement. Gives their number.
    virtual std::int64_t change_all(engine::session& s, const engine::query& q, const row_values& named) const = 0;
    /// What rows that are created get of the row that they are related to.
    virtual const copied_columns& copied(const schema::relation& r) const = 0;
};

} // namespace ginnel::app
