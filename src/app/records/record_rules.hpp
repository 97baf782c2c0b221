#pragma once

#include "app/relations/related_rows.hpp"
#include "app/writing/row_making.hpp"

namespace ginnel::app {

/// How a program's records are written.
class record_rules : public row_making {
public:
    /// What rows that are created get of the row that they are related to.
    virtual const copied_columns& copied(const schema::relation& r) const = 0;
};

} // namespace ginnel::app
